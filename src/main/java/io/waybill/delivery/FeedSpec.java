package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.guard.GuardLimits;
import java.util.List;

/**
 * What a feed delivers, and within which limits.
 *
 * @param tables one per table
 * @param guards limits on its plans, complete
 * @param backup what is backed up before anything is changed
 * @param rekeying whether its rows may take other keys than before, so that rows of other tables have to follow them
 * @param replacing whether its tables are replaced as a whole, by copies that are built beside them, where that is possible
 * @param sharing whether others go on writing to its tables while it is delivered
 */
public record FeedSpec(
        List<TableSpec> tables,
        GuardLimits guards,
        BackupScope backup,
        boolean rekeying,
        boolean replacing,
        boolean sharing) {
    public FeedSpec {
        tables = List.copyOf(tables);
        requireNonNull(guards, "guards");
        requireNonNull(backup, "backup");
    }

    /** A feed whose rows keep their keys. */
    public FeedSpec(List<TableSpec> tables, GuardLimits guards, BackupScope backup) {
        this(tables, guards, backup, false, false, false);
    }

    /** The same, if its rows may take other keys. */
    public FeedSpec rekeyed() {
        return new FeedSpec(tables, guards, backup, true, replacing, sharing);
    }

    /** The same, if its tables are to be replaced as a whole. */
    public FeedSpec replaced() {
        return new FeedSpec(tables, guards, backup, rekeying, true, sharing);
    }

    /** The same, if others go on writing to its tables while it is delivered; see {@link Delivery#share}. */
    public FeedSpec shared() {
        return new FeedSpec(tables, guards, backup, rekeying, replacing, true);
    }

    /** A feed without backups. */
    public FeedSpec(List<TableSpec> tables, GuardLimits guards) {
        this(tables, guards, BackupScope.NONE);
    }
}
