package io.waybill.intake;

import static java.util.Objects.requireNonNull;

/**
 * What became of the records of one kind on one waybill. The counts balance:
 * {@code read = inserted + updated + retired + deletedByKey + unchanged + filtered + rejected}.
 *
 * @param subject the model or table, e.g. {@code timetables.event}
 * @param origin where the records were read
 * @param read records read
 * @param inserted rows the target did not have
 * @param updated rows that differed
 * @param retired rows ended or flagged because the drop said so
 * @param deletedByKey rows deleted because the drop named them for deletion
 * @param unchanged rows the target had already, equal in every column of the drop
 * @param filtered records left out on purpose
 * @param rejected records that could not be delivered
 * @param removed rows of the target that the drop no longer has (mirror policy); no record was read for them
 */
public record Tally(
        String subject,
        Origin origin,
        long read,
        long inserted,
        long updated,
        long retired,
        long deletedByKey,
        long unchanged,
        long filtered,
        long rejected,
        long removed) {
    /** Where the records of a tally were read. */
    public enum Origin {
        /** in the dropped file */
        DROP,
        /** in the target: rows that a refresh carries over */
        TARGET
    }

    public Tally {
        requireNonNull(subject, "subject");
        requireNonNull(origin, "origin");
    }

    public boolean balances() {
        return read == inserted + updated + retired + deletedByKey + unchanged + filtered + rejected;
    }
}
