package io.waybill.timetable.permission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.django.DumpFile;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExtractPermissionsTest {
    private PermissionsReport report;

    private String extract(DumpFile dump) throws IOException {
        try (dump) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            report = new ExtractPermissions(TimetableModels.standard()).run(dump, out);
            return out.toString(UTF_8);
        }
    }

    private static TestDump play() {
        return new TestDump()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/asnc", "tripos")
                .thing(3, 2, "tripos/asnc/I", "part")
                .thing(4, 3, "tripos/asnc/I/oe", "module")
                .thing(5, null, "user", "undefined")
                .thing(6, 5, "user/zz1", "user", "{\\\"n\\\": \\\"é, \\u2013\\\"}")
                .thing(7, 5, "user/ab1", "user")
                .thing(8, 2, "tripos/asnc/II", "part")
                .thing(9, 8, "tripos/asnc/II/celtic", "subject");
    }

    @Test
    void grantsAreSortedAndQuotedOnlyWhereNeeded() throws IOException {
        TestDump dump = play().tag(1, 6, 9, "admin")
                .tag(2, 6, 3, "admin")
                .tag(3, 7, 3, "admin")
                .tag(4, 3, 9, "link");

        assertThat(extract(dump.file()))
                .isEqualTo("tripos/asnc/I,user/ab1,\r\n"
                        + "tripos/asnc/I,user/zz1,\"{\"\"n\"\": \"\"é, –\"\"}\"\r\n"
                        + "tripos/asnc/II/celtic,user/zz1,\"{\"\"n\"\": \"\"é, –\"\"}\"\r\n");
        assertThat(report.warnings().isEmpty()).isTrue();
        assertThat(report.rejects().isEmpty()).isTrue();
    }

    @Test
    void aGrantTwiceIsWrittenOnceAndCounted() throws IOException {
        assertThat(extract(play().tag(1, 7, 3, "admin")
                        .tag(2, "\"7\"", "\"3\"", "admin")
                        .file()))
                .isEqualTo("tripos/asnc/I,user/ab1,\r\n");
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.grants()).isEqualTo(2);
    }

    @Test
    void grantsOfWhatIsNoUserAndGrantsThatDangleAreRejected() throws IOException {
        TestDump dump = play().tag(1, 4, 3, "admin")
                .tag(2, 99, 3, "admin")
                .tag(3, 7, null, "admin")
                .tag(4, 7, 3, "admin");

        assertThat(extract(dump.file())).isEqualTo("tripos/asnc/I,user/ab1,\r\n");
        assertThat(report.rejects().kept())
                .extracting(Fault::rule)
                .containsExactly("holder-not-a-user", "dangling-reference", "dangling-reference");
    }

    @Test
    void grantsOnWhatIsNoSubjectAreWarnedOf() throws IOException {
        TestDump dump = play().tag(1, 7, 8, "admin")
                .tag(2, 7, 4, "admin")
                .tag(3, 7, 2, "admin")
                .tag(4, 7, 5, "admin")
                .tag(5, 7, 3, "admin");

        assertThat(extract(dump.file()).lines()).hasSize(5);
        assertThat(report.warnings().kept())
                .extracting(Fault::record)
                .containsExactly(
                        "timetables.thingtag 1",
                        "timetables.thingtag 2",
                        "timetables.thingtag 3",
                        "timetables.thingtag 4");
    }

    @Test
    void noGrantsGiveAnEmptyFile() throws IOException {
        assertThat(extract(play().file())).isEmpty();
    }

    @Test
    void aThingTwiceRefusesTheFile() {
        BrokenFileException refused = catchThrowableOfType(
                BrokenFileException.class,
                () -> extract(play().thing("\"7\"", 5, "user/other", "user").file()));

        assertThat(refused.faults()).extracting(Fault::rule).containsExactly("duplicate-key");
    }
}
