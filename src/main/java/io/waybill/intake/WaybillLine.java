package io.waybill.intake;

import java.time.Instant;

/**
 * A waybill as one line of a list.
 *
 * @param finishedAt null while it is under way
 * @param progress percent of the file that was read
 * @param read records read from the drop
 * @param changed rows of the target that differ since
 * @param rejected records not delivered
 */
public record WaybillLine(
        long number,
        FeedName feed,
        State state,
        boolean preview,
        String fileName,
        Instant claimedAt,
        Instant finishedAt,
        int progress,
        long read,
        long changed,
        long rejected) {}
