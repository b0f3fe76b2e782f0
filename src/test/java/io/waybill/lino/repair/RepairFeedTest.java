package io.waybill.lino.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.restore.DumpZip;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plans restore what a site has lost, and nothing else. */
@ExtendWith(TestPostgres.class)
class RepairFeedTest {
    @TempDir
    static Path folder;

    private static RepairSite site;
    private static TestDatabase database;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("lino", folder, database, Map.of(), RepairSite::inUtc);
        site = new RepairSite(SampleSite.ofPartners(120), database, waybill, folder);
        site.fill();
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void asItWas() {
        site.reset();
    }

    @Test
    void thePlanRestoresExactlyWhatWasDeleted() throws IOException {
        List<String> before = site.contents();
        site.deletePartners(150, 200);
        String plan = """
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - table: contacts_partner
                    select: {keys-between: [150, 199]}
                    with-children: true
                """;

        LedgerEntry preview = site.preview(plan);
        LedgerEntry held = site.drop(plan);

        assertThat(held.state()).isEqualTo(State.HELD);
        LedgerEntry repaired = waybill.decided(held, true);
        assertThat(repaired.state()).isEqualTo(State.DELIVERED);
        assertThat(site.contents()).isEqualTo(before);
        assertThat(passes(repaired)).isEqualTo(passes(preview));

        LedgerEntry again = site.again(plan);
        assertThat(again.state()).isEqualTo(State.UNCHANGED);
        assertThat(passes(again))
                .containsExactly("Pass 1, contacts_partner: 50 of 120 rows of old selected: 0 restored, 50 ignored"
                        + " (50 equal, 0 different), 0 errors.");

        LedgerEntry undone = waybill.undone(repaired, false);
        assertThat(undone.state()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM contacts_partner WHERE id BETWEEN 150 AND 199"))
                .isZero();
    }

    @Test
    void whatIsWrongWithADumpIsToldAtOnceAlsoWhereAFileIsMissing() throws IOException {
        String plan = "kind: lino-repair\ndumps: {old: .}\npasses:\n  - table: contacts_partner\n";
        byte[] broken = DumpZip.of(SampleSite.ofPartners(3), folder)
                .without("contacts_company.py")
                .with("notes_note.py", text -> text.replaceFirst("(?m)^loader.save", "x = 1\nloader.save"))
                .with("repair.yaml", text -> plan)
                .bytes();
        LedgerEntry page = waybill.drop("lino/repair", "together.zip", broken);
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt"))
                .contains("no file contacts_company.py", "notes_note.py, line 4, column 1");
    }

    /** Any lock that is stronger than that of an insert would have to wait for the other one's. */
    @Test
    void aRepairDoesNotWaitForSomebodyWhoIsWritingNorTheOtherWayRound() throws IOException, SQLException {
        List<String> before = site.contents();
        site.deletePartners(150, 200);
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            for (String table : RepairSite.TABLES) {
                statement.execute("UPDATE " + table + " SET " + column(table) + " = " + column(table));
            }

            LedgerEntry page =
                    site.drop("kind: lino-repair\ndumps: {old: snapshot.zip}\npasses:\n  - table: contacts_partner\n"
                            + "  - table: contacts_company\n  - table: notes_note\n");

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            other.rollback();
        }
        assertThat(site.contents()).isSubsetOf(before).isNotEqualTo(before);
        assertThat(database.number("SELECT count(*) FROM contacts_partner")).isEqualTo(120);
    }

