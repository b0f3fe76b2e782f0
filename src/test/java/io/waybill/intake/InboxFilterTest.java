package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboxFilterTest {
    private static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

    private static final IgnoredNames IGNORED = new IgnoredNames(List.of("*.bak", "copy of ?.txt"));

    @TempDir
    private Path inbox;

    private final TestClock clock = new TestClock(START);
    private final Stopping stopping = new Stopping();
    private final Target target =
            Target.at("sample", new TargetSettings("jdbc:postgresql://127.0.0.1:1/x", "guest", ""));
    private Outages outages;
    private InboxFilter filter;

    @BeforeEach
    void open() {
        outages = new Outages(new DataFolder(inbox.resolve("data")), target, target::reach, clock);
        filter = new InboxFilter(Duration.ofSeconds(2), IGNORED, clock, stopping, outages);
        filter.open();
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void aFileIsTakenWhenItHasNotChangedForAWhile() throws IOException {
        Path file = written("a.txt", "one", START);
        assertThat(accepts(file)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        written("a.txt", "one and more", START.plusSeconds(1));
        assertThat(accepts(file)).isFalse();
        assertThat(accepts(file)).isFalse();
        clock.advance(Duration.ofMillis(1_900));
        assertThat(accepts(file)).isFalse();
        clock.advance(Duration.ofMillis(100));
        assertThat(accepts(file)).isTrue();
        assertThat(accepts(file)).isTrue();
    }

    @Test
    void anOldTimeStampDoesNotProveThatAFileIsComplete() throws IOException {
        // As cp -p, rsync -t and unzip leave it while they write.
        Instant old = START.minusSeconds(86_400);
        Path file = written("a.txt", "row 1\n", old);
        for (int row = 2; row < 6; row++) {
            assertThat(accepts(file)).isFalse();
            clock.advance(Duration.ofMillis(1_500));
            assertThat(accepts(file)).isFalse();
            written("a.txt", "row " + row + "\n", old);
        }
        assertThat(settles(file)).isTrue();
    }

    @Test
    void afterTheTimeStampWasSetBackTheFileHasToSettleAnew() throws IOException {
        Path file = written("a.txt", "one", START);
        assertThat(accepts(file)).isFalse();
        assertThat(accepts(file)).isFalse();
        clock.advance(Duration.ofSeconds(2));
        written("a.txt", "two", START);
        assertThat(accepts(file)).isFalse();
        assertThat(settles(file)).isTrue();
    }

    @Test
    void aFileThatTakesThePlaceOfASettledOneHasToSettleToo() throws IOException {
        Path file = written("a.txt", "one", START);
        assertThat(settles(file)).isTrue();
        Files.move(written("b", "two", START), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(accepts(file)).isFalse();
        assertThat(settles(file)).isTrue();
    }

    @Test
    void aFileThatWasMovedInOrIsEmptyHasToSettleToo() throws IOException {
        for (Path file : List.of(
                written("a.txt", "one", START.minusSeconds(60)), written("empty.txt", "", START.minusSeconds(60)))) {
            assertThat(accepts(file)).isFalse();
            assertThat(settles(file)).isTrue();
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepAFileForEver() throws IOException {
        Path file = written("a.txt", "one", START);
        assertThat(accepts(file)).isFalse();
        assertThat(accepts(file)).isFalse();
        clock.advance(Duration.ofHours(-1));
        assertThat(accepts(file)).isFalse();
        assertThat(settles(file)).isTrue();
    }

    @Test
    void whatHasNotBeenLookedAtForLongHasToSettleAnew() throws IOException {
        Path file = written("a.txt", "one", START);
        Path other = written("b.txt", "two", START);
        assertThat(settles(file)).isTrue();
        for (int minute = 0; minute < 15; minute++) {
            clock.advance(Duration.ofMinutes(1));
            accepts(other);
        }
        assertThat(accepts(other)).isTrue();
        assertThat(accepts(file)).isFalse();
        assertThat(settles(file)).isTrue();
    }

    @Test
    void withoutASettlingTimeAFileIsTakenAtOnce() throws IOException {
        filter = new InboxFilter(Duration.ZERO, IGNORED, clock, stopping, outages);
        filter.open();
        assertThat(accepts(written("a.txt", "one", START))).isTrue();
    }

    @Test
    void aFileWithDoneBesideItIsTakenAtOnce() throws IOException {
        Path file = written("a.txt", "one", START);
        written("a.txt.done", "", START);
        assertThat(accepts(file)).isTrue();
    }

    @Test
    void aFileFromAMachineWhoseClockIsAheadIsTakenWhenItStaysTheSame() throws IOException {
        Path file = written("a.txt", "one", START.plusSeconds(3_600));
        assertThat(accepts(file)).isFalse();
        assertThat(settles(file)).isTrue();
    }

    @Test
    void whatTheSettingsNameIsLeftAloneUnlessItIsMarkedAsADrop() throws IOException {
        assertThat(settles(written("a.txt.BAK", "one", START))).isFalse();
        assertThat(settles(written("Copy of a.txt", "one", START))).isFalse();
        assertThat(settles(written("Copy of ab.txt", "one", START))).isTrue();
        assertThat(settles(written("a.bak.txt", "one", START))).isTrue();
        Path marked = written("b.bak", "one", START);
        written("b.bak.options", "", START);
        assertThat(settles(marked)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\351.csv", "\\377\\376.csv", "n\\303.csv"})
    void aFileWhoseNameIsNotTextIsADropAsTheOthers(String octal) throws Exception {
        ProcessBuilder make = new ProcessBuilder("sh", "-c", "printf one > \"$(printf '" + octal + "')\"");
        assertThat(make.directory(inbox.toFile()).start().waitFor()).isZero();
        Path odd = filter.claimable(inbox).get(0);
        Path other = written("b.csv", "two", START);

        assertThat(filter.claimable(inbox)).containsExactlyInAnyOrder(odd, other);
        assertThat(settles(other)).isTrue();
        assertThat(accepts(odd)).isFalse();
        Files.createFile(NameBytes.beside(odd, ".done"));
        assertThat(accepts(odd)).isTrue();
        Files.createFile(NameBytes.beside(odd, ".options"));
        Files.createFile(NameBytes.beside(odd, ".OPTIONS.TXT"));
        assertThat(accepts(odd)).as("it is not clear which options are its").isFalse();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path file = written("a.txt", "one", START.minusSeconds(60));
        assertThat(accepts(Files.createSymbolicLink(inbox.resolve("link.txt"), file)))
                .isFalse();
        Path folder = Files.createDirectory(inbox.resolve("elsewhere"));
        written("elsewhere/b.txt", "two", START.minusSeconds(60));
        assertThat(filter.claimable(Files.createSymbolicLink(inbox.resolve("preview"), folder)))
                .isEmpty();
        assertThat(accepts(folder)).isFalse();
    }

    @Test
    void nothingIsTakenBeforeTheStartIsDoneWhenStoppingAndWhileTheTargetIsAway() throws IOException {
        Path file = written("a.txt", "one", START.minusSeconds(60));
        assertThat(new InboxFilter(Duration.ofSeconds(2), IGNORED, clock, stopping, outages).isReady(file))
                .isFalse();
        outages.met(new SQLException("away", "08001"), null);
        assertThat(accepts(file)).isFalse();
        outages.reached();
        assertThat(accepts(file)).isFalse();
        filter.open();
        assertThat(settles(file)).isTrue();
        filter.postpone(file);
        assertThat(accepts(file)).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(accepts(file)).isTrue();
        stopping.request();
        assertThat(accepts(file)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt.options.txt, false",
        "A.TXT.OPTIONS, false",
        "a.options, true",
        "A.Options.txt, true",
        "b.txt.options, true",
    })
    void aDropWaitsWhileItIsUnclearWhichOptionsAreIts(String options, boolean alone) throws IOException {
        Path file = written("a.txt", "one", START);
        written("a.txt.done", "", START);
        Path other = written(options, "preview=true", START);
        boolean nearly = !options.startsWith("b.");
        assertThat(accepts(file)).isEqualTo(!alone || !nearly);

        Path own = written("a.txt.options", "preview=true", START);
        assertThat(accepts(file)).isEqualTo(alone);
        Files.delete(other);
        assertThat(accepts(file)).isTrue();
        Files.delete(own);
        assertThat(accepts(file)).isTrue();
    }

    private Path written(String name, String text, Instant modified) throws IOException {
        Path file = Files.writeString(inbox.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    /** Whether it is taken after two looks and the settling time. */
    private boolean settles(Path file) {
        accepts(file);
        accepts(file);
        clock.advance(Duration.ofSeconds(2));
        return accepts(file);
    }

    private boolean accepts(Path file) {
        return filter.isReady(file);
    }
}
