package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Deletes row logs that are older than the changes that the ledger keeps: they contain nothing that the ledger did not. */
public final class RowLogPruning {
    private static final String ENDING = ".jsonl";

    private final DataFolder data;
    private final Duration keep;
    private final Clock clock;

    /**
     * Prunes the row logs of a data folder.
     *
     * @param keep how long they are kept; zero: for ever
     */
    public RowLogPruning(DataFolder data, Duration keep, Clock clock) {
        this.data = requireNonNull(data, "data");
        this.keep = requireNonNull(keep, "keep");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Deletes the row logs that are too old.
     *
     * @throws IOException when the folder cannot be read, or a file cannot be deleted
     */
    public void prune() throws IOException {
        Path logs = data.root().resolve("log");
        if (keep.isZero() || !Files.isDirectory(logs)) {
            return;
        }
        FileTime oldest = FileTime.from(clock.instant().minus(keep));
        List<Path> all;
        try (Stream<Path> files = Files.walk(logs)) {
            all = files.filter(file -> file.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .toList();
        }
        for (Path file : all) {
            if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                Files.deleteIfExists(file);
            }
        }
    }
}