    /** Some column of a table that is no key of it. */
    private static String column(String table) {
        return database.value("SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '" + table
                + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum DESC LIMIT 1");
    }

    /** What the seed of this feature was: partners by their keys, budgets that have lost their entries, and these entries. */
    @Test
    void aPlanMayAskForWhatTheTargetLacksBelowItsRows() throws IOException {
        List<String> before = site.contents();
        site.deletePartners(150, 200);
        database.run("DELETE FROM debts_entry WHERE budget_id <= 4");
        LedgerEntry page = site.drop("""
                kind: lino-repair
                title: Partners that were deleted by mistake, and the entries of budgets
                dumps: {old: snapshot.zip}
                passes:
                  - table: contacts_partner
                    select: {keys-between: [150, 199]}
                  - {table: contacts_company, select: {keys-between: [150, 199]}}
                  - {table: contacts_person, select: {keys-between: [150, 199]}}
                  - {table: clients_client, select: {keys-between: [150, 199]}}
                  - {table: contacts_role}
                  - {table: debts_budget, select: {column: partner_id, between: [150, 199]}}
                  - {table: debts_actor}
                  - table: debts_entry
                    select:
                      any:
                        - {column: budget_id, in-target: {table: debts_budget, without: debts_entry.budget_id}}
                        - not: {column: budget_id, in-target: {table: debts_budget}}
                  - {table: notes_note}
                  - {table: uploads_upload}
                """);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(site.contents()).isEqualTo(before);
        assertThat(passes(page))
                .contains(
                        "Pass 8, debts_entry: 140 of 240 rows of old selected: 140 restored, 0 ignored (0 equal, 0 different),"
                                + " 0 errors.");
        assertThat(page.results().comparison().at("/before/contacts_partner").asLong())
                .isEqualTo(70);
        assertThat(page.results().comparison().at("/after/contacts_partner").asLong())
                .isEqualTo(120);
        JsonNode report = report(page);
        assertThat(report.at("/passes/0/selected").asLong()).isEqualTo(50);
        assertThat(report.at("/written/contacts_partner/restored")).hasSize(50);
        assertThat(report.at("/written/debts_entry/restored/0").asText()).isEqualTo("1");
    }

    @Test
    void childrenFromAnyPassAndInAnyOrderFindTheirParents() throws IOException {
        List<String> before = site.contents();
        List<String> tables = new ArrayList<>(RepairSite.TABLES);
        for (int seed = 0; seed < 3; seed++) {
            site.deletePartners(150, 200);
            Collections.shuffle(tables, new Random(seed));
            StringBuilder plan = new StringBuilder("kind: lino-repair\ndumps: {old: snapshot.zip}\npasses:\n");
            tables.forEach(table -> plan.append("  - table: ").append(table).append('\n'));

            LedgerEntry preview = site.preview(plan.toString());
            LedgerEntry page = site.drop(plan.toString());

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(page.results().rejects()).isEmpty();
            assertThat(passes(page)).isEqualTo(passes(preview));
            assertThat(site.contents()).isEqualTo(before);
        }
    }

    @Test
    void parentsAreAddedWhereTheTargetLacksThem() throws IOException {
        List<String> before = site.contents();
        site.deletePartners(150, 160);
        LedgerEntry page = site.drop("""
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - {table: clients_client, with-parents: true}
                  - {table: contacts_company, with-parents: true}
                  - {table: contacts_person, with-parents: true}
                  - {table: notes_note, with-parents: true}
                  - {table: debts_entry, with-parents: true}
                  - {table: debts_actor, with-parents: true}
                  - {table: uploads_upload, with-parents: true}
                  - {table: contacts_role, with-parents: true}
                """);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(site.contents()).isEqualTo(before);
        assertThat(passes(page))
                .contains(
                        "Pass 1, contacts_partner (rows that belong to it): 5 of 120 rows of old selected: 5 restored,"
                                + " 0 ignored (0 equal, 0 different), 0 errors.");
    }

    @Test
    void whatCannotBeRestoredIsARejectWithItsReasonAndWhatReferredToItIsOne() throws IOException {
        site.deletePartners(150, 200);
        database.run(
                "INSERT INTO contacts_partner SELECT 9001, name, email, language, country_id, city_id, remarks, modified"
                        + " FROM contacts_partner WHERE id = 100",
                "INSERT INTO contacts_person SELECT 9001, first_name, last_name, gender, birth_date, team_id"
                        + " FROM contacts_person WHERE partner_ptr_id = 100",
                "INSERT INTO clients_client VALUES (9001, 'N26', '30')",
                "DELETE FROM debts_entry; DELETE FROM notes_note; DELETE FROM contacts_role; DELETE FROM contacts_company",
                "ALTER TABLE debts_entry ADD CONSTRAINT small CHECK (amount < 100), ALTER amount SET NOT NULL",
                "ALTER TABLE notes_note ALTER subject TYPE varchar(7)",
                "ALTER TABLE contacts_company ALTER vat_id TYPE integer USING NULL",
                "UPDATE django_content_type SET model = 'other' WHERE model = 'budget'");
        try {
            LedgerEntry page = site.drop("""
                    kind: lino-repair
                    dumps: {old: snapshot.zip}
                    passes:
                      - {table: contacts_partner, select: {keys-between: [150, 189]}}
                      - {table: contacts_person, select: {keys-between: [150, 199]}}
                      - {table: clients_client, select: {keys-between: [150, 199]}}
                      - {table: contacts_company, select: {keys-between: [150, 199]}}
                      - {table: debts_budget}
                      - {table: debts_actor}
                      - {table: debts_entry}
                      - {table: notes_note}
                      - {table: uploads_upload}
                    """);
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(passes(page))
                    .extracting(sentence -> sentence.replaceFirst("of old selected: ", "")
                            .replace(" ignored (0 equal, 0 different)", ""))
                    .containsExactly(
                            "Pass 1, contacts_partner: 40 of 120 rows 40 restored, 0, 0 errors.",
                            "Pass 2, contacts_person: 40 of 96 rows 32 restored, 0, 8 errors (mti-parent-missing=8).",
                            "Pass 3, clients_client: 25 of 60 rows 19 restored, 0, 6 errors (duplicate-unique=1,"
                                    + " mti-parent-missing=5).",
                            "Pass 4, contacts_company: 10 of 24 rows 0 restored, 0, 10 errors (type=10).",
                            "Pass 5, debts_budget: 10 of 24 rows 8 restored, 0, 2 errors (dangling-fk=2).",
                            "Pass 6, debts_actor: 20 of 48 rows 16 restored, 0, 4 errors (dangling-fk=4).",
                            "Pass 7, debts_entry: 240 of 240 rows 132 restored, 0, 108 errors (check=70, dangling-fk=8,"
                                    + " not-null=30).",
                            "Pass 8, notes_note: 240 of 240 rows 91 restored, 0, 149 errors (generic-ref=9, length=140).",
                            "Pass 9, uploads_upload: 40 of 120 rows 0 restored, 0, 40 errors (content-type=40).");
            assertThat(database.query(
                            "SELECT kind, key_cells[2], candidates -> 0 ->> 'value' FROM waybill.rejects WHERE waybill = "
                                    + page.number() + " AND rule = 'duplicate-value'"))
                    .containsExactly("clients_client|151|9001");
        } finally {
            database.run(
                    "ALTER TABLE debts_entry DROP CONSTRAINT small, ALTER amount DROP NOT NULL",
                    "ALTER TABLE notes_note ALTER subject TYPE varchar(200)",
                    "ALTER TABLE contacts_company ALTER vat_id TYPE varchar(200)",
                    "UPDATE django_content_type SET model = 'budget' WHERE model = 'other'");
        }
    }

    @Test
    void whatRefersToARowThatExistsUnderAnotherKeyIsToldWhichOne() throws IOException {
        String email = database.value("SELECT email FROM contacts_partner WHERE id = 150");
        site.deletePartners(150, 151);
        database.run(
                "INSERT INTO contacts_partner (id, name, email, language, remarks, modified)" + " VALUES (9001, 'N', '"
                        + email + "', 'en', '', now())",
                "CREATE UNIQUE INDEX one_email ON contacts_partner (email) WHERE email = '" + email + "'");
        try {
            String passes = """
                    passes:
                      - {table: contacts_partner, select: {keys: [150]}}
                      - {table: contacts_person, select: {keys: [150]}}
                      - {table: contacts_company, select: {keys: [150]}}
                      - {table: debts_budget, select: {column: partner_id, is: 150}}
                      - {table: notes_note}
                    """;
            LedgerEntry page = site.preview("kind: lino-repair\ndumps: {old: snapshot.zip}\n" + passes);
            assertThat(page.state()).as(page.message()).isEqualTo(State.PREVIEWED);
            List<String> candidates = database.query(
                    "SELECT DISTINCT rule, candidates -> 0 ->> 'value', candidates -> 0 ->> 'why' FROM waybill.rejects WHERE waybill = "
                            + page.number() + " AND (kind <> 'notes_note' OR cells::text LIKE '%150%') ORDER BY 1");
            assertThat(candidates)
                    .isNotEmpty()
                    .allMatch(candidate ->
                            candidate.endsWith("|9001|has the same email: remap contacts_partner {150: 9001}"
                                    + " lets references follow"));
            assertThat(candidates.toString()).contains("duplicate-value", "parent-missing");
            // What it suggests is the remedy.
            LedgerEntry remapped = site.preview("kind: lino-repair\ndumps: {old: snapshot.zip}\n"
                    + "remap: {contacts_partner: {150: 9001}}\n" + passes.replace("[150]", "[9001]"));
            assertThat(remapped.results().rejects()).as(remapped.message()).isEmpty();
        } finally {
            database.run("DROP INDEX one_email");
        }
    }

    @Test
    void keysThatAreOtherOnesNowAreExchangedWhereverRowsHaveThem() throws IOException {
        site.deletePartners(150, 160);
        database.run(
                "INSERT INTO contacts_partner SELECT 9001, name, email, language, country_id, city_id, remarks, modified"
                        + " FROM contacts_partner WHERE id = 100",
                "INSERT INTO contacts_person SELECT 9001, first_name, last_name, gender, birth_date, team_id"
                        + " FROM contacts_person WHERE partner_ptr_id = 100");
        LedgerEntry page = site.drop("""
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - {table: contacts_partner, select: {keys: [150]}}
                  - {table: clients_client, select: {keys: [150]}}
                  - {table: debts_budget, select: {column: partner_id, is: 150}}
                  - {table: notes_note, select: {column: owner_id, is: 151}}
                remap:
                  contacts_partner: {150: 9001, 151: 9001}
                """);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().rejects()).isEmpty();
        assertThat(passes(page).get(0)).contains("0 restored, 1 ignored (0 equal, 1 different)");
        assertThat(notice(page, "remap-unused")).isEmpty();
        assertThat(database.number("SELECT count(*) FROM clients_client WHERE person_ptr_id = 9001"))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM debts_budget WHERE partner_id = 9001"))
                .isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM notes_note WHERE owner_id = 9001"))
                .isEqualTo(2);
    }

