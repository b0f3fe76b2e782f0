package io.waybill.lino.migration.table;

import io.waybill.lino.record.SourceTable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of tables, and which columns refer to which table. A dump does not have them: they are the target's, traced back through the
 * rules that rename and move tables and columns.
 */
public final class TableReferences {
    private static final String USUAL_KEY = "id";

    private final Map<String, String> keys;
    private final Map<ColumnName, String> references;

    private TableReferences(Map<String, String> keys, Map<ColumnName, String> references) {
        this.keys = Collections.unmodifiableMap(keys);
        this.references = Collections.unmodifiableMap(references);
    }

    /** Those of a target. */
    public static TableReferences of(Collection<TargetTable> tables) {
        Map<String, String> keys = new HashMap<>();
        Map<ColumnName, String> references = new HashMap<>();
        for (TargetTable table : tables) {
            table.key().ifPresent(key -> keys.put(table.table(), key));
            table.references().forEach((column, other) -> references.put(new ColumnName(table.table(), column), other));
        }
        return new TableReferences(keys, references);
    }

    /** The column that is the key of a table: its pointer, the target's key, or one that is called id; empty when there is none of these. */
    public Optional<String> key(SourceTable table) {
        return table.pointer()
                .or(() -> Optional.ofNullable(keys.get(table.table())))
                .or(() -> Optional.of(USUAL_KEY))
                .filter(key -> table.column(key).isPresent());
    }

    /** The columns of a table that refer to one of some tables. */
    public Set<String> referring(SourceTable table, Set<String> referredTo) {
        Set<String> columns = new LinkedHashSet<>();
        for (SourceTable.SourceColumn column : table.columns()) {
            String other = references.get(new ColumnName(table.table(), column.name()));
            if (other != null && referredTo.contains(other)) {
                columns.add(column.name());
            }
        }
        return columns;
    }

    /** What they were before a table got its name. */
    public TableReferences beforeTable(String now, String before) {
        Map<String, String> oldKeys = new HashMap<>(keys);
        if (keys.containsKey(now)) {
            oldKeys.remove(now);
            oldKeys.put(before, keys.get(now));
        }
        Map<ColumnName, String> old = new HashMap<>();
        references.forEach((column, other) -> old.put(
                column.table().equals(now) ? new ColumnName(before, column.column()) : column,
                other.equals(now) ? before : other));
        return new TableReferences(oldKeys, old);
    }

    /**
     * What they were before columns of a table got their values.
     *
     * @param table after that
     * @param origins the columns whose values they got unchanged, by column; the others are new
     * @param added columns of the table that had no value before, and those whose value was something else
     */
    public TableReferences beforeColumns(String table, Map<String, ColumnName> origins, Collection<String> added) {
        Map<ColumnName, String> old = new HashMap<>(references);
        List.copyOf(added).forEach(column -> old.remove(new ColumnName(table, column)));
        origins.keySet().forEach(column -> old.remove(new ColumnName(table, column)));
        Map<String, String> oldKeys = new HashMap<>(keys);
        origins.forEach((column, origin) -> {
            String other = references.get(new ColumnName(table, column));
            if (other != null) {
                old.putIfAbsent(origin, other);
            }
            if (origin.table().equals(table) && column.equals(keys.get(table))) {
                oldKeys.put(table, origin.column());
            }
        });
        return new TableReferences(oldKeys, old);
    }

    /** These, where a column got the values of another one that stays: what the first refers to, the second refers to as well. */
    public TableReferences copied(ColumnName copy, ColumnName original) {
        String other = references.get(copy);
        return other == null || references.containsKey(original) ? this : with(original, other);
    }

    /** These with one reference more. */
    public TableReferences with(ColumnName column, String other) {
        Map<ColumnName, String> more = new HashMap<>(references);
        more.put(column, other);
        return new TableReferences(keys, more);
    }

    /** These with another key of a table. */
    public TableReferences withKey(String table, String key) {
        Map<String, String> other = new HashMap<>(keys);
        other.put(table, key);
        return new TableReferences(other, references);
    }
}
