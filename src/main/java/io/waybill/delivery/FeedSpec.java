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
 */
public record FeedSpec(List<TableSpec> tables, GuardLimits guards, BackupScope backup) {
    public FeedSpec {
        tables = List.copyOf(tables);
        requireNonNull(guards, "guards");
        requireNonNull(backup, "backup");
    }

    /** A feed without backups. */
    public FeedSpec(List<TableSpec> tables, GuardLimits guards) {
        this(tables, guards, BackupScope.NONE);
    }
}
