package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.TestClock;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.NameBytes;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchPackerTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-03-04T10:00:00Z"));
    private final Target target =
            Target.at("sample", new TargetSettings("jdbc:postgresql://127.0.0.1:1/x", "guest", ""));
    private Path inbox;
    private BatchPacker gathering;

    @BeforeEach
    void open() throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        Outages outages = new Outages(new DataFolder(folder.resolve("data")), target, target::reach, clock);
        InboxFilter filter =
                new InboxFilter(Duration.ZERO, new IgnoredNames(List.of()), clock, new Stopping(), outages);
        filter.open();
        gathering = new BatchPacker(filter);
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void filesWhoseNamesAreNotTextGoIntoTheZipUnderReadableOnes() throws IOException {
        Files.writeString(NameBytes.inRaw(inbox, "caf%E9.csv"), "one");
        Files.writeString(inbox.resolve("caf%E9.csv"), "two");
        Files.writeString(inbox.resolve("کاربران.csv"), "three");

        List<Path> ready = gathering.ready(inbox);

        assertThat(ready).hasSize(1);
        try (ZipFile zip = new ZipFile(ready.get(0).toFile())) {
            List<String> files = zip.stream()
                    .map(each -> each.getName() + "=" + text(zip, each.getName()))
                    .toList();
            assertThat(files)
                    .isIn(
                            List.of("caf%E9.csv=one", "caf%E9 (2).csv=two", "کاربران.csv=three"),
                            List.of("caf%E9.csv=two", "caf%E9 (2).csv=one", "کاربران.csv=three"));
        }
        assertThat(names(inbox))
                .containsExactlyInAnyOrder(
                        NameBytes.readable(ready.get(0)), NameBytes.readable(ready.get(0)) + ".done");
    }

    @Test
    void theOptionsOfAFileWhoseNameIsNotTextCount() throws IOException {
        Path odd = Files.writeString(NameBytes.inRaw(inbox, "caf%E9.csv"), "one");
        Files.writeString(NameBytes.beside(odd, ".options"), "preview=true");
        Path other = Files.writeString(inbox.resolve("b.csv"), "two");

        assertThat(gathering.ready(inbox)).containsExactlyInAnyOrder(odd, other);
    }

    @Test
    void oneFileThatCannotBeMovedDoesNotKeepTheOthersBack() throws Exception {
        Path stuck = Files.writeString(inbox.resolve("a.csv"), "one");
        Files.writeString(inbox.resolve("a.csv.options"), "again=true");
        Files.writeString(inbox.resolve("a.csv.done"), "");
        Files.writeString(inbox.resolve("b.csv.options"), "again=true");
        Files.writeString(inbox.resolve("c.csv.options"), "again=true");
        Path other = Files.writeString(inbox.resolve("b.csv"), "two");
        Files.writeString(inbox.resolve("c.csv"), "three");
        assumeTrue(chattr("+i", stuck), "chattr +i is for an administrator on Linux, on a file system that knows it");
        try {
            assertThatThrownBy(() -> gathering.ready(inbox))
                    .isInstanceOf(StuckFileException.class)
                    .hasMessageContaining("may not move " + stuck)
                    .hasMessageContaining("sudo chattr -i " + stuck);
            assertThat(names(inbox))
                    .containsExactlyInAnyOrder(
                            "a.csv", "a.csv.options", "a.csv.done", "b.csv", "b.csv.options", "c.csv", "c.csv.options");

            assertThat(gathering.ready(inbox).stream().map(NameBytes::readable)).containsExactly("b and 1 other.zip");
            assertThat(other).doesNotExist();
        } finally {
            chattr("-i", stuck);
        }
        clock.advance(Duration.ofSeconds(30));
        assertThat(gathering.ready(inbox).stream().map(NameBytes::readable))
                .as("once it can be moved it is a drop")
                .contains("a.csv");
    }

    @Test
    void afterACrashNoFileIsTakenWithoutItsOptions() throws IOException {
        Path hidden = Files.createDirectory(inbox.resolve(".gathering-1"));
        Files.writeString(hidden.resolve("a.csv"), "one");
        Files.writeString(hidden.resolve("a.csv.options"), "preview=true");
        Path odd = Files.writeString(NameBytes.inRaw(inbox, "b%E9.csv"), "two");
        Files.writeString(NameBytes.beside(hidden.resolve(odd.getFileName()), ".options"), "preview=true");
        Files.writeString(hidden.resolve("b.csv.options"), "preview=true");
        Files.writeString(hidden.resolve(".together.zip"), "PK");

        assertThat(gathering.ready(inbox)).hasSize(1);

        assertThat(names(inbox))
                .containsExactlyInAnyOrder(
                        "a and 1 other.zip", "a and 1 other.zip.options", "a and 1 other.zip.done", "b.csv.options");
        assertThat(inbox.resolve("a and 1 other.zip.options")).hasContent("preview=true");
    }

    private static boolean chattr(String what, Path file) throws Exception {
        return new ProcessBuilder("chattr", what, file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static String text(ZipFile zip, String name) {
        try (var in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(NameBytes::readable).toList();
        }
    }
}