    @Test
    void whatAPlanNamesInVainIsTold() throws IOException {
        site.deletePartners(150, 160);
        LedgerEntry page = site.preview("""
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - {table: contacts_partner, select: {keys: [150]}}
                  - {table: notes_note, select: {keys: [999999]}}
                remap:
                  countries_place: {777777: 1}
                """);
        assertThat(notice(page, "remap-unused"))
                .isEqualTo(
                        "1 key of remap stood in no row that the plan selects, neither as its key nor as a reference:"
                                + " countries_place {777777: 1}.");
        assertThat(notice(page, "nothing-selected"))
                .startsWith("Pass 2 selects none of the 240 rows of notes_note in old.");
    }

    @Test
    void onlyTheColumnsThatAPassNamesAreWrittenAndNeverThoseOfAnotherRow() throws IOException {
        database.run(
                "UPDATE contacts_partner SET remarks = 'changed', email = 'new@example.org' WHERE id IN (101, 102, 103)",
                "UPDATE contacts_partner SET name = 'Somebody else' WHERE id = 103");
        LedgerEntry page = site.drop("""
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - table: contacts_partner
                    select: {keys: [100, 101, 102, 103]}
                    mode: update-columns
                    columns: [remarks]
                    identity: [name]
                """);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(passes(page))
                .containsExactly(
                        "Pass 1, contacts_partner: 4 of 120 rows of old selected: 0 restored, 2 updated, 2 ignored"
                                + " (1 equal, 1 different), 0 errors.");
        assertThat(database.query(
                        "SELECT id, remarks, email FROM contacts_partner WHERE id BETWEEN 101 AND 103 ORDER BY 1"))
                .containsExactly(
                        "101|First\nsecond line|new@example.org",
                        "102|First\nsecond line|new@example.org",
                        "103|changed|new@example.org");
        assertThat(notice(page, "another-row"))
                .contains("1 row of contacts_partner has a key")
                .contains(": 103.");
        // That row is told of once, and not with the advice to do what this plan does.
        assertThat(page.results().notices()).extracting(Notice::rule).doesNotContain("different-rows");
    }

