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

/** Throws logs of rows away that are older than the changes that the ledger keeps: nothing is in them that is not there. */
public final class RowLogPruning {
    private static final String ENDING = ".jsonl";

    private final DataFolder data;
    private final Duration keep;
    private final Clock clock;

    /** @param keep for how long they are kept; zero: for ever */
    public RowLogPruning(DataFolder data, Duration keep, Clock clock) {
        this.data = requireNonNull(data, "data");
        this.keep = requireNonNull(keep, "keep");
        this.clock = requireNonNull(clock, "clock");
    }

    /** @throws IOException when the folder cannot be read, or a file in it not be deleted */
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
