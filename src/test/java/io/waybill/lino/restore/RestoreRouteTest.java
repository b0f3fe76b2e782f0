package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Change;
import io.waybill.delivery.Changes;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.delivery.naming.RowNames;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.reject.RejectsReader;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps through the real route. */
@ExtendWith(TestPostgres.class)
class RestoreRouteTest {
    private static final String FEED = "lino/restore";
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

    @BeforeEach
    void theSiteIsEmpty() {
        database.run("TRUNCATE django_content_type, django_site, countries_country, teams_team, contacts_roletype,"
                + " contacts_partner RESTART IDENTITY CASCADE");
        database.run("DELETE FROM waybill.rejects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shadow", "in-place"})
    void aDumpIsRestoredWholeWithItsCirclesAndChains(String way) throws IOException, SQLException {
        // The models are known, as in a site of Django: only then all tables can be replaced by copies.
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        LedgerEntry page = waybill.drop(FEED, dump().write(file()), false, Map.of("source.use-tz", "true", "way", way));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices().stream().map(Notice::rule).filter("tables-replaced"::equals))
                .hasSize(way.equals("shadow") ? 1 : 0);
        assertThat(database.number(
                        "SELECT count(*) FROM pg_namespace WHERE nspname = 'waybill_old_" + page.number() + "'"))
                .isEqualTo(way.equals("shadow") ? 1 : 0);
        assertThat(counts()).isEqualTo(new TreeMap<>(SITE.counts()));
        assertThat(database.query(
                        "SELECT name, name_de, \"name_pt_BR\" FROM countries_place WHERE id IN (1, 2) ORDER BY id"))
                .containsExactly("Altdorf 0|∅|∅", "Belmont 1|Belmont 1 (de)|Belmont 1 (pt)");
        assertThat(database.query("SELECT DISTINCT t.app_label, t.model FROM notes_note n JOIN django_content_type t"
                        + " ON t.id = n.owner_type_id"))
                .containsExactly("contacts|partner");
        assertThat(database.value("SELECT modified AT TIME ZONE 'UTC' FROM contacts_partner WHERE id = 100"))
                .isEqualTo("2019-01-01 00:00:00");
        assertThat(database.query("SELECT amount FROM debts_entry WHERE id IN (1, 2, 3) ORDER BY id"))
                .containsExactly("∅", "1.50", "-2.50");
        assertThat(rules(page)).contains("none-texts", "empty-for-null").doesNotContain("changed-in-place");
    }

    @Test
    void modelsThatTheTargetDoesNotKnowAreAddedAndTakenBack() throws IOException {
        LedgerEntry page = restored(dump());
        assertThat(database.query("SELECT app_label, model FROM django_content_type ORDER BY 1, 2"))
                .containsExactly("contacts|partner", "debts|budget");
        waybill.undone(page, false);
        assertThat(database.number("SELECT count(*) FROM django_content_type")).isZero();
    }

    @Test
    void theNextRowsOfTheSiteGetKeysBehindThoseOfTheDump() throws IOException {
        restored(dump());
        database.run(
                "INSERT INTO contacts_partner (name, email, language, remarks, modified) VALUES ('N', '', 'en', '', now())");
        assertThat(database.number("SELECT max(id) FROM contacts_partner")).isEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shadow", "in-place"})
    void whatTheSiteHadElseGoesAndTheUndoBringsItBack(String way) throws IOException, SQLException {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        database.run(
                "INSERT INTO countries_country VALUES ('XX', 'Xland', '', '')",
                "INSERT INTO contacts_partner (id, name, email, language, country_id, remarks, modified)"
                        + " VALUES (100, 'Old', '', 'en', 'XX', '', now()), (7, 'Gone', '', 'en', NULL, '', now())");
        List<String> before = database.query("SELECT id, name FROM contacts_partner ORDER BY id");
        LedgerEntry page = waybill.drop(FEED, dump().write(file()), false, Map.of("source.use-tz", "true", "way", way));
        assertThat(counts()).isEqualTo(new TreeMap<>(SITE.counts()));
        LedgerEntry undo = waybill.undone(page, false);
        assertThat(undo.state()).as(undo.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT id, name FROM contacts_partner ORDER BY id"))
                .isEqualTo(before);
    }

    @Test
    void peopleReadWhoARowIsAbout() throws IOException {
        LedgerEntry page = waybill.drop(FEED, dump().write(file()), false, options());
        RowNames names =
                new RowNames(database.dataSource(), LinoConfig.rowNames(Path.of("config")), SecretColumns.NONE);
        Changes changes = new Changes(database.dataSource(), SecretColumns.NONE);
        String partner = database.value("SELECT name FROM contacts_partner WHERE id = 100");
        assertThat(names.of(
                        page.number(),
                        changes.page(
                                        page.number(),
                                        new Changes.Filter("clients_client", null, false, null),
                                        Change.Place.START,
                                        1)
                                .changes()))
                .extracting(NamedChange::name)
                .containsExactly(partner);
        assertThat(named(page, names, changes, new Changes.Filter("notes_note", null, false, null), 2))
                .element(1)
                .satisfies(note -> assertThat(note.after()).containsEntry("owner_type_id", "contacts.partner"));
        String modified = database.value(
                "SELECT to_char(modified, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM contacts_partner" + " WHERE id = 100");
        assertThat(named(page, names, changes, new Changes.Filter("contacts_partner", null, false, modified), 1))
                .singleElement()
                .satisfies(shown -> assertThat(shown.change().cells())
                        .filteredOn(cell -> cell.column().equals("modified"))
                        .extracting(Change.Cell::after)
                        .containsExactly(modified));
    }

    private static List<NamedChange> named(
            LedgerEntry page, RowNames names, Changes changes, Changes.Filter filter, int most) {
        return names.of(
                page.number(),
                changes.page(page.number(), filter, Change.Place.START, most).changes());
    }

    @Test
    void thePreviewSaysWhatTheRestoringDoesAndChangesNothing() throws IOException {
        Path zip = dump().write(file());
        LedgerEntry preview = waybill.drop(FEED, zip, true, options());
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        assertThat(counts().values()).containsOnly(0L);
        LedgerEntry page = waybill.drop(FEED, zip, false, options());
        assertThat(page.results().counts()).isEqualTo(preview.results().counts());
    }

    @Test
    void rowsThatDangleAreRejectsAndSoAreAllThatReferToThem() throws IOException {
        // A place in a country that does not exist; a place in that place; a partner there, who is a person and a
        // client.
        LedgerEntry held = restored(
                dump().adding("countries_place", "91,['A','',''],'ZZ',None,'50','1'", "92,['B','',''],'DE',91,'50','1'")
                        .adding("contacts_partner", "900,'N','','en',None,92,'',dt(2019,1,1,0,0,0)")
                        .adding("contacts_person", "900,'F','L','male','',None")
                        .adding("clients_client", "900,None,'30'")
                        .adding("notes_note", "900,date(2019,1,1),None,None,contacts_Partner,900,'S','',False"));
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("6 rows of the dump cannot be delivered");
        assertThat(counts().values()).containsOnly(0L);
        LedgerEntry page = waybill.decided(held, true);
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(counts()).isEqualTo(new TreeMap<>(SITE.counts()));
        assertThat(waybill.errorText(page, "rejects.csv"))
                .contains("countries_place.py, line 44", "parent-missing", "dangling-generic-reference")
                .contains(
                        "Row 91 of countries_place is a reject, too: when it is mended, this row comes with it.",
                        "Row 900 of contacts_person is a reject, too",
                        "Row 900 of contacts_partner is a reject, too")
                .doesNotContain("Row ZZ");
    }

    @Test
    void whatAnEditedScriptSetsOfAnExtendedModelGoesIntoItsRow() throws IOException {
        LedgerEntry page = restored(dump().with(
                        "restore.py",
                        script -> script.replace(
                                "    kw.update(national_id=national_id)\n",
                                "    kw.update(national_id=national_id)\n    kw.update(remarks=national_id)\n"
                                        + "    kw.update(first_name=client_state)\n")));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices())
                .extracting(Notice::sentence)
                .anyMatch(sentence ->
                        sentence.startsWith("The rows of clients_client set the column remarks of contacts_partner"))
                .anyMatch(sentence ->
                        sentence.startsWith("The rows of clients_client set the column first_name of contacts_person"));
        assertThat(counts()).isEqualTo(new TreeMap<>(SITE.counts()));
        assertThat(database.number(
                        "SELECT count(*) FROM clients_client c JOIN contacts_partner p ON p.id = c.person_ptr_id JOIN contacts_person n"
                                + " ON n.partner_ptr_id = p.id WHERE n.first_name = c.client_state AND (p.remarks = c.national_id"
                                + " OR c.national_id IS NULL)"))
                .isEqualTo(SITE.counts().get("clients_client"));
        assertThat(database.number("SELECT count(*) FROM clients_client WHERE national_id IS NOT NULL"))
                .isPositive();
    }

    @Test
    void mendedRowsComeBackAndWhatIsDroppedStaysOut() throws IOException {
        LedgerEntry held = restored(dump().adding(
                        "contacts_partner",
                        "900,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)",
                        "901,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)",
                        "902,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)")
                .adding("contacts_person", "900,'F','L','male','',None"));
        LedgerEntry page = waybill.decided(held, true);
        String rejects = waybill.errorText(page, "rejects.csv");
        Path mended = folder.resolve("rejects.csv");
        Files.writeString(
                mended,
                rejects.lines()
                        .map(line -> line.startsWith("\"901\"") ? line : line.replace("\"ZZ\"", "\"BE\""))
                        .collect(Collectors.joining("\n")));
        LedgerEntry mending = waybill.drop(FEED, mended, false, Map.of());
        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT id, country_id FROM contacts_partner WHERE id >= 900 ORDER BY id"))
                .containsExactly("900|BE", "902|BE");
        assertThat(database.query("SELECT first_name FROM contacts_person WHERE partner_ptr_id = 900"))
                .containsExactly("F");
        assertThat(database.query("SELECT key_cells FROM waybill.rejects WHERE state = 'open'"))
                .containsExactly("{901}");
        // A dump that has the row as it should be closes the last one.
        restored(dump().adding("contacts_partner", "901,'N','','en','BE',None,'',dt(2019,1,1,0,0,0)"));
        assertThat(database.query("SELECT key_cells FROM waybill.rejects WHERE state = 'open'"))
                .isEmpty();
    }

    /** A file of rejects says the same moment in one way, whatever was wrong with the row, and can be dropped again as it is. */
    @Test
    void momentsOfRejectsHaveOneFormAndAMendedRowIsAsIfItHadBeenRightAtFirst() throws IOException {
        String moment = "dt(2019,7,1,12,30,5,250000)";
        LedgerEntry right = waybill.drop(
                FEED,
                dump().adding("contacts_partner", partner(900, "'BE'", moment), partner(901, "'BE'", moment))
                        .write(file()),
                false,
                inTallinn());
        assertThat(right.state()).as(right.message()).isEqualTo(State.DELIVERED);
        List<String> expected = database.query("SELECT * FROM contacts_partner ORDER BY id");
        theSiteIsEmpty();
        LedgerEntry page = waybill.decided(
                waybill.drop(
                        FEED,
                        dump().adding("contacts_partner", partner(900, "'ZZ'", moment), partner(901, "'long'", moment))
                                .write(file()),
                        false,
                        inTallinn()),
                true);
        String rejects = waybill.errorText(page, "rejects.csv");
        assertThat(rejects.lines().skip(1).filter(line -> line.contains("\"2019-07-01T09:30:05.25Z\"")))
                .as(rejects)
                .hasSize(2);
        Path mended = folder.resolve("rejects-of-moments.csv");
        Files.writeString(mended, rejects.replace("\"ZZ\"", "\"BE\"").replace("\"long\"", "\"BE\""));
        LedgerEntry mending = waybill.drop(FEED, mended, false, Map.of());
        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT * FROM contacts_partner ORDER BY id")).isEqualTo(expected);
    }

    private static String partner(int key, String country, String modified) {
        return key + ",'N','','en'," + country + ",None,''," + modified;
    }

    private static Map<String, String> inTallinn() {
        return Map.of("source.use-tz", "false", "source.zone", "Europe/Tallinn");
    }

    /** However many rows wait, people first see what they can do something about. */
    @Test
    void whatOnlyWaitsForAnotherRejectIsListedBehindIt() throws IOException, SQLException {
        LedgerEntry page = waybill.decided(
                restored(dump().adding(
                                "countries_place",
                                "91,['A','',''],'ZZ',None,'50','1'",
                                "92,['B','',''],'DE',91,'50','1'")
                        .adding(
                                "contacts_partner",
                                "900,'N','','en',None,92,'',dt(2019,1,1,0,0,0)",
                                "901,'O','','en',None,92,'',dt(2019,1,1,0,0,0)")
                        .adding("contacts_person", "900,'F','L','male','',None")),
                true);
        for (Long of : Arrays.asList(page.number(), null)) {
            assertThat(new RejectsReader(database.dataSource(), Map.of())
                            .causes(of, null, 10, 0)
                            .page())
                    .extracting(cause -> cause.rows() + " "
                            + cause.first().row().kind()
                            + (cause.rows() > 1 ? "" : cause.first().row().keyCells()))
                    .containsExactly(
                            "1 countries_place[91]",
                            "1 countries_place[92]",
                            "2 contacts_partner",
                            "1 contacts_person[900]");
        }
    }

    /** People mend what is wrong, and nothing has to be chosen for rows that lacked nothing but the mended one. */
    @Test
    void whatOnlyWaitedForAMendedRowComesWithItAndGoesWithTheUndo() throws IOException {
        LedgerEntry page = waybill.decided(
                restored(dump().adding(
                                "countries_place",
                                "91,['A','',''],'ZZ',None,'50','1'",
                                "92,['B','',''],'DE',91,'50','1'")
                        .adding(
                                "contacts_partner",
                                "900,'N','','en',None,92,'',dt(2019,1,1,0,0,0)",
                                "901,'O','','en','XX',92,'',dt(2019,1,1,0,0,0)")
                        .adding("contacts_person", "900,'F','L','male','',None", "901,'G','L','male','',None")
                        .adding("clients_client", "900,None,'30'")
                        .adding("notes_note", "900,date(2019,1,1),None,None,contacts_Partner,900,'S','',False")),
                true);
        List<String> rejects = waybill.errorText(page, "rejects.csv").lines().toList();
        Path mended = folder.resolve("rejects.csv");
        Files.writeString(
                mended,
                rejects.stream()
                        .filter(line -> line.equals(rejects.get(0)) || line.contains("\"ZZ\""))
                        .map(line -> line.replace("\"ZZ\"", "\"DE\""))
                        .collect(Collectors.joining("\n")));
        LedgerEntry preview = waybill.drop(FEED, mended, true, Map.of());
        LedgerEntry mending = waybill.drop(FEED, mended, false, Map.of());
        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(mending.results().counts()).isEqualTo(preview.results().counts());
        assertThat(mending.results().notices())
                .extracting(Notice::sentence)
                .contains("5 more rejects only waited for rows of this file, and come with them: clients_client 1,"
                        + " contacts_partner 1, contacts_person 1, countries_place 1, notes_note 1.");
        assertThat(counts().get("contacts_partner")).isEqualTo(SITE.counts().get("contacts_partner") + 1);
        assertThat(database.query(
                        "SELECT c.client_state, n.subject FROM clients_client c JOIN notes_note n ON n.owner_id = c.person_ptr_id"
                                + " WHERE c.person_ptr_id = 900"))
                .containsExactly("30|S");
        assertThat(database.query(
                        "SELECT kind, key_cells, cause FROM waybill.rejects WHERE state = 'open' ORDER BY kind"))
                .as("a row that has another fault of its own, and what waits for it")
                .containsExactly("contacts_partner|{901}|{country_id,XX}", "contacts_person|{901}|{901}");
        waybill.undone(mending, false);
        assertThat(counts()).isEqualTo(new TreeMap<>(SITE.counts()));
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isEqualTo(8);
    }

    /** A key can stand in the table once, so that people mend one row of it: the first, with what is wrong with it. */
    @Test
    void ofRejectedRowsWithOneKeyTheFirstIsListedWithItsOwnReasonAndTheOthersAreTold() throws IOException {
        LedgerEntry page = waybill.decided(
                restored(dump().adding(
                                "contacts_partner",
                                "900,'First','','en','ZZ',None,'',dt(2019,1,1,0,0,0)",
                                "900,'Second','','en','BE',None,'',dt(2019,1,1,0,0,0)")),
                true);
        assertThat(database.query("SELECT key_cells, rule, cells[2] FROM waybill.rejects WHERE state = 'open'"))
                .containsExactly("{900}|dangling-reference|First");
        assertThat(page.results().notices())
                .filteredOn(notice -> notice.rule().equals("rejects-of-one-key"))
                .extracting(Notice::sentence)
                .singleElement()
                .asString()
                .startsWith("1 rejected row has the key of another rejected row, and only that one is listed:"
                        + " contacts_partner.py, line 25");
    }

    /** As it is the first time that such a dump comes: what was rejected before makes nobody overlook the second row. */
    @Test
    void aSecondRowOfAKeyThatWasRejectedBeforeIsARejectAndStaysOne() throws IOException {
        waybill.decided(
                restored(dump().adding("contacts_partner", "900,'First','','en','ZZ',None,'',dt(2019,1,1,0,0,0)")),
                true);
        for (String last : List.of("Third", "Fourth")) {
            LedgerEntry held = restored(dump().adding(
                            "contacts_partner",
                            "900,'First','','en','BE',None,'',dt(2019,1,1,0,0,0)",
                            "900,'" + last + "','','en','BE',None,'',dt(2019,1,1,0,0,0)"));
            assertThat(held.message()).contains("contacts_partner: duplicate-key 1");
            LedgerEntry page = waybill.decided(held, true);
            assertThat(rules(page)).doesNotContain("answered-before", "answered-beside");
            assertThat(page.results().counts().stream()
                            .filter(tally -> tally.subject().equals("contacts.Partner"))
                            .mapToLong(Tally::rejected)
                            .sum())
                    .isEqualTo(1);
            assertThat(database.query("SELECT key_cells, rule, cells[2] FROM waybill.rejects WHERE state = 'open'"))
                    .containsExactly("{900}|duplicate-key|" + last);
        }
        restored(dump().adding("contacts_partner", "900,'First','','en','BE',None,'',dt(2019,1,1,0,0,0)"));
        assertThat(database.query("SELECT key_cells FROM waybill.rejects WHERE state = 'open'"))
                .isEmpty();
    }

    @Test
    void asManyRejectsAsAreAcceptedDoNotHoldIt() throws IOException {
        DumpZip bad = dump().adding("contacts_partner", "900,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)");
        LedgerEntry page =
                waybill.drop(FEED, bad.write(file()), false, Map.of("source.use-tz", "true", "accept-loss", "1"));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().counts().stream()
                        .filter(tally -> tally.subject().equals("contacts.Partner"))
                        .findFirst()
                        .orElseThrow()
                        .rejected())
                .isEqualTo(1);
    }

    @Test
    void moreRejectsThanAreAcceptedHoldItAndAreCounted() throws IOException {
        DumpZip bad = dump().adding(
                        "contacts_partner",
                        IntStream.range(10_000, 11_200)
                                .mapToObj(key -> key + ",'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)")
                                .toArray(String[]::new));
        LedgerEntry held =
                waybill.drop(FEED, bad.write(file()), false, Map.of("source.use-tz", "true", "accept-loss", "1199"));
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.message())
                .contains(
                        "1,200 rows of the dump cannot be delivered: contacts_partner: dangling-reference 1,200.",
                        "accept-loss=1200.");
        assertThat(held.results().notices())
                .filteredOn(notice -> notice.rule().equals("rejected-rows"))
                .extracting(Notice::sentence)
                .containsExactly("1,200 rows cannot be delivered: contacts_partner: dangling-reference 1,200.");
    }

    @Test
    void eachKindOfBadValueIsARejectWithItsPlaceAndRule() throws IOException {
        LedgerEntry held = restored(dump().adding(
                        "contacts_partner",
                        "901,'" + "x".repeat(201) + "','','en',None,None,'',dt(2019,1,1,0,0,0)",
                        "902,'N','','en',None,None,'',dt(2019,2,30,0,0,0)",
                        "903,'N','','en',None,None,'',None",
                        "904,'a\\x00b','','en',None,None,'',dt(2019,1,1,0,0,0)",
                        "905,'N','','en',None,True,'',dt(2019,1,1,0,0,0)",
                        "100,'Twice','','en',None,None,'',dt(2019,1,1,0,0,0)")
                .adding("clients_client", "102,'N1','30'", "104,'N2','30'")
                .adding("debts_entry", "9001,1,None,1,'I','1.005','D'", "9002,1,None,1,'I','12345678901','D'")
                .adding(
                        "notes_note",
                        "901,date(2019,1,1),None,None,gone_Model,1,'S','',False",
                        "902,date(2019,1,1),None,None,17,1,'S','',False",
                        "903,date(2019,1,1),None,None,contacts_Partner,-1,'S','',False")
                .adding("countries_country", "'EU',['Europe']"));
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.message())
                .contains(
                        "clients_client: duplicate-key 2",
                        "contacts_partner: duplicate-key 1",
                        "contacts_partner: missing-value 1",
                        "contacts_partner: no-such-date 1",
                        "contacts_partner: not-a-number 1",
                        "contacts_partner: nul-character 1",
                        "contacts_partner: value-too-long 1",
                        "countries_country: wrong-number-of-languages 1",
                        "debts_entry: out-of-range 1",
                        "debts_entry: too-many-decimals 1",
                        "notes_note: check-constraint 1",
                        "notes_note: not-a-model 1",
                        "notes_note: unknown-model 1");
    }

    @Test
    void ofRowsWithOneUniqueValueTheFirstStays() throws IOException {
        LedgerEntry held =
                restored(dump().adding("users_user", "91,'user0','x','en','',None", "92,'new','x','en','',None")
                        .adding("debts_budget", "91,date(2019,1,1),False,100,91"));
        assertThat(held.message()).contains("users_user: duplicate-value 1", "debts_budget: dangling-reference 1");
        LedgerEntry page = waybill.decided(held, true);
        assertThat(database.query("SELECT id FROM users_user WHERE username IN ('user0', 'new') ORDER BY id"))
                .containsExactly("1", "92");
        assertThat(page.state()).isEqualTo(State.DELIVERED);

        // The row that stayed is what the other one's references mean: people need only say so.
        String rejects = waybill.errorText(page, "rejects.csv");
        assertThat(rejects).contains("has the same username");
        Path mended = folder.resolve("rejects.csv");
        Files.writeString(mended, decided(rejects, "debts_budget", "1"));
        LedgerEntry mending = waybill.drop(FEED, mended, false, Map.of());
        assertThat(mending.state()).as(mending.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT user_id FROM debts_budget WHERE id = 91"))
                .containsExactly("1");
        assertThat(database.query("SELECT kind FROM waybill.rejects WHERE state = 'open'"))
                .containsExactly("users_user");
    }

    /** The rows of one table, with a decision; as a person would write it. */
    private static String decided(String rejects, String table, String decision) throws IOException {
        List<CsvRow> rows =
                CsvRows.read(Files.writeString(folder.resolve("rejects-before.csv"), rejects), "rejects.csv");
        StringBuilder text = new StringBuilder();
        int column = rows.get(0).cells().indexOf("decision");
        int kind = rows.get(0).cells().indexOf("kind");
        for (CsvRow row : rows) {
            List<String> cells = new ArrayList<>(row.cells());
            if (row == rows.get(0) || cells.get(kind).equals(table)) {
                if (row != rows.get(0)) {
                    cells.set(column, decision);
                }
                text.append(cells.stream()
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",")))
                        .append("\r\n");
            }
        }
        return text.toString();
    }

    @Test
    void theKeyOfARowThatTheSiteStillHasIsAnsweredBySimilarNames() throws IOException {
        database.run("INSERT INTO contacts_partner (id, name, email, language, remarks, modified) VALUES"
                + " (7, (SELECT 'Ausdemtal, Hannelore'), '', 'en', '', now())");
        LedgerEntry held = restored(dump().adding(
                        "contacts_partner",
                        "900,'Ausdemtal, Hanelore','','en',None,None,'',dt(2019,1,1,0,0,0)",
                        "901,'Ausdemwald','','en',None,None,'',dt(2019,1,1,0,0,0)")
                .adding("debts_budget", "91,date(2019,1,1),False,7,1"));
        assertThat(held.message()).contains("debts_budget: dangling-reference 1");
        waybill.decided(held, true);
        assertThat(database.query("SELECT c->>'value' FROM waybill.rejects, jsonb_array_elements(candidates) c"
                        + " WHERE kind = 'debts_budget'"))
                .contains("900");
    }

    @Test
    void aLongChainOfRowsFallsWithItsFirst() throws IOException {
        LedgerEntry held = restored(dump().adding("countries_place", chain(2_000)));
        assertThat(held.message()).contains("countries_place: dangling-reference 2,000");
        assertThat(database.query(
                        "SELECT waits FROM waybill.rejects WHERE kind = 'countries_place' ORDER BY waits DESC LIMIT 1"))
                .containsExactly("1999");
    }

    /** Each link is looked for by an index; it was a minute when the table was read for each of them. */
    @Test
    @Tag("thorough")
    void theLongestChainThatADumpMayLoseIsFoundInSeconds() throws IOException {
        DumpZip dump = dump().adding("countries_place", chain(19_900));
        Instant begin = Instant.now();
        LedgerEntry held = restored(dump);
        assertThat(held.message()).contains("countries_place: dangling-reference 19,900");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(40));
    }

    private static String[] chain(int length) {
        String[] chain = new String[length];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = 1_000 + i + ",['P','',''],'DE'," + (999 + i) + ",'50','1'";
        }
        return chain;
    }

    @Test
    void allDifferencesOfDumpAndTargetAreToldAtOnceAndNothingIsTouched() throws IOException {
        LedgerEntry page = restored(dump().with(
                        "restore.py",
                        script -> script.replace("kw.update(vat_id=vat_id)", "kw.update(vat_number=vat_id)")
                                .replace("kw.update(remarks=remarks)\n", "\n")
                                .replace("def create_uploads_upload(", "def create_uploads_file(")
                                .replace("\"uploads.Upload\"", "\"uploads.File\""))
                .with("uploads_upload.py", text -> text.replace("uploads_upload", "uploads_file")));
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt"))
                .contains(
                        "the column vat_number of contacts_company",
                        "no column vat_id of contacts_company",
                        "no column remarks of contacts_partner",
                        "the table uploads_file (uploads.File)");
        assertThat(waybill.errorText(page, "reason.txt").lines().filter(line -> line.contains(", expected ")))
                .as("these and no others")
                .hasSize(4);
        assertThat(counts().values()).containsOnly(0L);
    }

    /** Otherwise people correct one thing after the other, each time with another drop. */
    @ParameterizedTest
    @ValueSource(strings = {"", "restore.py"})
    void whatIsMissingHidesNeitherWhatIsWrongInFilesNorWhatDoesNotFit(String changed) throws IOException {
        DumpZip dump = dump().without("contacts_company.py")
                .with("notes_note.py", text -> text.replaceFirst("(?m)^loader.save", "x = 1\nloader.save"))
                .with("countries_place.py", text -> text.replaceFirst("(?m)'\\)\\)$", "',7))"))
                .with("debts_entry.py", text -> text.substring(0, text.lastIndexOf("loader.save")))
                .with("uploads_upload.py", text -> "\0".repeat(100));
        List<String> expected = new ArrayList<>(List.of(
                ": found no file contacts_company.py",
                "notes_note.py, line 4, column 1 (byte 160): found x",
                "countries_place.py, line 4, column 13 (byte 150): countries_place, found 7 values",
                "debts_entry.py: found ",
                "uploads_upload.py: found bytes 0"));
        if (!changed.isEmpty()) {
            dump = dump.with(changed, script -> script.replace("kw.update(vat_id=vat_id)", "kw.update(vat=vat_id)"));
            expected.add("the column vat of contacts_company");
            expected.add("no column vat_id of contacts_company");
        }
        LedgerEntry page = restored(dump);
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt")).contains(expected);
        assertThat(waybill.errorText(page, "reason.txt").lines().filter(line -> line.contains(", expected ")))
                .as("these and no others")
                .hasSize(expected.size());
        assertThat(counts().values()).containsOnly(0L);
    }

    @Test
    void timesThatTheDumpLeavesOpenAreAskedFor() throws IOException {
        LedgerEntry page = waybill.drop(FEED, dump().write(file()), false, Map.of());
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt")).contains("source.use-tz");
        LedgerEntry local = waybill.drop(FEED, dump().write(file()), false, Map.of("source.use-tz", "false"));
        assertThat(local.state()).as(local.message()).isEqualTo(State.DELIVERED);
        assertThat(database.value("SELECT modified AT TIME ZONE 'UTC' FROM contacts_partner WHERE id = 106"))
                .isEqualTo("2019-07-07 03:06:00");
    }

    @Test
    void wrongOptionsAreRefusedTogether() throws IOException {
        LedgerEntry page = waybill.drop(
                FEED,
                dump().write(file()),
                false,
                Map.of("source.use-tz", "maybe", "accept-loss", "many", "way", "up"));
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt"))
                .contains("option source.use-tz", "option accept-loss", "option way");
    }

    @Test
    void tablesAreLeftOutAsItIsAskedAndStayAsTheyAre() throws IOException {
        database.run("INSERT INTO uploads_upload (id, file, duration) VALUES (5, 'mine', '')");
        LedgerEntry page = waybill.drop(
                FEED, dump().write(file()), false, Map.of("source.use-tz", "true", "skip", "uploads_upload"));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT file FROM uploads_upload")).containsExactly("mine");
        assertThat(rules(page)).contains("table-skipped");
    }

    /** As a site without generic references. */
    @Test
    void aDumpOfWhichNoValueIsAModelIsRestored() throws IOException {
        LedgerEntry page = waybill.drop(
                FEED,
                dump().write(file()),
                false,
                Map.of("source.use-tz", "true", "skip", "uploads_upload,notes_note"));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(counts()).containsEntry("contacts_partner", 20L).containsEntry("notes_note", 0L);
    }

    @Test
    void aTableThatWasNotDumpedIsNotEmptied() throws IOException {
        restored(dump());
        database.run(
                "TRUNCATE uploads_upload, notes_note",
                "INSERT INTO uploads_upload (id, file, duration) VALUES (5, 'mine', '')");
        LedgerEntry page = restored(dump().without("uploads_upload.py")
                .with("restore.py", script -> script.replace("    execfile(\"uploads_upload.py\", *args)\n", "")));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT file FROM uploads_upload")).containsExactly("mine");
        // Nothing happens to it, so that nobody has to approve that the dump before had rows of it.
        assertThat(page.plan().guards()).noneMatch(guard -> guard.guard().equals("shrinkage"));
    }

    @Test
    void aDumpThatWasCutOffIsRefused() throws IOException {
        LedgerEntry page =
                restored(dump().with("notes_note.py", text -> text.substring(0, text.lastIndexOf("loader.save"))));
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt")).contains("notes_note.py", "39 rows");
        assertThat(counts().values()).containsOnly(0L);
    }

    @Test
    void whatIsNoRowIsRefusedWithItsPlaceAndNeverExecuted() throws IOException {
        Path proof = folder.resolve("executed");
        LedgerEntry page = restored(dump().with(
                        "notes_note.py",
                        text -> text.replaceFirst(
                                "(?m)^loader.save", "__import__('os').system('touch " + proof + "')\nloader.save")));
        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(page, "reason.txt")).contains("notes_note.py, line 4, column 1");
        assertThat(proof).doesNotExist();
    }

    @Test
    void columnsOfOtherLanguagesThatTheTargetHasAreFilled() throws IOException {
        database.run("ALTER TABLE teams_team ADD COLUMN name_fr varchar(200) NOT NULL DEFAULT 'x'");
        try {
            LedgerEntry page = restored(dump());
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(database.query("SELECT DISTINCT name_fr FROM teams_team"))
                    .containsExactly("");
        } finally {
            database.run("ALTER TABLE teams_team DROP COLUMN name_fr");
        }
    }

    /** Until June 2017 such models got their columns one by one, among them languages that no row has. */
    @Test
    void textsInSeveralLanguagesOfAModelThatExtendsAnotherAreReadAsTheGeneratorOnceWroteThem() throws IOException {
        database.run("ALTER TABLE contacts_company ADD prefix_de varchar(200), ADD \"prefix_pt_BR\" varchar(200)");
        try {
            LedgerEntry page = restored(dump().with(
                            "restore.py",
                            script -> script.replaceFirst(
                                    "(?m)(def create_contacts_company\\(.*\n)(    kw.*\n)+    return .*\n",
                                    "$1    return create_mti_child(contacts_Partner, partner_ptr_id, contacts_Company,"
                                            + "prefix=prefix,prefix_de=prefix_de,prefix_pt_BR=prefix_pt_BR,vat_id=vat_id)\n"))
                    .with(
                            "contacts_company.py",
                            text -> text.replaceAll("(company\\(\\d+),'[^']*',", "$1,['The','Die','None'],")));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(database.query("SELECT DISTINCT prefix, prefix_de, \"prefix_pt_BR\" FROM contacts_company"))
                    .containsExactly("The|Die|∅");
            assertThat(page.results().notices())
                    .extracting(Notice::sentence)
                    .contains(
                            "restore.py, line 86: Column prefix_de of contacts_company is ignored, as no row has it: it is one of the"
                                    + " languages of prefix.");
        } finally {
            database.run("ALTER TABLE contacts_company DROP COLUMN prefix_de, DROP COLUMN \"prefix_pt_BR\"");
        }
    }

    /** Until June 2017 nothing in such a function said which columns have models. The target's catalogue does. */
    @Test
    void genericReferencesOfAModelThatExtendsAnotherAreFollowedAsTheGeneratorOnceWroteThem() throws IOException {
        database.run(
                "ALTER TABLE contacts_company ADD owner_type_id integer REFERENCES django_content_type,"
                        + " ADD owner_id integer, ADD place_type_id integer REFERENCES contacts_roletype, ADD place_id integer");
        try {
            LedgerEntry page = waybill.drop(
                    FEED,
                    oldCompany("owner_type_id", "owner_id", "place_type_id", "place_id")
                            .with(
                                    "contacts_company.py",
                                    text -> text.replaceAll(
                                                    "(company\\((\\d+),.*)\\)\\)", "$1,contacts_Person,$2,1,77))")
                                            .replaceFirst("contacts_Person,\\d+,", "contacts_Person,100,"))
                            .write(file()),
                    false,
                    Map.of("source.use-tz", "true", "accept-loss", "9"));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(database.query("SELECT owner_id, model, place_type_id, place_id FROM contacts_company"
                            + " JOIN django_content_type t ON t.id = owner_type_id"))
                    .containsExactly("100|person|1|77");
            assertThat(database.number(
                            "SELECT count(*) FROM waybill.rejects WHERE rule = 'dangling-generic-reference'"))
                    .isEqualTo(SITE.counts().get("contacts_company") - 1);
        } finally {
            database.run("ALTER TABLE contacts_company DROP COLUMN owner_type_id, DROP COLUMN owner_id,"
                    + " DROP COLUMN place_type_id, DROP COLUMN place_id");
        }
    }

    /** A site of one language had no columns of languages that would show which texts are lists. */
    @Test
    void textsOfASiteOfOneLanguageAreListsInAModelThatExtendsAnother() throws IOException {
        DumpZip dump = oldCompany()
                .with(
                        "restore.py",
                        script -> script.replaceFirst(
                                "return babelkw\\(.*\\)", "return babelkw(fieldname, en=values[0])"));
        for (String file : List.of("countries_country", "countries_place", "contacts_roletype", "teams_team")) {
            dump = dump.with(file + ".py", text -> text.replaceAll("\\['([^']*)', '[^']*', '[^']*'\\]", "['$1']"));
        }
        LedgerEntry page = restored(dump.with(
                "contacts_company.py",
                text -> text.replaceAll("(company\\(\\d+),'[^']*',", "$1,['The'],")
                        .replaceFirst("\\['The'\\]", "['None']")));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT prefix, count(*) FROM contacts_company GROUP BY 1 ORDER BY 1"))
                .containsExactly("|1", "The|3");
    }

    /** The dump with a function for companies as the generator wrote it before June 2017. */
    private static DumpZip oldCompany(String... more) throws IOException {
        String names = String.join(", ", more);
        return dump().with(
                        "restore.py",
                        script -> script.replaceFirst(
                                "(?m)def create_contacts_company\\((.*)\\):\n(    kw.*\n)+    return .*\n",
                                "def create_contacts_company($1" + (more.length == 0 ? "" : ", " + names) + "):\n"
                                        + "    return create_mti_child(contacts_Partner, partner_ptr_id, contacts_Company,"
                                        + "prefix=prefix,vat_id=vat_id"
                                        + Arrays.stream(more)
                                                .map(each -> "," + each + "=" + each)
                                                .collect(Collectors.joining())
                                        + ")\n"));
    }

    private static DumpZip dump() throws IOException {
        return DumpZip.of(SITE, folder);
    }

    private static Path file() {
        return folder.resolve("site-" + files++ + ".zip");
    }

    private static Map<String, String> options() {
        return Map.of("source.use-tz", "true");
    }

    private static LedgerEntry restored(DumpZip dump) throws IOException {
        return waybill.drop(FEED, dump.write(file()), false, options());
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        SITE.counts().keySet().forEach(table -> counts.put(table, database.number("SELECT count(*) FROM " + table)));
        return counts;
    }

    private static List<String> rules(LedgerEntry page) {
        return page.results().notices().stream().map(Notice::rule).toList();
    }
}
