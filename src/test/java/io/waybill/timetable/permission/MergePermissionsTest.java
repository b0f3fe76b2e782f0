package io.waybill.timetable.permission;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.format.django.DumpFile;
import io.waybill.model.Notice;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.PathId;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergePermissionsTest {
    private MergeReport report;

    private List<String> merge(TestDump reference, String csv) throws IOException {
        return merge(reference, csv.getBytes(UTF_8));
    }

    private List<String> merge(TestDump reference, byte[] csv) throws IOException {
        try (DumpFile dump = reference.file()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            report = new MergePermissions(TimetableModels.standard())
                    .run(dump, new ByteArrayInputStream(csv), "perms.csv", out);
            return TestDump.written(out.toString(UTF_8));
        }
    }

    private static TestDump live() {
        return new TestDump()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/asnc", "tripos")
                .thing(3, 2, "tripos/asnc/I", "part")
                .thing(4, 2, "tripos/asnc/II", "part")
                .thing(5, null, "user", "undefined")
                .tag(7, 3, 3, "disabled")
                .tag(2, 3, 4, "link");
    }

    private static String tag(long key, long user, long subject) {
        return "{\"pk\": " + key + ", \"model\": \"timetables.thingtag\", \"fields\": {\"thing\": " + user
                + ", \"targetthing\": " + subject + ", \"annotation\": \"admin\"}}";
    }

    @Test
    void keysStartAboveThoseOfTheReference() throws IOException {
        List<String> made =
                merge(live(), "tripos/asnc/I,user/ab1,\"{\"\"n\"\": \"\"é\"\"}\"\r\ntripos/asnc/II,user/ab1,\r\n");

        assertThat(made)
                .containsExactly(
                        "{\"pk\": 6, \"model\": \"timetables.thing\", \"fields\": {\"name\": \"ab1\", \"parent\": 5,"
                                + " \"data\": \"{\\\"n\\\": \\\"\\u00e9\\\"}\", \"pathid\": \"" + PathId.of("user/ab1")
                                + "\", \"fullpath\": \"user/ab1\", \"type\": \"user\","
                                + " \"fullname\": \"A Users Calendar\"}}",
                        tag(8, 6, 3),
                        tag(9, 6, 4));
        assertThat(report.complete()).isTrue();
    }

    @Test
    void aMissingUserRootIsMade() throws IOException {
        TestDump reference = new TestDump()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/asnc", "tripos")
                .thing(9, 2, "tripos/asnc/I", "part");
        List<String> made = merge(reference, "tripos/asnc/I,user/ab1,\n");

        assertThat(made.get(0)).contains("\"pk\": 10", "\"fullpath\": \"user\"", "\"parent\": null", "\"undefined\"");
        assertThat(made.get(1)).contains("\"pk\": 11", "\"parent\": 10");
        assertThat(made.get(2)).isEqualTo(tag(1, 11, 9));
        assertThat(report.written().rootMade()).isTrue();
        assertThat(merge(reference, "")).isEmpty();
        assertThat(report.written().rootMade()).isFalse();
    }

    @Test
    void usersAndGrantsThatAreThereStayAsTheyAre() throws IOException {
        TestDump reference = live().thing(6, 5, "user/ab1", "user", "x").tag(8, 6, 3, "admin");
        List<String> made = merge(reference, "tripos/asnc/I,user/ab1,x\ntripos/asnc/II,user/ab1,x\n");

        assertThat(made).containsExactly(tag(9, 6, 4));
        assertThat(report.written().existingGrants()).isEqualTo(1);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void whatDoesNotMatchIsToldPerSubjectWithItsUsersAndCandidates() throws IOException {
        List<String> made = merge(
                live(),
                "tripos/asnc/II ,user/ab1,\ntripos/gone/É,user/cd2,\ntripos/asnc/I,user/ab1,\ntripos/asnc/II ,user/ef3,\n");

        assertThat(made).hasSize(2);
        assertThat(report.matched().rejected())
                .extracting(
                        row -> row.at().line(),
                        row -> row.cells().get(0),
                        row -> row.cells().get(1))
                .containsExactly(
                        tuple(1L, "tripos/asnc/II ", "user/ab1"),
                        tuple(2L, "tripos/gone/É", "user/cd2"),
                        tuple(4L, "tripos/asnc/II ", "user/ef3"));
        assertThat(report.matched().rejected().get(0).candidates().get(0).value())
                .isEqualTo("tripos/asnc/II");
        assertThat(report.notices()).extracting(Notice::rule).containsExactly("user-without-grant");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void aGrantTwiceIsMadeOnce() throws IOException {
        assertThat(merge(live(), "tripos/asnc/I,user/ab1,\ntripos/asnc/I,user/ab1,\n"))
                .hasSize(2);
        assertThat(report.matched().filtered()).isEqualTo(1);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void conflictingDataAreToldAndEmptyOnesAreNoConflict() throws IOException {
        List<String> made =
                merge(live(), "tripos/asnc/I,user/ab1,\ntripos/asnc/II,user/ab1,1\ntripos/asnc/II,user/ab1,2\n");

        assertThat(made.get(0)).contains("\"data\": \"2\"");
        assertThat(report.notices())
                .extracting(Notice::rule)
                .containsExactlyInAnyOrder("conflicting-user-data", "duplicate-grant");
        assertThat(merge(live(), "tripos/asnc/I,user/ab1,one\ntripos/asnc/II,user/ab1,\n")
                        .get(0))
                .contains("\"data\": \"one\"");
        assertThat(report.notices()).extracting(Notice::rule).containsExactly("data-not-json");
    }

    @Test
    void onlyUsersBecomeUsers() throws IOException {
        String csv = String.join(
                "\n",
                List.of(
                        "tripos/asnc/I,user/,",
                        "tripos/asnc/I,user/a/b,",
                        "tripos/asnc/I,User/x9,",
                        "tripos/asnc/I,hwtb2,",
                        "tripos/asnc/I,,",
                        "tripos/asnc/I, user/ab1,",
                        "tripos/asnc/I,user/" + "x".repeat(33) + ",",
                        "tripos/asnc/I",
                        "tripos/asnc/I,user/" + "x".repeat(32) + ","));

        assertThat(merge(live(), csv)).hasSize(4);
        assertThat(report.matched().rejected())
                .extracting(row -> row.at().line())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 8L);
        assertThat(report.matched().rejected())
                .extracting(RejectedRow::rule)
                .containsOnly("user-path", "too-few-columns");
    }

    @Test
    void filesThatPeopleSavedAreRead() throws IOException {
        String text = "Subject;User;Data\r\n\r\ntripos/asnc/I;user/ab1;é\r\n";

        for (byte[] csv : List.of(
                ("\uFEFF" + text).getBytes(UTF_8),
                text.getBytes(UTF_16),
                text.getBytes(Charset.forName("windows-1252")))) {
            assertThat(merge(live(), csv)).hasSize(2);
            assertThat(report.complete()).isTrue();
            assertThat(report.matched().read()).isEqualTo(1);
        }
    }

    @Test
    void aGrantOnWhatIsNoSubjectIsMadeWithAWarning() throws IOException {
        assertThat(merge(live(), "tripos/asnc,user/ab1,\n")).hasSize(2);
        assertThat(report.notices()).extracting(Notice::rule).containsExactly("not-a-subject");
        assertThat(report.complete()).isTrue();
    }

    @Test
    void aPathOfTwoThingsNamesNone() throws IOException {
        assertThat(merge(live().thing(9, 1, "tripos/asnc/I", "part"), "tripos/asnc/I,user/ab1,\n"))
                .isEmpty();
        assertThat(report.matched().rejected()).hasSize(1);
        assertThat(report.notices()).extracting(Notice::rule).contains("ambiguous-path");
    }

    @Test
    void thereIsNoKeyAboveTheHighestInteger() {
        assertThatThrownBy(() ->
                        merge(live().thing(Integer.MAX_VALUE, 1, "tripos/last", "tripos"), "tripos/asnc/I,user/ab1,\n"))
                .hasMessageContaining("renumber");
    }

    @Test
    void anEmptyFileGivesAnEmptyDump() throws IOException {
        assertThat(merge(live(), "")).isEmpty();
        assertThat(report.complete()).isTrue();
    }
}
