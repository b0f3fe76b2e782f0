package io.waybill.delivery.backup;

import java.util.List;

/** A backup that is not what it was when it was taken, or does not belong here: nothing is brought back from it. */
public final class UnsoundBackupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> complaints;

    /** @param complaints one sentence each, at least one */
    UnsoundBackupException(String id, List<String> complaints) {
        super("Backup " + id + " cannot be brought back: " + String.join(" ", complaints));
        this.complaints = List.copyOf(complaints);
    }

    /** One sentence each. */
    public List<String> complaints() {
        return complaints;
    }
}
