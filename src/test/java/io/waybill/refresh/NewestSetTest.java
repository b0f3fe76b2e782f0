package io.waybill.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.folder.SettlingWatch;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestSetTest {
    private static final Instant MONDAY = Instant.parse("2016-09-05T01:00:00Z");
    private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private NewestSet newest(String... set) {
        return new NewestSet(
                new RefreshSource.Folder(
                        folder, "*.csv", List.of(set), RefreshSource.Limits.NONE, Duration.ofSeconds(20)),
                new SettlingWatch(Duration.ofMillis(200), Clock.systemUTC()),
                new Stopping());
    }

    private void write(String name, String text, Instant time) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static List<String> names(Path zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile packed = new ZipFile(zip.toFile())) {
            packed.stream().map(ZipEntry::getName).forEach(names::add);
        }
        return names;
    }

    @Test
    void theNewestWholeSetBecomesOneZipAndTheSameFilesTheSameZip() throws Exception {
        write("monday/data.xml", "old", MONDAY);
        write("monday/TblCover.csv", "old", MONDAY);
        write("tuesday/data.xml", "new", TUESDAY);
        write("tuesday/TblCover.csv", "new", TUESDAY);
        write("tuesday/extra.csv", "more", TUESDAY);
        write("tuesday/readme.txt", "no", TUESDAY);

        NewestSet.Found found = newest("data.xml", "Tbl*.csv").settled();

        assertThat(found.set().folder()).isEqualTo(folder.resolve("tuesday"));
        assertThat(found.notice()).isEmpty();
        Path first = folder.resolve("first.zip");
        Path again = folder.resolve("again.zip");
        assertThat(NewestSet.pack(found.set(), first)).isTrue();
        assertThat(names(first)).containsExactly("TblCover.csv", "data.xml", "extra.csv");
        Files.setLastModifiedTime(folder.resolve("tuesday/data.xml"), FileTime.from(Instant.now()));
        assertThat(NewestSet.pack(newest("data.xml").settled().set(), again)).isTrue();
        assertThat(again).hasSameBinaryContentAs(first);
    }

    @Test
    void aNewerSetThatLacksAFileIsPassedOverAndTold() throws Exception {
        write("monday/data.xml", "old", MONDAY);
        write("monday/TblCover.csv", "old", MONDAY);
        write("tuesday/data.xml", "new", TUESDAY);

        NewestSet.Found found = newest("data.xml", "TblCover.csv").settled();

        assertThat(found.set().folder()).isEqualTo(folder.resolve("monday"));
        assertThat(found.notice())
                .isEqualTo(folder.resolve("tuesday") + " is newer and was passed over: it lacks TblCover.csv.");
    }

    @Test
    void filesOfTheFolderItselfAreASetAsWell() throws Exception {
        write("data.xml", "new", TUESDAY);
        assertThat(newest("data.xml").settled().set().folder()).isEqualTo(folder);
    }

    @Test
    void withoutAWholeSetItIsToldWhatTheNewestLacks() throws Exception {
        assertThatThrownBy(() -> newest("data.xml").settled())
                .isInstanceOf(NothingFetchedException.class)
                .hasMessage("There is no whole set of data.xml in " + folder + ".");
        write("tuesday/TblCover.csv", "new", TUESDAY);
        assertThatThrownBy(() -> newest("data.xml").settled())
                .hasMessage("There is no whole set of data.xml in " + folder + ": " + folder.resolve("tuesday")
                        + " lacks data.xml.");
    }

    @Test
    void aFileOfTheSetThatGrowsWhileItIsPackedMakesNoZip() throws Exception {
        write("data.xml", "new", TUESDAY);
        NewestSet.Candidate set = newest("data.xml").settled().set();
        Files.delete(folder.resolve("data.xml"));
        Path zip = folder.resolve("set.zip");
        assertThat(NewestSet.pack(set, zip)).isFalse();
        assertThat(zip).doesNotExist();
    }

    @Test
    void aForgottenFileAndOneThatIsTooSmallAreNotDropped() throws Exception {
        write("data.xml", "12345", MONDAY);
        List<Path> files = List.of(folder.resolve("data.xml"));
        RefreshSource.Limits limits = new RefreshSource.Limits(Duration.ofHours(26), 5);
        String setting = "waybill.refresh.school.";
        assertThatCode(() -> FileLimits.require(limits, files, MONDAY.plus(Duration.ofHours(26)), setting))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> FileLimits.require(limits, files, MONDAY.plus(Duration.ofHours(100)), setting))
                .hasMessage(folder.resolve("data.xml") + " was last changed 4 days ago, which is more than 26 hours ("
                        + "waybill.refresh.school.oldest): nobody has brought a new one.");
        assertThatThrownBy(() -> FileLimits.require(new RefreshSource.Limits(null, 6), files, TUESDAY, setting))
                .hasMessage(folder.resolve("data.xml")
                        + " has 5 bytes, and a right one has at least 6 (waybill.refresh.school.smallest).");
    }
}