    @Test
    void differencesAreListedWhereThePlanAsksForThem() throws IOException {
        database.run(
                "UPDATE uploads_upload SET duration = '1:00' WHERE id = 2", "DELETE FROM uploads_upload WHERE id = 3");
        LedgerEntry page = site.drop("""
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes: [{table: uploads_upload, select: {keys-between: [1, 6]}, mode: report-differences}]
                """);
        assertThat(passes(page))
                .containsExactly(
                        "Pass 1, uploads_upload: 6 of 120 rows of old selected: 1 restored, 5 ignored (4 equal, 1 different),"
                                + " 0 errors.");
        assertThat(report(page).at("/differences").toString())
                .isEqualTo("{\"1 uploads_upload\":[{\"key\":\"2\",\"another\":false,\"columns\":[\"duration\"],"
                        + "\"dump\":[\"0:30\"],\"present\":[\"1:00\"]}]}");
        assertThat(notice(page, "different-rows"))
                .endsWith("and it stays so. They differ in these columns: duration 1. The report lists each of them.");

        // Nothing is to be restored any more, and the site still has not all of it as the dump has it.
        String again = """
                kind: lino-repair
                title: once more
                dumps: {old: snapshot.zip}
                passes: [{table: uploads_upload, select: {keys-between: [1, 6]}, mode: report-differences}]
                """;
        assertThat(passes(site.preview(again.replace(" select: {keys-between: [1, 6]},", ""))))
                .as("without a selection all rows are compared")
                .containsExactly("Pass 1, uploads_upload: 120 of 120 rows of old selected: 0 restored, 120 ignored"
                        + " (119 equal, 1 different), 0 errors.");
        LedgerEntry preview = site.preview(again);
        assertThat(notice(preview, "different-rows"))
                .endsWith("duration 1. A preview keeps no report; that of the repair itself lists each of them.");
        LedgerEntry unchanged = site.drop(again);
        assertThat(unchanged.state()).isEqualTo(State.UNCHANGED);
        assertThat(unchanged.message()).contains("The notices say what is left out");
    }

