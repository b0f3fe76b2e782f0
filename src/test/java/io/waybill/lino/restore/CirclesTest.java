package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that refer to each other in circles, forward and in long chains, also where the site's foreign keys cannot be deferred. */
@ExtendWith(TestPostgres.class)
class CirclesTest {
    private static final int CHAIN = 400;
    private static final int FIRST = 1_000;
    private static final SampleSite SITE = SampleSite.ofPartners(20);

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static TestWaybill waybill;
    private static int files;

    @BeforeAll
    static void waybillAtWork(TestDatabase ofClass) throws SQLException {
        database = ofClass;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database);
    }

    @AfterAll
    static void close() {
        waybill.close();
    }

    @ParameterizedTest
    @CsvSource({
        "shadow, NOT DEFERRABLE",
        "in-place, NOT DEFERRABLE",
        "shadow, DEFERRABLE INITIALLY DEFERRED",
        "in-place, DEFERRABLE"
    })
    void areRestoredIntoAnEmptySiteAndIntoOneThatHasLostThem(String way, String constraints)
            throws IOException, SQLException {
        database.run(
                "TRUNCATE django_content_type, django_site, countries_country, teams_team, contacts_roletype, contacts_partner"
                        + " RESTART IDENTITY CASCADE",
                "DO $$ DECLARE key record; BEGIN FOR key IN SELECT conrelid::regclass AS child, conname FROM pg_constraint"
                        + " WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP"
                        + " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I " + constraints
                        + "', key.child, key.conname); END LOOP; END $$");
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        restored(way);
        List<String> whole = contents();
        assertThat(database.number("SELECT count(*) FROM countries_place WHERE parent_id > id AND id >= " + FIRST))
                .isEqualTo(CHAIN - 1);
        assertThat(database.number(
                        "SELECT count(*) FROM teams_team t JOIN contacts_person p ON p.partner_ptr_id = t.leader_id"
                                + " WHERE p.team_id IS NOT NULL"))
                .isPositive();

        database.run(
                "UPDATE contacts_person SET team_id = NULL; UPDATE teams_team SET leader_id = NULL",
                "DELETE FROM clients_client; DELETE FROM contacts_role; DELETE FROM contacts_person; DELETE FROM teams_team",
                "UPDATE countries_place SET parent_id = NULL WHERE id >= " + FIRST,
                "DELETE FROM countries_place WHERE id > " + FIRST);
        restored(way);
        assertThat(contents()).isEqualTo(whole);

        database.run(
                "UPDATE teams_team SET leader_id = NULL WHERE id = 1",
                "UPDATE countries_place SET parent_id = NULL WHERE id = 1200");
        restored(way);
        assertThat(contents()).isEqualTo(whole);
    }

    /** Each place is in the next one, which comes later in the file. */
    private static void restored(String way) throws IOException {
        Path zip = DumpZip.of(SITE, folder)
                .adding(
                        "countries_place",
                        IntStream.range(FIRST, FIRST + CHAIN)
                                .mapToObj(id -> id + ",['P','',''],'DE'," + (id < FIRST + CHAIN - 1 ? id + 1 : "None")
                                        + ",'50','1'")
                                .toArray(String[]::new))
                .with("notes_note.py", text -> text + "# " + files + "\n")
                .write(folder.resolve("circles-" + files++ + ".zip"));
        LedgerEntry page = waybill.drop("lino/restore", zip, false, Map.of("source.use-tz", "true", "way", way));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().rejects()).isEmpty();
    }

    /** All rows. */
    private static List<String> contents() {
        List<String> rows = new ArrayList<>();
        SITE.counts()
                .keySet()
                .forEach(table -> database.query("SELECT to_jsonb(t) FROM " + table + " AS t ORDER BY 1")
                        .forEach(row -> rows.add(table + " " + row)));
        return rows;
    }
}
