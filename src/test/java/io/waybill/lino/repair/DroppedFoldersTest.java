package io.waybill.lino.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folders as dump2py leaves them, dropped as they are, with a mark beside them. */
@ExtendWith(TestPostgres.class)
class DroppedFoldersTest {
    private static final String PLAN = """
            kind: lino-repair
            dumps: {old: snapshot}
            passes:
              - {table: notes_note}
            """;

    @TempDir
    static Path folder;

    private static final SampleSite SITE = SampleSite.ofPartners(60);
    private static TestDatabase database;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database, Map.of(), RepairSite::inUtc);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void theSiteIsEmpty() {
        database.run("TRUNCATE django_site, countries_country, teams_team, contacts_roletype, contacts_partner"
                + " RESTART IDENTITY CASCADE");
    }

    /** The folder, and the mark at last, as people do it. */
    private static LedgerEntry dropped(String feed, String name, String options) throws IOException {
        Path inbox = waybill.inbox(feed);
        Files.writeString(inbox.resolve(name + ".options"), options);
        Files.createFile(inbox.resolve(name + ".done"));
        return waybill.endedByName(name + ".zip");
    }

    private static void restore() throws IOException {
        Path zip = folder.resolve("site.zip");
        Files.deleteIfExists(zip);
        SITE.writeZip(zip, "");
        assertThat(waybill.again("lino/restore", "site.zip", Files.readAllBytes(zip))
                        .state())
                .isEqualTo(State.DELIVERED);
    }

    private static List<String> sentences(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .toList();
    }

    private static long notes() {
        return database.number("SELECT count(*) FROM notes_note");
    }

    @Test
    void theFolderOfADumpIsRestored() throws IOException {
        SITE.writeFolder(Files.createDirectory(waybill.inbox("lino/restore").resolve("backup of march")));

        LedgerEntry page = dropped("lino/restore", "backup of march", "");

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(notes()).isEqualTo(SITE.counts().get("notes_note"));
        assertThat(sentences(page, "packed-folder")).hasSize(1);
        try (Stream<Path> left = Files.list(waybill.inbox("lino/restore"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("preview");
        }
    }

    @Test
    void aFolderWithAPlanAndTheFolderOfADumpRepairs() throws IOException {
        restore();
        database.run("DELETE FROM notes_note WHERE id <= 20");
        Path repair = Files.createDirectory(waybill.inbox("lino/repair").resolve("lost notes"));
        SITE.writeFolder(Files.createDirectory(repair.resolve("snapshot")));
        Files.writeString(repair.resolve("repair.yaml"), PLAN);

        LedgerEntry page = dropped("lino/repair", "lost notes", "");

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(notes()).isEqualTo(SITE.counts().get("notes_note"));
        assertThat(sentences(page, "repair-pass")).singleElement().asString().contains("20 restored");
    }

    @Test
    void theFolderOfADumpIsKeptForPlansThatNameIt() throws IOException {
        restore();
        database.run("DELETE FROM notes_note WHERE id <= 20");
        SITE.writeFolder(Files.createDirectory(waybill.inbox("lino/repair").resolve("kept")));
        LedgerEntry kept = dropped("lino/repair", "kept", "again=true\n");
        assertThat(kept.state()).as(kept.message()).isEqualTo(State.DELIVERED);
        assertThat(notes()).isEqualTo(SITE.counts().get("notes_note") - 20);

        LedgerEntry page = waybill.drop("lino/repair", "plan.yaml", PLAN.replace("snapshot}", kept.number() + "}"));

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(notes()).isEqualTo(SITE.counts().get("notes_note"));
    }
}
