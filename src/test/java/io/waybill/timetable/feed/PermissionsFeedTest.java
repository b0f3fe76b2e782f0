package io.waybill.timetable.feed;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.format.django.DumpFile;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.timetable.PathId;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.permission.ExtractPermissions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Permissions as a CSV: out of a Play dump, into Play, and what a person does with those that match nothing. */
@ExtendWith(TestPostgres.class)
class PermissionsFeedTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException {
        database = own;
        play = new PlayTables(database);
        play.create();
        waybill = TestWaybill.startOnly("timetable", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(tree().thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "kept")
                .grant(1, 10, 4)
                .tag(2, 5, 5, "disabled"));
    }

    private static Records tree() {
        return new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part")
                .thing(4, 3, "tripos/nst/IA/chem", "subject")
                .thing(5, 3, "tripos/nst/IA/phys", "subject")
                .thing(6, 4, "tripos/nst/IA/chem/lectures", "module");
    }

    private static final List<List<String>> ROWS = List.of(
            List.of("tripos/nst/IA/chem", "user/ann", "{\"salt\": \"another\"}"),
            List.of("tripos/nst/IA/phys", "user/ann", "{\"salt\": \"another\"}"),
            List.of("tripos/nst/IA/phys", "user/jos\u00e92", "{\"salt\": \"a;b, \u201cc\u201d\"}"),
            List.of("tripos/nst/IA/chem", "user/bob", ""));

    static Stream<Arguments> dialects() {
        return Stream.of(
                arguments("as written", csv(ROWS, ',', "\r\n").getBytes(UTF_8)),
                arguments("with a byte order mark", ("\uFEFF" + csv(ROWS, ',', "\r\n")).getBytes(UTF_8)),
                arguments("semicolons", csv(ROWS, ';', "\n").getBytes(UTF_8)),
                arguments("tabs", csv(ROWS, '\t', "\r").getBytes(UTF_8)),
                arguments("UTF-16", ("\uFEFF" + csv(ROWS, '\t', "\r\n")).getBytes(UTF_16LE)),
                arguments("cp1252", csv(ROWS, ';', "\r\n").getBytes(Charset.forName("windows-1252"))),
                arguments(
                        "header and blank lines",
                        ("\n\nSubject fullpath,User fullpath,User Data\r\n\r\n" + csv(ROWS, ',', "\r\n\r\n,,\r\n"))
                                .getBytes(UTF_8)),
                arguments(
                        "columns the other way round",
                        ("data;User;notes;SUBJECT\n"
                                        + csv(
                                                ROWS.stream()
                                                        .map(row -> List.of(row.get(2), row.get(1), "x", row.get(0)))
                                                        .toList(),
                                                ';',
                                                "\n"))
                                .getBytes(UTF_8)));
    }

    private static String csv(List<List<String>> rows, char delimiter, String lineEnd) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.matches("[\\w/]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(String.valueOf(delimiter))))
                .collect(Collectors.joining(lineEnd, "", lineEnd));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void aPermissionsFileInAnyDialectIsDelivered(String name, byte[] csv) throws IOException {
        Map<String, List<String>> before = play.versions();

        LedgerEntry page = waybill.drop("permissions", name + ".csv", csv);

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices().stream()
                        .anyMatch(notice -> notice.rule().equals("guessed-encoding")))
                .isEqualTo(name.equals("cp1252"));
        assertThat(page.results().rejected()).isZero();
        assertThat(play.grants())
                .containsExactly(
                        "user/ann|tripos/nst/IA/chem",
                        "user/ann|tripos/nst/IA/phys",
                        "user/bob|tripos/nst/IA/chem",
                        "user/jos\u00e92|tripos/nst/IA/phys");
        assertThat(play.users())
                .containsExactly(
                        user("ann", "{\"salt\": \"kept\"}"),
                        user("bob", ""),
                        user("jos\u00e92", "{\"salt\": \"a;b, \u201cc\u201d\"}"));
        assertThat(play.sequencesBehind()).isEmpty();
        // What was there is as it was, row by row.
        Map<String, List<String>> after = play.versions();
        before.forEach((table, rows) -> assertThat(after.get(table)).containsAll(rows));
        assertThat(database.query("SELECT id FROM timetables_thingtag ORDER BY id"))
                .containsExactly("1", "2", "3", "4", "5");
    }

    private static String user(String name, String data) {
        return String.join(
                "|", "user/" + name, name, PathId.of("user/" + name), "user", "A Users Calendar", data, "user");
    }

    @Test
    void theMergedFileIsWhatWasDelivered() throws IOException {
        LedgerEntry page = waybill.drop("permissions", "march.csv", csv(ROWS, ',', "\r\n"));

        assertThat(page.state()).isEqualTo(State.DELIVERED);
        JsonNode merged =
                Records.JSON.readTree(waybill.outbox("march-merged.json").toFile());
        play.load("live", merged.toString());
        for (String table : List.of("thing", "thingtag")) {
            assertThat(database.rows("SELECT l.* FROM live.timetables_" + table + " l EXCEPT SELECT p.* FROM"
                            + " public.timetables_" + table + " p"))
                    .isEmpty();
        }
        assertThat(database.number("SELECT count(*) FROM live.timetables_thingtag"))
                .isEqualTo(4);
        assertThat(database.query("SELECT fullpath FROM live.timetables_thing ORDER BY 1"))
                .contains("user/ann", "user/bob", "user/jos\u00e92");
    }

    @Test
    void theRootOfAllUsersIsMadeWhereItIsMissing() throws IOException {
        play.begin(tree());

        LedgerEntry page = waybill.drop("permissions", "perms.csv", "tripos/nst/IA/chem,user/ann,x\n");

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT id, parent_id, fullpath, name, data FROM timetables_thing WHERE id > 6"
                        + " ORDER BY id"))
                .containsExactly("7|\u2205|user|user|", "8|7|user/ann|ann|x");
    }

    @Test
    void repeatedRowsCountOnceAndRowsThatDisagreeAreTold() throws IOException {
        LedgerEntry page = waybill.drop(
                "permissions",
                "perms.csv",
                "tripos/nst/IA/chem,user/bob,x\ntripos/nst/IA/chem,user/bob,x\ntripos/nst/IA/phys,user/bob,y\n"
                        + "tripos/nst,user/bob,\n");

        assertThat(page.state()).isEqualTo(State.DELIVERED);
        assertThat(play.grants())
                .containsExactly(
                        "user/ann|tripos/nst/IA/chem",
                        "user/bob|tripos/nst",
                        "user/bob|tripos/nst/IA/chem",
                        "user/bob|tripos/nst/IA/phys");
        assertThat(page.results().notices().stream().map(Notice::rule).toList())
                .contains("duplicate-grant", "conflicting-user-data", "not-a-subject");
        assertThat(play.users()).contains(user("bob", "y"));
    }

    @Test
    void grantsThatPlayHasAlreadyChangeNothing() throws IOException {
        Map<String, List<String>> before = play.versions();

        LedgerEntry page = waybill.drop("permissions", "perms.csv", "tripos/nst/IA/chem,user/ann,new\n");

        assertThat(page.state()).isEqualTo(State.UNCHANGED);
        assertThat(play.versions()).isEqualTo(before);
    }

    @Test
    void aPreviewOfPermissionsChangesNothing() throws IOException {
        Map<String, List<String>> before = play.versions();
        byte[] csv = (csv(ROWS, ',', "\n") + "tripos/gone,user/ann,\n").getBytes(UTF_8);

        LedgerEntry preview = waybill.preview("permissions", "looked at.csv", csv);

        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(play.versions()).isEqualTo(before);
        assertThat(waybill.outbox("looked at-merged.json")).doesNotExist();
        assertThat(waybill.error(preview, "rejects.csv")).doesNotExist();
        assertThat(waybill.drop("permissions", "looked at.csv", csv).results().counts())
                .isEqualTo(preview.results().counts());
    }

    /** The quotes are those of a word processor: what it made of the user's data is not what the application reads. */
    @Test
    void dataWithCurlyQuotesIsARejectThatSaysWhatToDo() throws IOException {
        String curly =
                "{\u201Dsalt\u201D:\u201DaZ_-9\u201D,\u201Dstudentinfo\u201D:{\u201Dplan\u201D:\u201Dx, y\u201D}}";
        String file = csv(
                List.of(
                        List.of("tripos/nst/IA/chem", "user/new", curly),
                        List.of("tripos/nst/IA/phys", "user/new", "{\"salt\": \"right\"}"),
                        List.of("tripos/nst/IA/phys", "user/ann", curly),
                        List.of("tripos/nst/IA/nowhere", "user/other", curly),
                        List.of("tripos/nst/IA/phys", "user/plain", "no JSON at all")),
                ',',
                "\n");

        LedgerEntry page = waybill.drop("permissions", "smart.csv", file);

        assertThat(page.exitStatus()).isEqualTo(LedgerEntry.WITH_REJECTS);
        assertThat(play.users())
                .contains(user("new", "{\"salt\": \"right\"}"), user("plain", "no JSON at all"))
                .noneMatch(user -> user.contains("\u201D"));
        assertThat(play.grants()).doesNotContain("user/new|tripos/nst/IA/chem").contains("user/ann|tripos/nst/IA/phys");
        assertThat(sentences(page, "data-not-json"))
                .containsExactly(
                        "2 rows have user data that is not JSON, which the application expects; of new users it is stored as"
                                + " it is (lines 3, 5).");
        assertThat(sentences(page, "user-data-kept")).singleElement().asString().contains("1 user of the target keeps");
        List<CsvRow> rejects = rejects(page);
        List<String> header = rejects.get(0).cells();
        assertThat(rejects.stream().skip(1).map(row -> row.cell(header.indexOf("rule"))))
                .containsExactly("data-not-json", "subject-not-found");
        assertThat(rejects.get(1).cell(header.indexOf("reason")))
                .contains("data is not JSON. Its quotes are typographic (\u201D)", "write straight ones (\")");
        assertThat(rejects.get(2).cell(header.indexOf("reason"))).contains("not in the reference data", "not JSON");

        byte[] mended = mended(rejects, (row, cell) -> {
            cell.accept("data", row.get(2).replace('\u201D', '"'));
            cell.accept("subject", "tripos/nst/IA/chem");
        });
        LedgerEntry second = waybill.drop("permissions", "rejects.csv", mended);

        assertThat(second.exitStatus()).as(second.message()).isZero();
        assertThat(play.grants()).contains("user/new|tripos/nst/IA/chem", "user/other|tripos/nst/IA/chem");
        assertThat(play.users())
                .contains(user("other", curly.replace('\u201D', '"')), user("new", "{\"salt\": \"right\"}"));
    }

    @Test
    void columnsThatAreNotDeliveredAreToldAndHeldWhereTheTargetHasThem() throws IOException {
        LedgerEntry told = waybill.drop(
                "permissions",
                "more.csv",
                "subject,user,data,remark,\ntripos/nst/IA/phys,user/bob,,why not,\ntripos/nst/IA/chem,user/bob,,,x\n");
        LedgerEntry bare = waybill.drop(
                "permissions", "bare.csv", "tripos/nst/IA/phys,user/cy,,extra\ntripos/nst/IA/chem,user/cy,,\n");
        LedgerEntry held = waybill.drop(
                "permissions", "held.csv", "Subject,User,Annotation,id\ntripos/nst/IA/phys,user/di,disabled,7\n");

        assertThat(told.state()).as(told.message()).isEqualTo(State.DELIVERED);
        assertThat(sentences(told, "unknown-column"))
                .containsExactly("more.csv has columns that mean nothing here: remark.");
        assertThat(bare.state()).isEqualTo(State.DELIVERED);
        assertThat(sentences(bare, "unknown-column"))
                .containsExactly(
                        "1 row has more cells than subject, user and data; they are left out (first on line 1).");
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message())
                .contains("Column Annotation of held.csv is left out, although the target's table", "thingtag")
                .doesNotContain("other guard");
        assertThat(play.grants()).noneMatch(grant -> grant.startsWith("user/di"));
        assertThat(waybill.decided(held, true).state()).isEqualTo(State.DELIVERED);
        assertThat(play.grants()).contains("user/di|tripos/nst/IA/phys");
    }

    private static List<String> sentences(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .toList();
    }

    /** A subject such as 1-2 becomes a date, the quotes of JSON are doubled, and the user's answer counts all the same. */
    @Test
    void whatASpreadsheetChangedInRejectsByItselfStaysAsItWas() throws IOException {
        String data = "{\"salt\": \"007\"}";
        LedgerEntry first = waybill.drop(
                "permissions",
                "perms.csv",
                csv(List.of(List.of("1-2", "user/0012", data), List.of("3/4", "user/b", "0x")), ',', "\n"));

        byte[] mended = mended(rejects(first), (row, cell) -> {
            if (row.get(0).equals("1-2")) {
                cell.accept("subject", "02. Jan");
                cell.accept("data", data.replace("\"", "\"\""));
                cell.accept("decision", "tripos/nst/IA/chem");
            } else {
                cell.accept("subject", "tripos/nst/IA/phys");
                cell.accept("data", "0y");
            }
        });
        LedgerEntry second = waybill.drop("live", "rejects.csv", mended);

        assertThat(second.exitStatus()).as(second.message()).isZero();
        assertThat(play.users()).contains(user("0012", data), user("b", "0y"));
        assertThat(play.grants()).contains("user/0012|tripos/nst/IA/chem", "user/b|tripos/nst/IA/phys");
        // The subject is what was wrong: whatever comes back there is an answer, here overruled by the decision.
        assertThat(sentences(second, "spreadsheet-changes"))
                .singleElement()
                .asString()
                .startsWith("1 cell of rejects.csv is read as when the rows were rejected")
                .contains("data: quotes")
                .doesNotContain("salt");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
    }

    private static final String WITH_REJECTS = "tripos/nst/IA/chemm,user/a,=1+1\r\ntripos/nst/IA/geo,user/b,\r\n"
            + "tripos/nst/IA/typo,user/c,\r\ntripos/nst/IA/own,user/d,@d\r\ntripos/nst/IA/wait,user/e,\r\n"
            + "tripos/nst/IA/chem,f,\r\nshort\r\ntripos/nst/IA/phys,user/g,ok\r\n";

    static Stream<Arguments> folders() {
        return Stream.of(arguments("permissions"), arguments("live"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void aMendedFileIsDeliveredAndClosesWhatItSolves(String feed) throws IOException {
        LedgerEntry first = waybill.drop("permissions", "perms.csv", WITH_REJECTS);
        assertThat(first.state()).isEqualTo(State.DELIVERED);
        assertThat(first.exitStatus()).isEqualTo(LedgerEntry.WITH_REJECTS);
        assertThat(play.grants()).contains("user/g|tripos/nst/IA/phys").hasSize(2);
        List<CsvRow> rejects = rejects(first);
        assertThat(rejects).hasSize(8);
        // What a spreadsheet would compute is text.
        assertThat(Files.readString(waybill.error(first, "rejects.csv"))).contains("'=1+1", "'@d");

        byte[] mended = mended(rejects, (row, cell) -> {
            switch (row.get(0)) {
                case "tripos/nst/IA/chemm" -> cell.accept("decision", "tripos/nst/IA/chem");
                case "tripos/nst/IA/geo" -> cell.accept("decision", "drop");
                case "tripos/nst/IA/typo" -> cell.accept("subject", "tripos/nst/IA/phys");
                case "tripos/nst/IA/own" -> cell.accept("decision", " tripos/nst/IA ");
                case "tripos/nst/IA/chem" -> cell.accept("decision", "user/f");
                case "short" -> cell.accept("user", "user/h");
                default -> {}
            }
        });
        LedgerEntry second = waybill.drop(feed, "rejects.csv", mended);

        assertThat(second.state()).as(second.message()).isEqualTo(State.DELIVERED);
        assertThat(play.grants())
                .containsExactly(
                        "user/a|tripos/nst/IA/chem",
                        "user/ann|tripos/nst/IA/chem",
                        "user/c|tripos/nst/IA/phys",
                        "user/d|tripos/nst/IA",
                        "user/f|tripos/nst/IA/chem",
                        "user/g|tripos/nst/IA/phys");
        assertThat(play.users()).contains(user("a", "=1+1"), user("d", "@d"));
        assertThat(database.query("SELECT cells[1], state, closed_by = " + second.number()
                        + " FROM waybill.rejects WHERE waybill = " + first.number() + " ORDER BY id"))
                .containsExactly(
                        "tripos/nst/IA/chemm|solved|t",
                        "tripos/nst/IA/geo|dropped|t",
                        "tripos/nst/IA/typo|solved|t",
                        "tripos/nst/IA/own|solved|t",
                        "tripos/nst/IA/wait|open|\u2205",
                        "tripos/nst/IA/chem|solved|t",
                        "short|replaced|t");
        // Each open problem is in one file only.
        assertThat(subjects(first)).containsExactly("tripos/nst/IA/wait");
        assertThat(subjects(second)).containsExactly("short");

        Map<String, List<String>> delivered = play.versions();
        LedgerEntry twice = waybill.again(feed, "rejects (copy).csv", mended);
        assertThat(twice.state()).isIn(State.UNCHANGED, State.DELIVERED);
        assertThat(play.versions()).isEqualTo(delivered);
        assertThat(subjects(first)).containsExactly("tripos/nst/IA/wait");
        assertThat(subjects(second)).containsExactly("short");
        assertThat(waybill.error(twice, "rejects.csv")).doesNotExist();
        LedgerEntry thrice = waybill.drop(feed, "rejects 2.csv", mended);
        assertThat(thrice.exitStatus()).as("two rows of it wait still").isEqualTo(LedgerEntry.WITH_REJECTS);
        assertThat(play.versions()).isEqualTo(delivered);
        assertThat(subjects(first)).containsExactly("tripos/nst/IA/wait");
        assertThat(subjects(second)).containsExactly("short");
    }

    @Test
    void theSameFileIsTriedAgainUntilTheCauseOfItsRejectsIsGone() throws IOException {
        String file = "tripos/nst/IA/chem,user/ann,\ntripos/nst/IA/late,user/bob,x\n";
        LedgerEntry first = waybill.drop("permissions", "perms.csv", file);
        assertThat(first.results().rejected()).isEqualTo(1);

        LedgerEntry second = waybill.drop("permissions", "perms again.csv", file);

        assertThat(second.exitStatus()).as(second.message()).isEqualTo(LedgerEntry.WITH_REJECTS);
        assertThat(second.links().sameAs()).isNull();
        assertThat(subjects(first)).containsExactly("tripos/nst/IA/late");

        addSubject(77, "late");
        LedgerEntry third = waybill.drop("permissions", "perms once more.csv", file);

        assertThat(third.state()).as(third.message()).isEqualTo(State.DELIVERED);
        assertThat(third.exitStatus()).isZero();
        assertThat(play.grants()).contains("user/bob|tripos/nst/IA/late");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
        LedgerEntry fourth = waybill.drop("permissions", "perms at last.csv", file);
        assertThat(fourth.state()).isEqualTo(State.UNCHANGED);
        assertThat(fourth.links().sameAs()).isEqualTo(third.number());
    }

    @Test
    void anotherFileWithTheSameRejectedRowIsTriedAgainToo() throws IOException {
        LedgerEntry first = waybill.drop("permissions", "perms.csv", "tripos/nst/IA/late,user/bob,x\n");
        String other = "tripos/nst/IA/phys,user/cy,\ntripos/nst/IA/late,user/bob,x\n";
        LedgerEntry second = waybill.drop("permissions", "more perms.csv", other);
        assertThat(subjects(first)).as("one problem, one file").containsExactly("tripos/nst/IA/late");
        assertThat(waybill.error(second, "rejects.csv")).doesNotExist();

        addSubject(77, "late");
        LedgerEntry third = waybill.drop("permissions", "more perms again.csv", other);

        assertThat(third.exitStatus()).as(third.message()).isZero();
        assertThat(play.grants()).contains("user/bob|tripos/nst/IA/late");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
    }

    @Test
    void untouchedRejectsAreTriedAgainOnceTheirCauseIsGone() throws IOException {
        LedgerEntry first = waybill.drop("permissions", "perms.csv", "tripos/nst/IA/late,user/bob,x\n");
        byte[] untouched = Files.readAllBytes(waybill.error(first, "rejects.csv"));
        waybill.drop("permissions", "rejects.csv", untouched);
        addSubject(77, "late");

        LedgerEntry solved = waybill.drop("permissions", "rejects.csv", untouched);

        assertThat(solved.exitStatus()).as(solved.message()).isZero();
        assertThat(play.grants()).contains("user/bob|tripos/nst/IA/late");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
    }

    @Test
    void whatWasMendedSinceIsNotRejectedOnceMoreWhenTheSameFileIsTriedAgain() throws IOException {
        String file = "tripos/nst/IA/late,user/bob,x\ntripos/nst/IA/chemm,user/cy,y\ntripos/nst/IA/gone,user/di,\n";
        LedgerEntry first = waybill.drop("permissions", "perms.csv", file);
        byte[] mended = mended(CsvRows.read(waybill.error(first, "rejects.csv"), "rejects.csv"), (row, cell) -> {
            if (row.contains("tripos/nst/IA/chemm")) {
                cell.accept("subject", "tripos/nst/IA/chem");
            } else if (row.contains("tripos/nst/IA/gone")) {
                cell.accept("subject", "tripos/nst/IA/gone too");
            }
        });
        LedgerEntry mending = waybill.drop("permissions", "rejects.csv", mended);
        assertThat(subjects(first)).containsExactly("tripos/nst/IA/late");
        assertThat(subjects(mending)).containsExactly("tripos/nst/IA/gone too");
        addSubject(77, "late");

        LedgerEntry again = waybill.drop("permissions", "perms again.csv", file);

        assertThat(again.results().rejected()).isZero();
        assertThat(again.results().notices())
                .filteredOn(notice -> notice.rule().equals("answered-before"))
                .extracting(Notice::sentence)
                .containsExactly("2 rows are left out and not rejected again: since this file was made, a mended"
                        + " rejects.csv has answered them.");
        assertThat(play.grants())
                .contains("user/bob|tripos/nst/IA/late", "user/cy|tripos/nst/IA/chem")
                .doesNotContain("user/cy|tripos/nst/IA/chemm");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();
        assertThat(waybill.error(again, "rejects.csv")).doesNotExist();
        assertThat(subjects(mending)).containsExactly("tripos/nst/IA/gone too");
    }

    /** Live's own tools may add what a permissions file already names. */
    private static void addSubject(long key, String name) {
        database.run(
                "INSERT INTO timetables_thing (id, name, parent_id, data, pathid, fullpath, type, fullname) VALUES ("
                        + key + ", '" + name + "', 3, '', '" + PathId.of("tripos/nst/IA/" + name) + "', 'tripos/nst/IA/"
                        + name
                        + "', 'subject', 'Late')");
    }

    @Test
    void rejectsThatComeBackUntouchedStayWhereTheyAre() throws IOException {
        LedgerEntry first = waybill.drop("permissions", "perms.csv", WITH_REJECTS);
        byte[] untouched = Files.readAllBytes(waybill.error(first, "rejects.csv"));

        LedgerEntry second = waybill.drop("permissions", "rejects.csv", untouched);
        assertThat(second.state()).isIn(State.DELIVERED, State.UNCHANGED);

        assertThat(waybill.error(second, "rejects.csv")).doesNotExist();
        assertThat(subjects(first)).hasSize(7);
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isEqualTo(7);
    }

    private static List<CsvRow> rejects(LedgerEntry page) throws IOException {
        return CsvRows.read(waybill.error(page, "rejects.csv"), "rejects.csv");
    }

    private static List<String> subjects(LedgerEntry page) throws IOException {
        return rejects(page).stream().skip(1).map(row -> row.cell(0)).toList();
    }

    /** As a spreadsheet saves it, with {@code ;} and a byte order mark. */
    private static byte[] mended(List<CsvRow> rows, BiConsumer<List<String>, BiConsumer<String, String>> change) {
        List<List<String>> all = new ArrayList<>();
        List<String> header = rows.get(0).cells();
        all.add(header);
        for (CsvRow row : rows.subList(1, rows.size())) {
            List<String> cells = new ArrayList<>(row.cells());
            change.accept(row.cells(), (column, value) -> cells.set(header.indexOf(column), value));
            all.add(cells);
        }
        return ("\uFEFF" + csv(all, ';', "\r\n")).getBytes(UTF_8);
    }

    @Test
    void thePermissionsOfAPlayDumpAreWhatTheCommandGivesAndComeBackEdited() throws IOException {
        Records dump = tree().thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "kept")
                .user(11, 9, "bob", "b\"s, salt")
                .user(12, 9, "none", "x")
                .grant(1, 10, 4)
                .grant(2, 11, 4)
                .grant(3, 11, 5)
                .grant(4, 11, 5)
                .tag(5, 5, 5, "disabled");

        LedgerEntry page = waybill.drop("play", "play.dump", dump.bytes());

        assertThat(page.state()).isEqualTo(State.DELIVERED);
        Path csv = waybill.outbox("play-userperms.csv");
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        try (DumpFile file = DumpFile.of(new ByteArrayInputStream(dump.bytes()), "play.dump")) {
            new ExtractPermissions(TimetableModels.standard()).run(file, command);
        }
        assertThat(Files.readAllBytes(csv)).isEqualTo(command.toByteArray());
        assertThat(Files.readAllLines(csv)).hasSize(3);
        assertThat(page.results().notices().stream().map(Notice::rule)).contains("duplicate-grant");
        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/chem");

        String edited = Files.readString(csv).replace("user/bob", "user/bill") + "tripos/nst/IA,user/ann,\r\n";
        assertThat(waybill.drop("permissions", "play-userperms.csv", edited).state())
                .isEqualTo(State.DELIVERED);
        assertThat(play.grants())
                .containsExactly(
                        "user/ann|tripos/nst/IA",
                        "user/ann|tripos/nst/IA/chem",
                        "user/bill|tripos/nst/IA/chem",
                        "user/bill|tripos/nst/IA/phys");
        assertThat(database.value("SELECT data FROM timetables_thing WHERE fullpath = 'user/bill'"))
                .isEqualTo("{\"salt\": \"b\"s, salt\"}");
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                arguments("empty.csv", new byte[0], "0 bytes"),
                arguments("nul.csv", "tripos,user/a,\0\n".getBytes(UTF_8), "line 1"),
                arguments("quote.csv", "tripos,user/a,x\ntripos,\"user/b,x\n".getBytes(UTF_8), "line 2"),
                arguments(
                        "bytes.csv",
                        new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', ',', 'b', ',', (byte) 0x81, '\n'},
                        "line 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFiles")
    void aBrokenPermissionsFileIsRefusedWithTheLine(String name, byte[] csv, String told) throws IOException {
        Map<String, List<String>> before = play.versions();

        LedgerEntry page = waybill.drop("permissions", name, csv);

        assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains(name, told).doesNotContain("Exception");
        assertThat(waybill.errorText(page, "reason.txt")).contains(told).doesNotContain("\tat ");
        assertThat(page.run().attempts()).isEqualTo(1);
        assertThat(waybill.error(page, name)).hasBinaryContent(csv);
        assertThat(play.versions()).isEqualTo(before);
    }

    @Test
    void aPlayDumpThatIsBrokenIsRefusedAndOneWithoutGrantsGivesAnEmptyFile() throws IOException {
        LedgerEntry broken = waybill.drop("play", "broken.dump", "[{\"pk\": 1, \"model\": \"timetables.th");
        assertThat(broken.state()).isEqualTo(State.REFUSED);
        assertThat(broken.message()).contains("broken.dump", "byte 34");

        assertThat(waybill.drop("play", "bare.dump", tree().bytes()).state()).isEqualTo(State.DELIVERED);
        assertThat(waybill.outbox("bare-userperms.csv")).isEmptyFile();
    }
}
