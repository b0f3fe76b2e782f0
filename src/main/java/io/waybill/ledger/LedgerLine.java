package io.waybill.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.time.Duration;
import java.time.Instant;

/**
 * A waybill as one line of a list. In JSON its parts are not seen: all of it is one object.
 *
 * @param fileSize bytes of the file
 * @param requestedBy name of the person who dropped or requested it; empty when they gave none
 * @param times when it was carried, and how far it has come
 * @param counts of records and rows
 */
public record LedgerLine(
        long number,
        FeedName feed,
        State state,
        boolean preview,
        String fileName,
        long fileSize,
        String requestedBy,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Counts counts) {
    /**
     * When a waybill was carried, and how far it has come.
     *
     * @param finishedAt null while it is under way
     * @param progress percent of what its state does: see {@link LedgerEntry.Run}
     * @param waited how long it was held, waiting for people
     */
    public record Times(Instant claimedAt, Instant finishedAt, int progress, Duration waited) {}

    /**
     * What a waybill counts, over all its tables.
     *
     * @param read records read from the drop
     * @param inserted rows the target did not have; this and the following counts include rows that were carried over
     * @param updated rows that differed
     * @param retired rows ended or flagged
     * @param deleted rows deleted by key, or because the drop no longer has them
     * @param unchanged rows the target had already
     * @param filtered records left out on purpose
     * @param rejected records not delivered
     */
    public record Counts(
            long read,
            long inserted,
            long updated,
            long retired,
            long deleted,
            long unchanged,
            long filtered,
            long rejected) {}

    /** Rows of the target that were changed; of one that is held or previewed, those that would be. */
    public long changed() {
        return refused() ? 0 : counts.inserted + counts.updated + counts.retired + counts.deleted;
    }

    /** Whether it was refused or failed: what its plan counts was not done. */
    public boolean refused() {
        return state == State.REFUSED || state == State.FAILED;
    }

    /** Whether it counts nothing that was done or left out. */
    public boolean countsNothing() {
        return counts.read + changed() + counts.unchanged + counts.filtered + counts.rejected == 0;
    }
}
