package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.SettlingWatch;
import io.waybill.format.NameBytes;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Waits until nobody writes any more to what is newest in a folder. What is newest is looked for each time: it may go, or a newer one come. */
final class SettledFiles {
    private static final long PAUSE_MILLIS = 100;

    private final RefreshSource.Folder source;
    private final SettlingWatch settling;
    private final Stopping stopping;
    private final long deadline;

    /** @param stopping breaks the waiting off */
    SettledFiles(RefreshSource.Folder source, SettlingWatch settling, Stopping stopping) {
        this.source = requireNonNull(source, "source");
        this.settling = requireNonNull(settling, "settling");
        this.stopping = requireNonNull(stopping, "stopping");
        this.deadline = System.nanoTime() + source.timeout().toNanos();
    }

    /** Finds what is newest now. */
    @FunctionalInterface
    interface Search<T> {
        /** @throws NothingFetchedException when there is nothing */
        T newest() throws IOException, NothingFetchedException;
    }

    /**
     * Waits.
     *
     * @param files all that have to settle
     * @param name of the whole, for a message
     * @throws IOException when the folder cannot be read
     * @throws NothingFetchedException when there is nothing, or somebody writes to it for too long
     */
    <T> T await(Search<T> search, Function<T, List<Path>> files, Function<T, Path> name)
            throws IOException, InterruptedException, NothingFetchedException {
        while (true) {
            stopping.check();
            T newest = search.newest();
            if (areSettled(files.apply(newest))) {
                return newest;
            }
            if (System.nanoTime() > deadline) {
                throw new NothingFetchedException(NameBytes.readablePath(name.apply(newest))
                        + " was still written to after " + source.timeout().toSeconds() + " s.");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean areSettled(List<Path> files) throws IOException {
        boolean all = true;
        for (Path file : files) {
            try {
                // Each is looked at each time, so that all of them settle side by side.
                all &= settling.hasFile(file);
            } catch (NoSuchFileException e) {
                // It was moved away: look again.
                return false;
            }
        }
        return all;
    }
}
