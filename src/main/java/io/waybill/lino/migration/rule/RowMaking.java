package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.expression.EvaluationException;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.GenericReference;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes rows of the rows of another table, and lets references follow those that move. */
final class RowMaking implements RowChange {
    private final String from;
    private final String into;
    private final Expression where;
    private final boolean stays;
    private final Map<String, Expression> values;
    private final String newKeys;
    private final String key;
    private final Map<String, KeyColumns> followers;
    private final SourceTable destination;
    private final boolean grown;
    private final ContentType oldModel;
    private final ContentType newModel;
    private final OwnLanguage own;
    private final IndexMemory memory;
    private final String file;

    private final KeyRange keys = new KeyRange();
    private final KeyRange others = new KeyRange();
    private final Set<String> moved = new HashSet<>();

    /**
     * @param from the table whose rows they are made of
     * @param into the table that gets them
     * @param where the rows that get one; null for all
     * @param stays whether the old row stays
     * @param values of the new row, by column
     * @param newKeys the column of the new row that gets a key behind all others; null for none
     * @param key of {@code from}; empty when it is not known
     * @param followers columns that hold old keys and shall hold new ones, by table
     */
    RowMaking(
            String from,
            String into,
            Expression where,
            boolean stays,
            Map<String, Expression> values,
            String newKeys,
            String key,
            Map<String, KeyColumns> followers,
            RuleWork work,
            String file) {
        this.from = from;
        this.into = into;
        this.where = where;
        this.stays = stays;
        this.values = values;
        this.newKeys = newKeys;
        this.key = key;
        this.followers = followers;
        this.destination = work.after(into);
        this.grown =
                work.before().table(into).filter(table -> table != destination).isPresent();
        this.oldModel = new ContentType(work.before().table(from).orElseThrow().model());
        this.newModel = new ContentType(destination.model());
        this.own = new OwnLanguage(work.before().languages());
        this.memory = work.memory();
        this.file = file;
    }

    @Override
    public Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>(followers.keySet());
        tables.add(from);
        if (grown) {
            tables.add(into);
        }
        return tables;
    }

    @Override
    public void change(SourceRow row, Rows out) {
        String name = row.table().table();
        SourceRow followed = follow(row);
        if (name.equals(into) && grown) {
            followed = followed.with(destination, followed.values());
        }
        if (!name.equals(from) || where != null && !where.holds(row.values())) {
            out.row(followed);
            return;
        }
        if (stays) {
            out.row(followed);
        }
        out.row(row.with(destination, made(row.values())));
    }

    private Map<String, Object> made(Map<String, Object> old) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (SourceColumn column : destination.columns()) {
            Expression value = values.get(column.name());
            if (value != null) {
                try {
                    made.put(column.name(), own.value(value.value(old), column.kind()));
                } catch (EvaluationException e) {
                    throw e.of(column.name() + " of " + into);
                }
            } else if (column.name().equals(newKeys)) {
                Object oldKey = old.get(key);
                if (oldKey == null) {
                    throw new EvaluationException("no-key", "no " + key, "a key that a new one can be made of");
                }
                made.put(newKeys, newKey(oldKey));
            }
        }
        return made;
    }

    private Object newKey(Object oldKey) {
        return newKeys == null ? oldKey : KeyValue.raised(oldKey, keys.behind(others));
    }

    private SourceRow follow(SourceRow row) {
        KeyColumns columns = followers.get(row.table().table());
        if (columns == null) {
            return row;
        }
        Map<String, Object> followed = new LinkedHashMap<>(row.values());
        for (String column : columns.columns()) {
            Object old = followed.get(column);
            if (old != null && moves(old)) {
                followed.put(column, newKey(old));
            }
        }
        for (GenericReference pair : columns.pairs()) {
            Object old = followed.get(pair.key());
            if (followed.get(pair.type()) instanceof ContentType type
                    && FullModelNames.same(type, oldModel)
                    && old != null
                    && moves(old)) {
                followed.put(pair.type(), newModel);
                followed.put(pair.key(), newKey(old));
            }
        }
        return row.with(row.table(), followed);
    }

    /** Where only some rows move, those have been noted. */
    private boolean moves(Object oldKey) {
        return where == null || moved.contains(KeyValue.text(oldKey));
    }

    @Override
    public Optional<Survey> survey() {
        boolean chosen = where != null && !followers.isEmpty();
        return newKeys == null && !chosen ? Optional.empty() : Optional.of(new Keys(chosen));
    }

    /** Looks for the keys of both tables, and for the rows that move. */
    private final class Keys implements Survey {
        private final boolean chosen;

        private Keys(boolean chosen) {
            this.chosen = chosen;
        }

        @Override
        public Set<String> tables() {
            return newKeys == null ? Set.of(from) : Set.of(from, into);
        }

        @Override
        public void row(SourceRow row) {
            if (row.table().table().equals(into)) {
                others.add(row.values().get(newKeys));
                return;
            }
            if (where == null || where.holds(row.values())) {
                Object old = row.values().get(key);
                keys.add(old);
                if (chosen && old != null) {
                    memory.remember(file, KeyValue.text(old));
                    moved.add(KeyValue.text(old));
                }
            }
        }

        @Override
        public void end(RuleFaults faults) {
            // The keys are complete as they are.
        }
    }
}
