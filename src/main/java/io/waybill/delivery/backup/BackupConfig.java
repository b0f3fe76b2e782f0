package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator has set about backups.
 *
 * @param folder that holds the backups, each in a folder of its own
 * @param keep maximum number of backups of a feed, at least 1
 * @param age older backups of a feed are deleted, except the latest one
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
