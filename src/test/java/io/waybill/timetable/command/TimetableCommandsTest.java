package io.waybill.timetable.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.timetable.TestDump;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TimetableCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String in, String... arguments) {
        return run(
                new StandardStreams(
                        new ByteArrayInputStream(in.getBytes(UTF_8)), out, new PrintStream(err, true, UTF_8)),
                arguments);
    }

    private int run(StandardStreams streams, String... arguments) {
        CommandLine commands = new CommandLine(new TimetableCommands(streams));
        commands.setErr(new PrintWriter(err, true));
        commands.setOut(new PrintWriter(out, true));
        return commands.execute(arguments);
    }

    @Test
    void allCarriedIsZero() {
        assertThat(run(TestDump.text(new TestDump().thing(1, null, "tripos", "").records()), "extract-non-user"))
                .isZero();
        assertThat(out.toString(UTF_8)).startsWith("[\n{\"pk\": 1").endsWith("}\n]\n");
        assertThat(err.toString(UTF_8)).contains("1 records read, 1 kept");
    }

    @Test
    void rejectsAreThreeAndAreTold() {
        String dump = TestDump.text(new TestDump().event(1, 99, null).records());

        assertThat(run(dump, "extract-non-user")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).isEqualTo("[]\n");
        assertThat(err.toString(UTF_8)).contains("timetables.event 1", "field source", "found 99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[{", "nope", "{\"a\": 1}", "[{\"pk\": 1}]", "[] x"})
    void aBrokenDumpIsOneAndNothingIsWritten(String dump) {
        for (String job : new String[] {"extract-non-user", "extract-permissions"}) {
            assertThat(run(dump, job)).isEqualTo(1);
        }
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8))
                .contains("standard input, line 1", "Nothing was written.")
                .doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge-permissions", "extract-non-user --nope", "extract-non-user more", "nope", ""})
    void misuseIsTwo(String line) {
        assertThat(run("[]", line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(out.size()).isZero();
    }

    @Test
    void theOriginalsIgnoreFurtherArguments() {
        assertThat(run("[]", "extract-non-user", "--legacy", "more")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract-non-user", "extract-permissions", "merge-permissions"})
    void everyCommandHasHelp(String job) {
        assertThat(run("", job, "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("--legacy");
    }

    @Test
    void aReferenceThatIsNotThereOrAFolderIsSaid(@TempDir Path folder) {
        assertThat(run("", "merge-permissions", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("none.json: file not found");
        assertThat(run("", "merge-permissions", folder.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("is a directory");
        assertThat(out.size()).isZero();
    }

    @Test
    void aFileOnStandardInputIsReadInPlaceFromWhereItStands(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("live.dump"),
                "12345"
                        + TestDump.text(
                                new TestDump().thing(1, null, "tripos", "").records()));
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(5);
            assertThat(run(new StandardStreams(in, out, new PrintStream(err, true, UTF_8)), "extract-non-user"))
                    .isZero();
        }
        assertThat(err.toString(UTF_8)).contains("1 kept");
    }

    @Test
    void unmatchedSubjectsAreToldWithTheirUsers(@TempDir Path folder) throws IOException {
        Path reference = Files.writeString(
                folder.resolve("non_user.json"),
                TestDump.text(new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/nst", "tripos")
                        .thing(3, 2, "tripos/nst/IA", "part")
                        .records()));

        assertThat(run("tripos/nst/Ia,user/ab1,\n", "merge-permissions", reference.toString()))
                .isEqualTo(3);
        assertThat(out.toString(UTF_8)).isEqualTo("[]\n");
        assertThat(err.toString(UTF_8))
                .contains(
                        "Rejected: tripos/nst/Ia",
                        "line 1: user/ab1",
                        "perhaps tripos/nst/IA",
                        "1 user gets no grant of this file");
    }
}
