package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestClock;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.PackedFolder;
import io.waybill.model.FeedName;
import io.waybill.model.FileStamp;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in an inbox: those with a mark beside them become zips. */
class FolderPackingTest {
    private static final FeedName FEED = new FeedName("sample", "letters");
    private static final Duration SETTLE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-03-04T10:00:00Z"));
    private final Target target =
            Target.at("sample", new TargetSettings("jdbc:postgresql://127.0.0.1:1/x", "guest", ""));
    private Path inbox;
    private Inboxes inboxes;

    @BeforeEach
    void open() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        inbox = Files.createDirectories(data.inbox(FEED));
        Files.createDirectory(inbox.resolve(DataFolder.PREVIEW));
        Outages outages = new Outages(data, target, target::reach, clock);
        InboxFilter filter = new InboxFilter(SETTLE, new IgnoredNames(List.of()), clock, new Stopping(), outages);
        filter.open();
        inboxes = new Inboxes(data, List.of(FEED), filter, outages);
    }

    @AfterEach
    void close() {
        target.close();
    }

    private Optional<Path> next() throws IOException {
        return inboxes.next(FEED).map(WaitingFile::path);
    }

    private Path dropped(String name) throws IOException {
        Path drop = Files.createDirectories(inbox.resolve(name));
        Files.writeString(drop.resolve("b.csv"), "two");
        Files.createDirectory(drop.resolve("parts"));
        Files.writeString(drop.resolve("parts/a.csv"), "one");
        return drop;
    }

    /** Marks a folder when everything in it is older than the mark, as far as the file system can tell. */
    private void marked(Path drop) {
        Path mark = drop.resolveSibling(drop.getFileName() + ".done");
        await().until(() -> {
            Files.writeString(mark, Files.exists(mark) ? Files.readString(mark) + "." : "");
            return PackedFolder.of(drop).changed().compareTo(FileStamp.of(mark).changed()) < 0;
        });
    }

    private static Map<String, String> contents(Path zip) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                contents.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes()));
            }
        }
        return contents;
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFolderThatIsMarkedBecomesAZipAtOnceWithWhatIsInFoldersInIt() throws IOException {
        Path drop = dropped("set");
        Files.writeString(inbox.resolve("set.options"), "start=2016-09-12");
        marked(drop);

        Path zip = next().orElseThrow();

        assertThat(zip).hasFileName("set.zip");
        assertThat(contents(zip)).isEqualTo(Map.of("b.csv", "two", "parts/a.csv", "one"));
        assertThat(names(inbox)).containsExactly("preview", "set.zip", "set.zip.done", "set.zip.options");
        assertThat(Files.readString(inbox.resolve("set.zip.options"))).isEqualTo("start=2016-09-12");
        assertThat(PackedFolder.described(zip).orElseThrow())
                .isEqualTo(
                        "The folder set was packed into this zip. It held 2 files with 6 bytes: b.csv, parts/a.csv.");
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        marked(dropped("set"));
        byte[] first = Files.readAllBytes(next().orElseThrow());
        Files.delete(inbox.resolve("set.zip"));
        Files.delete(inbox.resolve("set.zip.done"));
        marked(dropped("set"));
        assertThat(Files.readAllBytes(next().orElseThrow())).isEqualTo(first);
    }

    @Test
    void aMarkThatIsThereBeforeTheFolderDoesNotHurryIt() throws IOException {
        Files.createFile(inbox.resolve("set.done"));
        assertThat(next()).isEmpty();
        Path drop = dropped("set");
        assertThat(next()).isEmpty();
        clock.advance(SETTLE.minusSeconds(1));
        Files.writeString(drop.resolve("c.csv"), "three");
        assertThat(next()).isEmpty();
        clock.advance(SETTLE.minusSeconds(1));
        assertThat(next()).isEmpty();
        clock.advance(SETTLE);
        assertThat(contents(next().orElseThrow())).containsKeys("b.csv", "c.csv");
    }

    @Test
    void filesThatComeAfterTheMarkAreWaitedFor() throws IOException {
        Path drop = dropped("set");
        marked(drop);
        await().until(() -> {
            Files.writeString(drop.resolve("late.csv"), "late");
            return PackedFolder.of(drop)
                            .changed()
                            .compareTo(FileStamp.of(inbox.resolve("set.done")).changed())
                    > 0;
        });
        assertThat(next()).isEmpty();
        clock.advance(SETTLE);
        assertThat(contents(next().orElseThrow())).containsKey("late.csv");
    }

    @Test
    void aFolderWithoutAMarkWaitsForItAndIsRefusedAfterALongTime() throws IOException {
        Path drop = dropped("set");
        for (int i = 0; i < 4; i++) {
            assertThat(next()).isEmpty();
            clock.advance(Duration.ofMinutes(2));
        }
        Files.writeString(drop.resolve("c.csv"), "three");
        for (int i = 0; i < 5; i++) {
            assertThat(next()).isEmpty();
            clock.advance(Duration.ofMinutes(2));
        }
        assertThat(next()).contains(drop);
    }

    @Test
    void aMarkThatIsTakenAwayIsNoMark() throws IOException {
        Path drop = dropped("set");
        Files.createFile(inbox.resolve("set.done"));
        Files.delete(inbox.resolve("set.done"));
        assertThat(next()).isEmpty();
        clock.advance(SETTLE.multipliedBy(2));
        assertThat(next()).isEmpty();
        assertThat(drop).isDirectory();
        marked(drop);
        clock.advance(SETTLE);
        assertThat(next()).isPresent();
    }

    @Test
    void emptyFoldersAndFoldersWithLinksAreNotPackedButRefused() throws IOException {
        Path empty = Files.createDirectories(inbox.resolve("empty/nothing")).getParent();
        marked(empty);
        assertThat(PackedFolder.of(empty).fault()).contains("an empty folder");
        assertThat(next()).isEmpty();
        clock.advance(SETTLE);
        assertThat(next()).contains(empty);
        Files.move(empty, folder.resolve("away"));
        Files.delete(inbox.resolve("empty.done"));

        Path linked = dropped("linked");
        Files.createSymbolicLink(linked.resolve("parts/secret"), folder.resolve("away"));
        marked(linked);
        assertThat(PackedFolder.of(linked).fault()).contains("a folder with a symbolic link, parts/secret");
        assertThat(next()).isEmpty();
        clock.advance(SETTLE);
        assertThat(next()).contains(linked);
        assertThat(names(inbox)).noneMatch(name -> name.endsWith(".zip"));
    }

    @Test
    void aLinkToAFolderIsNoFolder() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("a.csv"), "one");
        Path link = Files.createSymbolicLink(inbox.resolve("link"), elsewhere);
        Files.createFile(inbox.resolve("link.done"));
        assertThat(next()).isEmpty();
        clock.advance(SETTLE);
        assertThat(next()).contains(link);
        assertThat(elsewhere.resolve("a.csv")).exists();
    }

    @Test
    void thePreviewFolderTakesFoldersAsWell() throws IOException {
        Path drop = Files.createDirectory(inbox.resolve("preview/set"));
        Files.writeString(drop.resolve("a.csv"), "one");
        marked(drop);
        assertThat(inboxes.next(FEED).orElseThrow().preview()).isTrue();
        assertThat(inbox.resolve("preview")).isDirectory();
    }

    @Test
    void whatACrashCutOffIsPutBackOrCompleted() throws IOException {
        // Taken, not packed.
        Path hidden = Files.createDirectory(inbox.resolve(".packing-1"));
        Files.move(dropped("one"), hidden.resolve("one"));
        Files.writeString(hidden.resolve("one.options"), "again=true");
        Files.createFile(hidden.resolve("one.done"));
        Files.writeString(hidden.resolve(".packed.zip"), "half");
        // Its zip is in its place, the rest was not yet deleted.
        Path placed = Files.createDirectory(inbox.resolve(".packing-2"));
        Files.move(dropped("two"), placed.resolve("two"));
        Files.createFile(placed.resolve(".placing"));

        assertThat(next()).isEmpty();
        assertThat(names(inbox)).containsExactly("one", "one.done", "one.options", "preview");
        Optional<Path> zip = next();
        for (int i = 0; i < 2 && zip.isEmpty(); i++) {
            clock.advance(SETTLE);
            zip = next();
        }
        assertThat(zip.orElseThrow()).hasFileName("one.zip");
        assertThat(Files.readString(inbox.resolve("one.zip.options"))).isEqualTo("again=true");
    }
}