    @Test
    void rowsAreSelectedByWhatTwoDumpsHave() throws IOException {
        site.deletePartners(150, 160);
        byte[] zip = site.zip("""
                kind: lino-repair
                dumps: {all: ., old: snapshot.zip}
                passes:
                  - {table: contacts_partner, dump: all, select: {present-in: old, keys: [150, 151]}}
                  - {table: contacts_partner, dump: old, select: {missing-in: all}}
                  - {table: contacts_partner, dump: old, select: {keys: [151, 152]}}
                """);
        LedgerEntry page = waybill.drop("lino/repair", "together.zip", zip);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(passes(page))
                .containsExactly(
                        "Pass 1, contacts_partner: 2 of 120 rows of all selected: 2 restored, 0 ignored (0 equal, 0 different),"
                                + " 0 errors.",
                        "Pass 2, contacts_partner: 0 of 120 rows of old selected: 0 restored, 0 ignored (0 equal, 0 different),"
                                + " 0 errors.",
                        "Pass 3, contacts_partner: 1 of 120 rows of old selected: 1 restored, 0 ignored (0 equal, 0 different),"
                                + " 0 errors; 1 more were selected by an earlier pass.");
    }

    @Test
    void parentsAreAddedForRowsThatAnEarlierPassHasSelectedAndAKeyIsNotTakenFromTwoDumps() throws IOException {
        List<String> before = site.contents();
        site.deletePartners(150, 152);
        byte[] zip = site.zip("""
                kind: lino-repair
                dumps: {all: ., old: snapshot.zip}
                passes:
                  - {table: contacts_partner, dump: all, select: {keys: [150]}}
                  - {table: contacts_person, dump: old, select: {keys: [150]}}
                  - {table: clients_client, dump: old, select: {keys: [150, 151]}, with-parents: true}
                """);
        LedgerEntry page = waybill.drop("lino/repair", "together.zip", zip);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().rejects()).isEmpty();
        assertThat(passes(page))
                .extracting(sentence -> sentence.replaceFirst(" of \\d+ rows of", " of"))
                .containsExactlyInAnyOrder(
                        "Pass 1, contacts_partner: 1 of all selected: 1 restored, 0 ignored (0 equal, 0 different), 0 errors.",
                        "Pass 2, contacts_person: 1 of old selected: 1 restored, 0 ignored (0 equal, 0 different), 0 errors.",
                        "Pass 3, clients_client: 2 of old selected: 2 restored, 0 ignored (0 equal, 0 different), 0 errors.",
                        "Pass 3, contacts_partner (rows that belong to it): 1 of old selected: 1 restored, 0 ignored"
                                + " (0 equal, 0 different), 0 errors.",
                        "Pass 3, contacts_person (rows that belong to it): 1 of old selected: 1 restored, 0 ignored"
                                + " (0 equal, 0 different), 0 errors.");
        assertThat(site.contents()).isSubsetOf(before);
    }

    @Test
    void aPlanThatDoesNotFitIsRefusedWithAllThatIsWrong() throws IOException {
        LedgerEntry page = site.drop("""
                kind: lino-repair
                dumps: {old: snapshot.zip}
                passes:
                  - table: contacts_partner
                    select: {column: nam, is: x}
                  - table: contacts_partner
                    select: {keys: [abc], column: country_id, between: [A, B]}
                  - {table: debts_budget, select: {column: partner_id, in-target: {table: contacts_partners}}}
                  - {table: contact_partner, with-children: true, with-parents: true, select: {keys: [abc]}}
                  - {table: notes_note, identity: [subjct], select: {column: importent, is: true}}
                remap: {contacts_partner: {100: x}}
                """);
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt").lines().filter(line -> line.startsWith("plan.yaml")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .isEqualTo("plan.yaml, line 5, column 22: field column: found nam, expected a column of"
                                        + " contacts_partner (did you mean name?)."),
                        line -> assertThat(line)
                                .isEqualTo("plan.yaml, line 7, column 21: found abc, expected a value of the column id"
                                        + " (integer)."),
                        line -> assertThat(line)
                                .startsWith("plan.yaml, line 8")
                                .contains("found contacts_partners, expected a table of the target (did you mean"
                                        + " contacts_partner?)."),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "plan.yaml, line 9, column 13: field table: found contact_partner, expected a"
                                                + " table of the dump old (did you mean contacts_partner?)."),
                        line -> assertThat(line)
                                .startsWith("plan.yaml, line 10")
                                .contains("found subjct", "subject?"),
                        line -> assertThat(line)
                                .startsWith("plan.yaml, line 10")
                                .contains("found importent", "important?"),
                        line -> assertThat(line)
                                .startsWith("plan.yaml, line 11")
                                .contains("found x, expected a key"));
        LedgerEntry rejects = site.drop("id,reject,rule,reason,decision\n1,,value-too-long,too long,drop\n");
        assertThat(rejects.message())
                .contains("found rejected rows, expected a plan in YAML, or a dump.")
                .contains("Drop the file into the folder of the feed that has rejected them.");
        LedgerEntry third =
                site.drop("kind: lino-repair\ndumps: {old: other.zip}\npasses: [{table: contacts_partner}]");
        assertThat(third.message()).contains("found other.zip, expected the name of a dump that is in the same zip");
    }

    private static JsonNode report(LedgerEntry page) throws IOException {
        return new ObjectMapper()
                .readTree(waybill.data()
                        .outbox("lino")
                        .resolve("plan-" + page.number() + "-repair.json")
                        .toFile());
    }

    private static String notice(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .findFirst()
                .orElse("");
    }

    private static List<String> passes(LedgerEntry page) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals("repair-pass"))
                .map(Notice::sentence)
                .toList();
    }
}
