package io.waybill.delivery.naming;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A row of the target, as people look it up.
 *
 * @param table as people read it
 * @param column by which it was looked up
 * @param key its value in that column
 * @param now the row as it is now: every column as one that gets its value; empty when the target does not have it
 * @param change what the waybill does, or did, to it; empty for nothing
 */
public record TargetRow(
        String table, String column, String key, Optional<NamedChange> now, Optional<NamedChange> change) {
    public TargetRow {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
        requireNonNull(key, "key");
        requireNonNull(now, "now");
        requireNonNull(change, "change");
    }

    /** What it is called, before the change if there is one; empty when it has no name. */
    public String name() {
        return change.map(NamedChange::name)
                .filter(name -> !name.isEmpty())
                .or(() -> now.map(NamedChange::name))
                .orElse("");
    }
}
