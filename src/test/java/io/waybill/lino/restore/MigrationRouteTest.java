package io.waybill.lino.restore;

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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A dump of an older version is migrated on its way into the tables of a newer one. */
@ExtendWith(TestPostgres.class)
class MigrationRouteTest {
    private static final SampleSite SITE = SampleSite.ofPartners(20);

    @TempDir
    private Path folder;

    private TestDatabase database;
    private TestWaybill waybill;

    @BeforeEach
    void waybillAtWork(TestDatabase database) throws SQLException {
        this.database = database;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database, Map.of(), MigrationRouteTest::configure);
    }

    @AfterEach
    void close() {
        waybill.close();
    }

    private static void configure(Path home) {
        try {
            Path config = home.resolve("config/lino.yaml");
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replace("#application: advice", "application: advice")
                            .replace("#version: 19.1.0", "version: 19.1.0"));
            Path steps = Files.createDirectories(home.resolve("config/lino/migrations"));
            Files.writeString(steps.resolve("advice-18.yaml"), """
                    application: advice
                    from: 18.12.0
                    to: 19.1.0
                    rules:
                      - change-table: {table: contacts_company, rename: {vat_number: vat_id}}
                      - move-table: {table: notes_remark, to: notes_note, model: notes.Note}
                      - change-table: {table: debts_entry, set: {amount: "100 / seqno"}, where: "account_type == 'X'"}
                      - change-keys: {table: contacts_partner, shift: 100000}
                      - add-rows: {table: countries_country, rows: [{isocode: "'XX'", name: "'Nowhere'"}]}
                      - make-rows:
                          from: notes_note
                          into: countries_place
                          where: id == 1
                          set: {name: "concat('Note ', id)", country_id: "'XX'", type: "'50'", zip_code: "''"}
                          new-keys: id
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DumpZip old() throws IOException {
        return DumpZip.of(SITE, folder)
                .with(
                        "restore.py",
                        script -> script.replace("SOURCE_VERSION = '19.1.0'", "SOURCE_VERSION = '18.12.0'")
                                .replace("vat_id", "vat_number")
                                .replace("notes_note", "notes_remark")
                                .replace("notes_Note", "notes_Remark")
                                .replace("notes.Note", "notes.Remark"))
                .with("notes_note.py", text -> text.replace("notes_note", "notes_remark"))
                .renamed("notes_note.py", "notes_remark.py");
    }

    private LedgerEntry restored(DumpZip dump) throws IOException {
        return waybill.drop(
                "lino/restore", dump.write(folder.resolve("old.zip")), false, Map.of("source.use-tz", "true"));
    }

    @Test
    void itsRowsGoIntoTheTablesAndColumnsOfTheNewVersion() throws IOException {
        LedgerEntry page = restored(old());
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM notes_note"))
                .isEqualTo(SITE.counts().get("notes_note"));
        assertThat(database.number("SELECT count(*) FROM contacts_company WHERE vat_id LIKE 'BE %'"))
                .isEqualTo(SITE.counts().get("contacts_company"));
        assertThat(page.results().notices()).extracting(Notice::rule).contains("migrated");
    }

    @Test
    void changedKeysReachWhatRefersToThemAndMadeRowsAddUp() throws IOException {
        LedgerEntry page = restored(old());
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM contacts_partner WHERE id > 100000"))
                .isEqualTo(SITE.counts().get("contacts_partner"));
        assertThat(database.number("SELECT count(*) FROM contacts_person WHERE partner_ptr_id > 100000"))
                .isEqualTo(SITE.counts().get("contacts_person"));
        assertThat(database.number("SELECT count(*) FROM countries_country WHERE isocode = 'XX' AND name = 'Nowhere'"))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM countries_place WHERE name = 'Note 1' AND name_de = ''"))
                .isEqualTo(1);
        assertThat(page.results().notices()).extracting(Notice::rule).contains("made-by-migration");
    }

    @Test
    void aRowThatAStepRefusesIsARejectAndAllAddsUp() throws IOException {
        LedgerEntry held = restored(old().adding("debts_entry", "9001,1,None,0,'X',None,'D'"));
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("1 row of the dump cannot be delivered: debts_entry: division-by-zero 1");
        LedgerEntry page = waybill.decided(held, true);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM debts_entry"))
                .isEqualTo(SITE.counts().get("debts_entry"));
        assertThat(database.value("SELECT reason FROM waybill.rejects"))
                .matches(
                        "debts_entry.py, line \\d+: debts_entry 9001, advice-18.yaml, rule 3 \\(change-table\\), found .*,"
                                + " expected .*, for the column amount\\.");
    }

    @Test
    void whatAStepHasMadeOfAColumnIsMendedInTheStepAndNotInTheDump() throws IOException {
        database.run(
                "ALTER TABLE contacts_company DROP COLUMN vat_id, ADD vat_number text NOT NULL, ADD tax text NOT NULL",
                "ALTER TABLE notes_note ADD author text NOT NULL",
                "ALTER TABLE countries_country DROP COLUMN name_de");
        LedgerEntry page = restored(old());
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt").lines())
                .anyMatch(line -> line.startsWith(
                                "advice-18.yaml, line 5, column 27: rule 1 (change-table), found the column vat_id of contacts_company")
                        && line.endsWith("This rule makes it: correct the step, or let the target have the column."))
                .anyMatch(line -> line.startsWith(
                                "advice-18.yaml, line 5, column 27: rule 1 (change-table), found no column vat_number of contacts_company")
                        && line.endsWith("This rule drops it or gives it another name: correct the step."))
                .anyMatch(line -> line.contains("found no column tax of contacts_company")
                        && line.endsWith("kw.update(tax='') in the function create_contacts_company of restore.py."))
                .anyMatch(line -> line.contains("found no column author of notes_note")
                        && line.endsWith("kw.update(author='') in the function create_notes_remark of restore.py."));
    }

    @Test
    void aTableThatOnlyAStepMakesIsMendedInTheStep() throws IOException {
        Path steps = folder.resolve("home/config/lino/migrations/advice-18.yaml");
        Files.writeString(
                steps,
                Files.readString(steps)
                        + "  - make-rows: {from: countries_place, into: votes_vote, model: votes.Vote, set: {id: id}}\n"
                        + "  - make-rows: {from: countries_place, into: votes_mark, model: votes.Mark, set: {id: id}}\n"
                        + "  - move-table: {table: votes_mark, to: votes_sign}\n"
                        + "  - change-table: {table: votes_sign, set: {note: \"'x'\"}}\n");
        database.run("CREATE TABLE votes_sign (id integer PRIMARY KEY, word text NOT NULL)");
        LedgerEntry page = restored(old());
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt").lines())
                .anyMatch(line -> line.startsWith(
                                "advice-18.yaml, line 16, column 46: rule 7 (make-rows), found the table votes_vote")
                        && line.endsWith("This rule makes it: correct the step, or let the target have the table."))
                .anyMatch(line -> line.startsWith(
                                "advice-18.yaml, line 17, column 46: rule 8 (make-rows), found no column word of votes_sign")
                        && line.endsWith("Add it in this step, which makes the table."))
                .anyMatch(
                        line -> line.startsWith(
                                "advice-18.yaml, line 19, column 27: rule 10 (change-table), found the column note of votes_sign"));
    }

    /** Nothing has been read then, so that nobody waits for a dump that cannot be delivered. */
    @Test
    void rowsThatAStepMakesWithoutWhatTheTargetNeedsAreToldBeforeAnythingIsRead() throws IOException {
        database.run(
                "ALTER TABLE countries_country ADD continent text NOT NULL, ADD remark text NOT NULL DEFAULT ''",
                "ALTER TABLE countries_place ADD added text NOT NULL, ADD later text NOT NULL",
                "ALTER TABLE teams_team ADD slogan text NOT NULL, ADD motto text NOT NULL, ADD town_id integer NOT NULL");
        Path steps = folder.resolve("home/config/lino/migrations/advice-18.yaml");
        String before = Files.readString(steps);
        Files.writeString(
                steps,
                before.replace("name: \"'Nowhere'\"}]", "name: \"'Nowhere'\", continent: \"'none'\"}]")
                                .replace("type: \"'50'\", zip_code: \"''\"}", "type: \"'50'\", added: id}")
                        + """
                  - change-table: {table: countries_place, set: {later: "'x'"}}
                  - change-table: {table: teams_team, set: {slogan: ref, motto: ref}, where: id > 2}
                  - change-table: {table: teams_team, set: {motto: "'x'"}, where: id <= 2}
                  - look-up:
                      {table: teams_team, column: town_id, in: countries_place, by: {zip_code: ref}, where: id > 2}
                  - look-up:
                      table: contacts_company
                      column: country_id
                      in: users_user
                      by: {username: vat_id}
                      create: {password: "''"}
                """.indent(0));
        LedgerEntry page = restored(old());
        assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt").lines().filter(line -> line.contains("advice-18.yaml")))
                .anyMatch(line -> line.contains(
                        "line 9, column 86: rule 5 (add-rows), found the other rows of countries_country without continent,"
                                + " expected each column that needs a value"))
                .anyMatch(line ->
                        line.contains("rule 6 (make-rows), found the rows of countries_place that make-rows makes"
                                + " of notes_note without zip_code"))
                .anyMatch(line ->
                        line.contains("rule 6 (make-rows), found the other rows of countries_place without added"))
                .anyMatch(line ->
                        line.contains("rule 11 (look-up), found the rows of users_user that look-up makes without"))
                .anyMatch(
                        line -> line.contains(
                                "rule 8 (change-table), found the rows of teams_team for which where does not hold without slogan"))
                .anyMatch(
                        line -> line.contains(
                                "rule 10 (look-up), found the rows of teams_team for which where does not hold without town_id"))
                .noneMatch(line -> line.contains("later") || line.contains("remark") || line.contains("motto"));
        assertThat(page.results().counts()).isEmpty();
    }

    @Test
    void aVersionFromWhichNoStepLeadsIsRefusedAndTheStepsAreListed() throws IOException {
        LedgerEntry page = restored(old().with("restore.py", script -> script.replace("'18.12.0'", "'17.1.0'")));
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt")).contains("17.1.0", "18.12.0", "19.1.0");
    }

    @Test
    void aDumpThatDoesNotFitWhileStepsBeginAtItsVersionSaysWhichVersionIsToBeSet() throws IOException {
        waybill.close();
        waybill = TestWaybill.startOnly(
                "lino", Files.createDirectories(folder.resolve("unset")), database, Map.of(), home -> {
                    configure(home);
                    Path config = home.resolve("config/lino.yaml");
                    try {
                        Files.writeString(
                                config,
                                Files.readString(config)
                                        .replace("application: advice\n", "")
                                        .replace("version: 19.1.0\n", ""));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        LedgerEntry page = restored(old());
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt"))
                .contains("vat_number")
                .contains("lino.yaml: found no version, expected the version that the target's tables belong to")
                .contains("Set application: advice and version: 19.1.0 in config/lino.yaml");
        LedgerEntry other = restored(old().with("restore.py", script -> script.replace("'18.12.0'", "'17.1.0'")));
        assertThat(waybill.errorText(other, "reason.txt"))
                .contains("vat_number")
                .doesNotContain("no version");
    }
}
