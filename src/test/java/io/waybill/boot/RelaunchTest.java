package io.waybill.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelaunchTest {
    @Test
    void aCommandLineOfAsciiIsRepeatedAsItIs() {
        assertThat(Relaunch.command(bytes(UTF_8, "java", "-jar", "w.jar", "drop", "a b'c"), "/opt/jdk/bin/java", 42))
                .containsExactly("/opt/jdk/bin/java", "-Drelaunched.by=42", "-jar", "w.jar", "drop", "a b'c");
    }

    @Test
    void everyByteOfAnArgumentReachesTheOtherProcess() throws IOException {
        List<String> arguments =
                List.of("", "plain", "a b", "it's", "$HOME `x` \\ \"q\" %s *", "é", "é'é é", "-x=کاربران\n.csv", "é\n");
        for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
            List<byte[]> line = bytes(charset, "printf", "[%s]");
            arguments.forEach(argument -> line.add(argument.getBytes(charset)));
            List<String> command = Relaunch.command(line, "", 42);
            assertThat(command).allMatch(one -> one.chars().allMatch(c -> c < 128));

            // printf would take the option for its format.
            Process process = new ProcessBuilder(
                            command.get(0), command.get(1), command.get(2).replace("'''-Drelaunched.by=42'", ""))
                    .start();
            byte[] out = process.getInputStream().readAllBytes();

            String expected = "[" + String.join("][", arguments) + "]";
            assertThat(new String(out, charset)).isEqualTo(new String(expected.getBytes(charset), charset));
        }
    }

    @Test
    void anArgumentOfWhichBytesWereLostIsFoundOnTheCommandLine() {
        List<byte[]> line = bytes(ISO_8859_1, "java", "drop", "/in/café.csv", "--log-file=/é/log", "a=b=é");
        assertThat(CommandLineBytes.path("/in/caf\uFFFD.csv", line, UTF_8)).hasValue(raw("/in", "caf%E9.csv"));
        assertThat(CommandLineBytes.path("/\uFFFD/log", line, UTF_8).map(Path::getFileName))
                .hasValue(Path.of("log"));
        assertThat(CommandLineBytes.path("\uFFFD", line, UTF_8).map(NameBytes::readable))
                .hasValue("%E9");
        assertThat(CommandLineBytes.path("/in/cafe.csv", line, UTF_8)).isEmpty();
        assertThat(CommandLineBytes.path("/in/caf\uFFFD.csv", line, US_ASCII)).hasValue(raw("/in", "caf%E9.csv"));
        assertThat(CommandLineBytes.path("/in/caf\uFFFD\uFFFD.csv", bytes(UTF_8, "/in/café.csv"), US_ASCII))
                .hasValue(Path.of("/in/café.csv"));
    }

    @Test
    void theCommandLineOfThisProcessIsShown() {
        String program = ProcessHandle.current().info().command().orElseThrow();
        assertThat(new String(CommandLineBytes.all().get(0), UTF_8))
                .endsWith(Path.of(program).getFileName().toString());
    }

    private static Path raw(String folder, String name) {
        return NameBytes.inRaw(Path.of(folder), name);
    }

    private static List<byte[]> bytes(Charset charset, String... arguments) {
        List<byte[]> bytes = new ArrayList<>();
        for (String argument : arguments) {
            bytes.add(argument.getBytes(charset));
        }
        return bytes;
    }
}
