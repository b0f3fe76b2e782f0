package io.waybill.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.folder.SettlingWatch;
import io.waybill.model.StoppedException;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestFileTest {
    private static final Duration SETTLE = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Stopping stopping = new Stopping();

    @TempDir
    private Path folder;

    private NewestFile newest(Duration timeout) {
        return new NewestFile(
                new RefreshSource.Folder(folder, "*.dump*", List.of(), RefreshSource.Limits.NONE, timeout),
                new SettlingWatch(SETTLE, Clock.systemUTC()),
                stopping);
    }

    private Path written(String name, String text, Instant time) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(time));
        return file;
    }

    /** Appends to a file, again and again, each time within the settling time. */
    private static CompletableFuture<Void> growing(Path file, int times) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < times; i++) {
                    Files.writeString(file, "more\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    Thread.sleep(SETTLE.toMillis() / 4);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aFileThatIsStillWrittenToIsTakenWholeOnceItHasSettled() throws Exception {
        written("older.dump", "old", Instant.EPOCH);
        CompletableFuture<Void> writer = growing(folder.resolve("newer.dump"), 12);
        while (!Files.exists(folder.resolve("newer.dump"))) {
            Thread.onSpinWait();
        }

        Path settled = newest(LONG).settled();

        assertThat(settled).isEqualTo(folder.resolve("newer.dump"));
        assertThat(writer).isDone();
        assertThat(settled).hasContent("more\n".repeat(12));
        Path copy = folder.resolve("copy");
        assertThat(NewestFile.copy(settled, copy)).isTrue();
        assertThat(copy).hasSameBinaryContentAs(settled);
    }

    @Test
    void aNewerFileThatComesMeanwhileTakesItsPlace() throws Exception {
        written("first.dump", "one", Instant.parse("2026-01-01T00:00:00Z"));
        CompletableFuture<Path> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return newest(LONG).settled();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Path second = written("second.dump", "two", Instant.parse("2026-01-02T00:00:00Z"));

        assertThat(waiting.get()).isEqualTo(second);
    }

    @Test
    void whatIsNoDropIsNotTakenHoweverNewItIs() throws Exception {
        Path dump = written("a.dump", "one", Instant.parse("2026-01-01T00:00:00Z"));
        for (String other : new String[] {"b.dump.part", "a.dump.done", "a.dump.options", "c.dump~", ".d.dump"}) {
            written(other, "other", Instant.parse("2026-01-02T00:00:00Z"));
        }

        assertThat(newest(LONG).settled()).isEqualTo(dump);
    }

    @Test
    void itIsToldWhenThereIsNoFileOrWhenOneNeverSettles() throws Exception {
        assertThatThrownBy(() -> newest(LONG).settled())
                .isInstanceOf(NothingFetchedException.class)
                .hasMessage("There is no file *.dump* in " + folder + ".");

        Path file = folder.resolve("endless.dump");
        CompletableFuture<Void> writer = growing(file, 40);
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> newest(Duration.ofSeconds(1)).settled())
                .isInstanceOf(NothingFetchedException.class)
                .hasMessage(file + " was still written to after 1 s.");
        writer.get();
    }

    @Test
    void aStopBreaksTheWaitingOff() throws Exception {
        written("a.dump", "one", Instant.EPOCH);
        stopping.breakOff();
        assertThatThrownBy(() -> newest(LONG).settled()).isInstanceOf(StoppedException.class);
    }

    @Test
    void thereIsNoCopyOfAFileThatHasGone() throws Exception {
        Path copy = folder.resolve("copy");
        assertThat(NewestFile.copy(folder.resolve("gone.dump"), copy)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }
}
