package io.waybill.delivery.backup;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.util.List;

/** What refuses a restore: the backup is not what it was when it was taken, or does not belong here. Nothing is brought back from it. */
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
                                "a backup that is what it was when it was taken, and that fits this database",
                                complaint))
                        .toList(),
                complaints.size());
    }
}
