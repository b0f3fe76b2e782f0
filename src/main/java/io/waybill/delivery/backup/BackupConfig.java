package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator has set about backups.
 *
 * @param folder that holds them, each in a folder of its own
 * @param keep so many of a feed at the most, at least 1
 * @param age none of a feed that is older than this, but the latest
 */
public record BackupConfig(Path folder, int keep, Duration age) {
    public BackupConfig {
        requireNonNull(folder, "folder");
        requireNonNull(age, "age");
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be at least 1");
        }
    }
}
