package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.reject.OriginalRows;

/**
 * A drop whose files are known: what reading its rows takes.
 *
 * @param config Merlin's mapping
 * @param options what the person who dropped it asked for
 * @param batch its files, in the order in which they depend on each other
 * @param decisions what people decided about such rows before
 * @param originals rows that came back as rejects, as they were
 */
record RecognisedBatch(
        MerlinConfig config, MerlinOptions options, Batch batch, RowDecisions decisions, OriginalRows originals) {
    RecognisedBatch {
        requireNonNull(config, "config");
        requireNonNull(options, "options");
        requireNonNull(batch, "batch");
        requireNonNull(decisions, "decisions");
        requireNonNull(originals, "originals");
    }

    /** The rows of all files, in chunks; to be closed. */
    BatchRows rows() {
        return new BatchRows(this, true);
    }

    /** The same rows in the same order, without what they mean; to be closed. */
    BatchRows plainRows() {
        return new BatchRows(this, false);
    }
}
