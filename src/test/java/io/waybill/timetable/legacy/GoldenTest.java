package io.waybill.timetable.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.timetable.command.StandardStreams;
import io.waybill.timetable.command.TimetableCommands;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Recorded inputs of the original scripts, with what these made of them. */
class GoldenTest {
    private static final Path GOLDEN = golden();

    static List<String> cases() throws IOException {
        try (Stream<Path> cases = Files.list(GOLDEN)) {
            return cases.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLegacyModeDoesWhatTheOriginalDid(String name) throws IOException {
        Path recorded = GOLDEN.resolve(name);
        String job = name.startsWith("nonuser")
                ? "extract-non-user"
                : name.startsWith("perms") ? "extract-permissions" : "merge-permissions";
        Path reference = recorded.resolve("reference.json");
        String[] arguments = Files.exists(reference)
                ? new String[] {job, "--legacy", reference.toString()}
                : new String[] {job, "--legacy"};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try (InputStream in = new FileInputStream(recorded.resolve("stdin").toFile())) {
            CommandLine commands = new CommandLine(
                    new TimetableCommands(new StandardStreams(in, out, new PrintStream(err, true, UTF_8))));
            commands.setErr(new java.io.PrintWriter(err, true));
            status = commands.execute(arguments);
        }

        if (Files.readString(recorded.resolve("rc")).strip().equals("0")) {
            assertThat(err.toString(UTF_8)).isEqualTo(Files.readString(recorded.resolve("stderr")));
            assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(recorded.resolve("stdout")));
            assertThat(status).isZero();
        } else {
            // merge-19 and perms-07 broke off in the middle of their output; nothing is better
            assertThat(out.size()).isZero();
            assertThat(status).isNotZero();
            assertThat(err.toString(UTF_8)).isNotBlank().doesNotContain("\tat ");
        }
    }

    private static Path golden() {
        try {
            return Path.of(GoldenTest.class.getResource("golden").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
