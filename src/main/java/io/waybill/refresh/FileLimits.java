package io.waybill.refresh;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Refuses files that cannot be what they should be: one that was forgotten in the folder, or that is too small to be whole. */
final class FileLimits {
    private FileLimits() {}

    /**
     * Looks at all files of a drop.
     *
     * @param setting name of the settings, before {@code oldest} and {@code smallest}
     * @throws IOException when one cannot be looked at
     * @throws NothingFetchedException with the first that is too old or too small
     */
    static void require(RefreshSource.Limits limits, List<Path> files, Instant now, String setting)
            throws IOException, NothingFetchedException {
        for (Path file : files) {
            long size = Files.size(file);
            if (size < limits.smallest()) {
                throw new NothingFetchedException(NameBytes.readablePath(file) + " has " + size
                        + (size == 1 ? " byte" : " bytes") + ", and a right one has at least " + limits.smallest()
                        + " ("
                        + setting + "smallest).");
            }
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
            if (limits.oldest() != null && age.compareTo(limits.oldest()) > 0) {
                throw new NothingFetchedException(
                        NameBytes.readablePath(file) + " was last changed " + DurationText.of(age)
                                + " ago, which is more than " + DurationText.of(limits.oldest()) + " (" + setting
                                + "oldest): nobody has brought a new one.");
            }
        }
    }
}
