package io.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameBytesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "plain%20name.csv, plain name.csv",
        "caf%C3%A9.csv, café.csv",
        "caf%E9.csv, caf%E9.csv",
        "%DA%A9%D8.csv, ک%D8.csv",
        "%FF%FE, %FF%FE",
        "%F0%9F%98%80, 😀",
        "%F0%9F%98, %F0%9F%98",
        "%ED%A0%80, %ED%A0%80",
        "%EF%BF%BD, \uFFFD",
        "100%25.csv, 100%.csv",
        "%25E9%E9, %E9%E9",
    })
    void aNameIsReadAsUtf8AndItsOtherBytesAreSpelledOut(String raw, String readable) throws IOException {
        Path file = Files.createFile(NameBytes.inRaw(folder, raw));
        Path found = only(folder);
        assertThat(found).isEqualTo(file);
        assertThat(NameBytes.readable(found)).isEqualTo(readable);
        assertThat(NameBytes.readablePath(found)).isEqualTo(folder + "/" + readable);
    }

    @Test
    void anyBytesOfANameLeadToTheFileAgainAndToThoseBesideIt() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] name = new byte[1 + random.nextInt(40)];
            random.nextBytes(name);
            for (int j = 0; j < name.length; j++) {
                name[j] = name[j] == 0 || name[j] == '/' ? (byte) 0xE9 : name[j];
            }
            if (name[0] == '.') {
                continue;
            }
            Path inside = Files.createDirectory(folder.resolve("folder " + i + "é"));
            StringBuilder escaped = new StringBuilder();
            for (byte b : name) {
                escaped.append(String.format("%%%02X", b & 0xFF));
            }
            Files.createFile(NameBytes.inRaw(inside, escaped.toString()));
            Path file = only(inside);

            assertThat(NameBytes.inRaw(inside, NameBytes.raw(file))).isEqualTo(file);
            Path beside = Files.createFile(NameBytes.beside(file, ".done"));
            assertThat(NameBytes.readable(beside)).isEqualTo(NameBytes.readable(file) + ".done");
            assertThat(beside.getParent()).isEqualTo(inside);
            // What is readable is the name of a file on every system, and stays as it is.
            Path readable = Files.createFile(NameBytes.in(inside, NameBytes.readable(file) + "-2"));
            assertThat(NameBytes.readable(readable)).isEqualTo(NameBytes.readable(file) + "-2");
        }
    }

    @Test
    void theBytesOfAPathLeadToItsFile() throws IOException {
        for (String raw : List.of("caf%E9.csv", "a%20b'c.csv", "%D9%86%D8%A7%D9%85")) {
            Path file = Files.createFile(NameBytes.inRaw(folder, raw));
            ProcessResult found = ProcessResult.of("sh", "-c", "ls -d \"$(printf '" + NameBytes.octal(file) + "')\"");
            assertThat(found.status()).isZero();
            byte[] path = found.out();
            assertThat(NameBytes.of(Arrays.copyOf(path, path.length - 1))).isEqualTo(file);
        }
    }

    private record ProcessResult(int status, byte[] out) {
        static ProcessResult of(String... command) throws IOException {
            Process process = new ProcessBuilder(command).start();
            byte[] out = process.getInputStream().readAllBytes();
            return new ProcessResult(process.onExit().join().exitValue(), out);
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
