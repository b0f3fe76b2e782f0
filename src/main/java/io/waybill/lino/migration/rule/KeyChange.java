package io.waybill.lino.migration.rule;

import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.SourceRow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives rows new keys, wherever these stand.
 *
 * @param columns that hold such keys, by table
 * @param models whose keys they are
 * @param keys which become which
 */
record KeyChange(Map<String, KeyColumns> columns, Set<ContentType> models, NewKeys keys) implements RowChange {
    @Override
    public Set<String> tables() {
        return columns.keySet();
    }

    @Override
    public void change(SourceRow row, Rows out) {
        String table = row.table().table();
        Optional<String> keyColumn = keys.keyColumn(table);
        if (keyColumn.isPresent()) {
            Object key = row.values().get(keyColumn.get());
            if (key != null && keys.leavesOut(table, key)) {
                out.note(
                        "rows-merged",
                        "Rows of " + table + " are left out: another row stands for them, which has"
                                + " their new key.");
                return;
            }
            if (key != null && keys.keeps(key)) {
                out.note("keys-kept", "Rows of " + table + " keep their key: another row has the new one.");
            }
        }
        out.row(row.with(row.table(), columns.get(table).changed(row.values(), models, keys::changed)));
    }

    @Override
    public Optional<Survey> survey() {
        return keys == null ? Optional.empty() : keys.survey();
    }
}
