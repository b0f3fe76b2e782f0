package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestClock;
import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.folder.DataFolder;
import io.waybill.folder.UnusableFolderException;
import io.waybill.folder.WorkFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.intake.Outage.Place;
import io.waybill.model.DropChangedException;
import io.waybill.model.FeedName;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class OutagesTest {
    private static final Instant START = Instant.parse("2026-03-06T17:00:00Z");
    private static final IOException FULL = new FileSystemException("x", null, "No space left on device");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(START);
    private DataFolder data;
    private Target target;
    private Outages outages;

    @BeforeEach
    void begin(TestDatabase database) {
        data = new DataFolder(folder.resolve("data"));
        data.make();
        target = Target.open("sample", database.settings());
        outages = new Outages(data, target, target::reach, clock);
    }

    @AfterEach
    void end() {
        target.close();
    }

    @Test
    void aHinderedDropThatStaysInItsWorkFolderIsNotOvertakenByLaterOnesOfItsFeed() throws IOException {
        FeedName feed = new FeedName("sample", "items");
        WorkFolder work = WorkFolder.of(data, 7);
        work.make();
        work.write(new WorkFolder.Note(feed, false, "first.csv"));
        Instant earlier = START.minusSeconds(20);
        Files.setLastModifiedTime(Files.writeString(work.original("first.csv"), "1"), FileTime.from(earlier));
        Path later = file(data.inbox(feed), earlier.plusSeconds(1));
        Path before = file(data.inbox(feed).resolve("preview"), earlier.minusSeconds(1));
        Path elsewhere = file(data.inbox(new FeedName("sample", "others")), earlier.plusSeconds(1));

        outages.met(FULL, data.work(7));

        assertThat(outages.isBehindAnother(later)).isTrue();
        assertThat(outages.isBehindAnother(before)).isFalse();
        assertThat(outages.isBehindAnother(elsewhere)).isFalse();
        outages.ended(data.work(7));
        assertThat(outages.isBehindAnother(later)).isFalse();
    }

    private static Path file(Path folder, Instant modified) throws IOException {
        Path file = Files.createDirectories(folder).resolve("items.csv");
        Files.setLastModifiedTime(Files.writeString(file, "2"), FileTime.from(modified));
        return file;
    }

    @Test
    void aTargetThatIsAwayIsTriedAgainAfterLongerAndLongerPausesUntilItIsBack(
            TestDatabase database, TestServer server) {
        server.shut(database);
        assertThat(outages.met(new SQLException("gone", "08006"), null)).isPresent();
        assertThat(outages.mayClaim()).isFalse();

        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Instant next = outages.of(Place.TARGET).orElseThrow().nextTry();
            pauses.add(Duration.between(clock.instant(), next).toSeconds());
            clock.advance(Duration.between(clock.instant(), next).minusMillis(1));
            assertThat(outages.tryAgain()).isFalse();
            assertThat(outages.of(Place.TARGET).orElseThrow().nextTry()).isEqualTo(next);
            clock.advance(Duration.ofMillis(1));
            assertThat(outages.tryAgain()).isFalse();
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        Outage outage = outages.of(Place.TARGET).orElseThrow();
        assertThat(outage.since()).isEqualTo(START);
        assertThat(outage.reason()).startsWith("The database 127.0.0.1:").contains(database.name());
        assertThat(outages.now()).containsExactly(outage);

        server.open(database);
        clock.advance(Duration.ofSeconds(30));
        assertThat(outages.tryAgain())
                .as("what stands unfinished is taken up at once")
                .isTrue();
        assertThat(outages.now()).isEmpty();
        outages.opened();
        assertThat(outages.tryAgain()).isFalse();
    }

    @Test
    void aDropThatIsHinderedWaitsLongerEachTime() throws IOException {
        Path drop = Files.createFile(data.root().resolve("inbox/a.txt"));
        for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            outages.met(FULL, drop);
            assertThat(outages.mayClaim()).isTrue();
            assertThat(outages.nextTry(drop)).isEqualTo(clock.instant().plusSeconds(pause));
            clock.advance(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(outages.isDue(drop)).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(outages.isDue(drop)).isTrue();
        }
        assertThat(outages.of(Place.FOLDERS))
                .contains(new Outage(
                        Place.FOLDERS, "The file x cannot be used: No space left on device.", START, clock.instant()));
        Path work = data.work(7);
        outages.follow(drop, work);
        outages.ended(work);
        assertThat(outages.now()).isEmpty();
        outages.met(FULL, drop);
        assertThat(outages.nextTry(drop)).isEqualTo(clock.instant().plusSeconds(1));
    }

    @Test
    void laterDropsOfAFeedDoNotOvertakeOneThatIsHindered() throws IOException {
        FeedName feed = new FeedName("sample", "letters");
        data.make(feed);
        Path first = dropped(data.inbox(feed).resolve("b.txt"), 10);
        Path hindered = dropped(data.inbox(feed).resolve("c.txt"), 20);
        Path sameTime = dropped(data.inbox(feed).resolve("d.txt"), 20);
        Path preview = dropped(data.inbox(feed).resolve("preview/a.txt"), 30);
        Path elsewhere = dropped(data.root().resolve("inbox/sample/x.txt"), 30);
        outages.met(FULL, hindered);

        assertThat(List.of(first, hindered, elsewhere)).noneMatch(outages::isBehindAnother);
        assertThat(List.of(sameTime, preview)).allMatch(outages::isBehindAnother);

        outages.met(new DropChangedException("b.txt"), first);
        assertThat(outages.isBehindAnother(hindered))
                .as("what still changes is not yet dropped")
                .isFalse();
        Files.delete(hindered);
        assertThat(outages.isBehindAnother(sameTime)).isFalse();
    }

    @Test
    void nothingIsClaimedAfterAnOutageBeforeWhatItCutOffIsTakenUp() {
        outages.met(new SQLException("gone", "08006"), null);
        outages.opened();
        assertThat(outages.mayClaim()).isFalse();
        outages.reached();
        assertThat(outages.mayClaim()).isFalse();
        outages.opened();
        assertThat(outages.mayClaim()).isTrue();
    }

    private static Path dropped(Path file, int second) throws IOException {
        Files.writeString(file, "hello");
        return Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(second)));
    }

    @Test
    void aTroubleIsOverWhenTheDropThatMetItWasTakenAway() throws IOException {
        Path drop = Files.createFile(data.root().resolve("inbox/a.txt"));
        outages.met(FULL, drop);
        clock.advance(Duration.ofSeconds(10));
        outages.tryAgain();
        assertThat(outages.now()).hasSize(1);
        Files.delete(drop);
        outages.tryAgain();
        assertThat(outages.now()).isEmpty();
    }

    @Test
    void anEndedDropWhoseFilesCannotFollowIsTakenUpWhenItsTimeHasCome() {
        Path work = data.work(7);
        DataFolder.makePrivate(work);
        outages.met(FULL, work);
        assertThat(outages.tryAgain()).isFalse();
        assertThat(outages.isDue(work)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(outages.tryAgain()).isTrue();
        assertThat(outages.isDue(work)).isTrue();
    }

    @Test
    void whatIsTheTargetsOrTheMachinesIsToldFromWhatIsTheDrops() {
        for (String away : List.of("08006", "08001", "57P01", "57P03")) {
            assertThat(kind(new SQLException("x", away))).as(away).isEqualTo(Hindrance.Kind.TARGET_AWAY);
        }
        for (String unable : List.of("53100", "53300", "58030", "25006", "55P03", "40P01")) {
            assertThat(kind(new IllegalStateException(new SQLException("x", unable))))
                    .as(unable)
                    .isEqualTo(Hindrance.Kind.TARGET_UNABLE);
        }
        for (String own : List.of("23505", "22001", "42703", "57014", "XX000", "42501")) {
            assertThat(kind(new SQLException("x", own))).as(own).isNull();
        }
        assertThat(kind(new AccessDeniedException("x"))).isEqualTo(Hindrance.Kind.FOLDERS);
        assertThat(kind(new UnusableFolderException("The folder x cannot be written to.", null)))
                .isEqualTo(Hindrance.Kind.FOLDERS);
        assertThat(kind(new FileSystemException("a".repeat(300) + ".csv", null, "File name too long")))
                .isNull();
        assertThat(kind(new NoSuchFileException("x"))).isNull();
        assertThat(kind(new EOFException("x"))).isNull();
        assertThat(kind(new IOException("what a reader says of a file"))).isNull();
        assertThat(kind(new BrokenFileException(Fault.ofFile(Position.of("x"), "r", "f", "e", "a"))))
                .isNull();
        assertThat(kind(new DropChangedException("x"))).isEqualTo(Hindrance.Kind.CHANGED);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFullIsKnownWhateverTheLanguageOfTheMachine() throws IOException {
        try (var full = Files.newOutputStream(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            full.write(1);
            throw new AssertionError("/dev/full took it");
        } catch (IOException e) {
            assertThat(kind(e)).isEqualTo(Hindrance.Kind.FOLDERS);
        }
        try (var full = java.nio.channels.FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            full.write(java.nio.ByteBuffer.allocate(1));
            throw new AssertionError("/dev/full took it");
        } catch (IOException e) {
            assertThat(kind(e)).isEqualTo(Hindrance.Kind.FOLDERS);
        }
    }

    private Hindrance.Kind kind(Throwable failure) {
        return Hindrance.of(failure, target).map(Hindrance::kind).orElse(null);
    }
}
