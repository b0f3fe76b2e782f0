package io.waybill.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator may do everything: the sentences are asked for by another account, which takes an administrator. */
class MissingRightTest {
    private static final String OTHER = "65534";

    @TempDir
    private Path folder;

    private Path classes;
    private String owner;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/bin/setpriv")),
                "needs an administrator on Linux, who becomes another account");
        mode(folder, "rwxr-xr-x");
        classes = Files.createDirectory(folder.resolve("classes"));
        for (Class<?> each : List.of(MissingRight.class, NameBytes.class, Asked.class)) {
            copy(each);
        }
        Path right =
                Files.createDirectories(classes.resolve("io/waybill/model")).resolve("MissingRight$Right.class");
        try (var in = MissingRight.class.getResourceAsStream("MissingRight$Right.class")) {
            Files.copy(in, right);
        }
        owner = Files.getOwner(folder).getName();
    }

    /** Prints what the class says. */
    public static final class Asked {
        private Asked() {}

        /** @param arguments read or write, then a path */
        public static void main(String[] arguments) {
            Path path = Path.of(arguments[1]);
            System.out.print(
                    switch (arguments[0]) {
                        case "read" -> MissingRight.toRead(path).orElse("none");
                        case "write" -> MissingRight.toWriteInto(path).orElse("none");
                        default -> MissingRight.toMove(path);
                    });
        }
    }

    @Test
    void theSentenceNamesTheRightTheOwnerAndTheCommand() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Path file = Files.writeString(inbox.resolve("it's.csv"), "x");
        mode(file, "rw-------");
        mode(inbox, "rwxr-xr-x");

        assertThat(ask("read", file))
                .isEqualTo("The account nobody may not read " + file + ", which belongs to " + owner
                        + " (rw-------): sudo chown nobody '" + file.toString().replace("'", "'\\''") + "'");
        assertThat(ask("write", inbox))
                .isEqualTo("The account nobody may not write into " + inbox + ", which belongs to " + owner
                        + " (rwxr-xr-x): sudo chown -R nobody " + inbox);
        mode(inbox, "rwx------");
        assertThat(ask("read", file))
                .as("the folder comes first")
                .isEqualTo("The account nobody may not enter " + inbox + ", which belongs to " + owner
                        + " (rwx------): sudo chmod o+x " + inbox);
        assertThat(ask("read", inbox)).contains("may not list " + inbox);
    }

    @Test
    void theCommandMendsIt() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("in box"));
        Path file = Files.writeString(inbox.resolve("a.csv"), "x");
        mode(file, "rw-------");
        mode(inbox, "rwx------");
        for (int i = 0; i < 3 && !ask("read", file).equals("none"); i++) {
            String sentence = ask("read", file);
            String command = sentence.substring(sentence.lastIndexOf(": ") + 2).replace("sudo ", "");
            assertThat(run("sh", "-c", command.replace(" nobody ", " " + OTHER + " ")))
                    .as(command)
                    .isEmpty();
        }
        assertThat(ask("read", file)).isEqualTo("none");
        assertThat(run("chown", OTHER, inbox.toString(), file.toString())).isEmpty();
        mode(file, "---------");
        assertThat(ask("read", file)).endsWith("(---------): chmod u+r '" + file + "'");
        mode(inbox, "r-x------");
        assertThat(ask("write", inbox)).endsWith("(r-x------): chmod u+rwx '" + inbox + "'");
    }

    @Test
    void withAllRightsThereIsNothingToSay() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "x");
        mode(file, "rw-r--r--");
        assertThat(ask("read", file)).isEqualTo("none");
        assertThat(ask("read", folder.resolve("missing.csv"))).isEqualTo("none");
        assertThat(MissingRight.toRead(file)).isEmpty();
        assertThat(MissingRight.toWriteInto(folder)).isEmpty();
        assertThat(ask("move", file)).endsWith("if it is marked as immutable");
        mode(folder, "rwxrwxrwx");
        assertThat(run("chmod", "+t", folder.toString())).isEmpty();
        assertThat(ask("move", file)).endsWith(": sudo chown nobody " + file);
    }

    private void copy(Class<?> each) throws IOException {
        String name = each.getName().replace('.', '/') + ".class";
        Path place = classes.resolve(name);
        Files.createDirectories(place.getParent());
        try (var in = each.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, place);
        }
    }

    private String ask(String right, Path path) throws Exception {
        return run(
                "setpriv",
                "--reuid=" + OTHER,
                "--regid=" + OTHER,
                "--clear-groups",
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                Asked.class.getName(),
                right,
                path.toString());
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
