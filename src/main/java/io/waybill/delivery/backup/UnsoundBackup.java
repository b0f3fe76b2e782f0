package io.waybill.delivery.backup;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.util.List;

/**
 * Refuses a restore because the backup has been changed since it was taken, or does not fit this database. Nothing is
 * restored from it.
 */
final class UnsoundBackup {
    private UnsoundBackup() {}

    /** @param complaints one sentence each, at least one */
    static BrokenFileException refusal(String id, List<String> complaints) {
        return new BrokenFileException(
                complaints.stream()
                        .map(complaint -> Fault.ofFile(
                                Position.of("backup " + id),
                                "unsound-backup",
                                null,
                                "a backup that is unchanged since it was taken, and that fits this database",
                                complaint))
                        .toList(),
                complaints.size());
    }
}
