package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.record.SourceRow;
import java.util.Optional;
import java.util.Set;

/** All keys of a table, raised by so much that they come after those of another one. So each new key follows from the old one alone. */
final class KeysBehind implements NewKeys, Survey {
    private final ColumnName key;
    private final ColumnName other;
    private final KeyRange keys = new KeyRange();
    private final KeyRange others = new KeyRange();

    /**
     * @param key of the table
     * @param other key of the table behind whose keys they come
     */
    KeysBehind(ColumnName key, ColumnName other) {
        this.key = key;
        this.other = other;
    }

    @Override
    public Object changed(Object old) {
        return KeyValue.raised(old, keys.behind(others));
    }

    @Override
    public Optional<Survey> survey() {
        return Optional.of(this);
    }

    @Override
    public Set<String> tables() {
        return Set.of(key.table(), other.table());
    }

    @Override
    public void row(SourceRow row) {
        if (row.table().table().equals(key.table())) {
            keys.add(row.values().get(key.column()));
        } else {
            others.add(row.values().get(other.column()));
        }
    }

    @Override
    public void end(RuleFaults faults) {
        // The ranges are complete as they are.
    }
}
