package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.expression.EvaluationException;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Looks keys up by other columns, and makes the rows that are not found, where that is wanted. */
final class LookedUpColumn implements RowChange, Survey {
    private final KeyLookup rule;
    private final String key;
    private final Map<String, Expression> by;
    private final Map<String, Expression> create;
    private final Expression where;
    private final SourceTable destination;
    private final SourceTable sought;
    private final OwnLanguage own;
    private final IndexMemory memory;
    private final String file;

    private final Map<List<String>, Object> found = new HashMap<>();
    /** Sorted, so that the new keys do not depend on the order of the dump's tables. */
    private final Map<List<String>, SourceRow> wanted = new TreeMap<>(LookedUpColumn::order);

    private final KeyRange keys = new KeyRange();

    private static int order(List<String> some, List<String> others) {
        for (int i = 0; i < some.size(); i++) {
            int order = Objects.compare(some.get(i), others.get(i), Comparator.nullsFirst(Comparator.naturalOrder()));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Stands for a row where several have the same values. */
    private static final Object SEVERAL = new Object();

    LookedUpColumn(
            KeyLookup rule,
            String key,
            Map<String, Expression> by,
            Map<String, Expression> create,
            Expression where,
            RuleWork work,
            String file) {
        this.rule = rule;
        this.key = key;
        this.by = by;
        this.create = create;
        this.where = where;
        this.destination = work.after(rule.table().text());
        this.sought = work.after(rule.in().text());
        this.own = new OwnLanguage(work.before().languages());
        this.memory = work.memory();
        this.file = file;
    }

    @Override
    public Set<String> tables() {
        return Set.of(destination.table(), sought.table());
    }

    @Override
    public Optional<Survey> survey() {
        return Optional.of(this);
    }

    @Override
    public void row(SourceRow row) {
        String name = row.table().table();
        if (name.equals(sought.table())) {
            Object value = row.values().get(key);
            keys.add(value);
            if (value != null) {
                combinations(row.values()).forEach(each -> enter(each, value));
            }
        }
        if (name.equals(destination.table()) && create != null && concerns(row)) {
            List<String> values = soughtValues(row);
            if (values.stream().anyMatch(Objects::nonNull) && !wanted.containsKey(values)) {
                memory.remember(file, values.toArray());
                want(values, row);
            }
        }
    }

    /** A row for which none can be made may still find one; otherwise it is refused when it is migrated. */
    private void want(List<String> values, SourceRow row) {
        try {
            wanted.put(values, made(row));
        } catch (EvaluationException e) {
            wanted.remove(values);
        }
    }

    private void enter(List<String> values, Object value) {
        Object earlier = found.putIfAbsent(values, value);
        if (earlier == null) {
            memory.remember(file, values.toArray());
        } else if (!earlier.equals(value)) {
            found.put(values, SEVERAL);
        }
    }

    /** The values by which a row can be found: one for each language of a text in several. */
    private List<List<String>> combinations(Map<String, Object> values) {
        List<List<String>> combinations = List.of(List.of());
        for (String column : by.keySet()) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> each : combinations) {
                for (String text : texts(values.get(column))) {
                    List<String> next = new ArrayList<>(each);
                    next.add(text);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private List<String> texts(Object value) {
        if (value instanceof Translations translations) {
            return translations.texts().values().stream()
                    .filter(text -> text != null && !text.isEmpty())
                    .map(this::folded)
                    .distinct()
                    .toList();
        }
        List<String> one = new ArrayList<>();
        one.add(folded(KeyValue.text(value)));
        return one;
    }

    private String folded(String text) {
        return text != null && Boolean.TRUE.equals(rule.ignoreCase()) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private boolean concerns(SourceRow row) {
        return where == null || where.holds(row.values());
    }

    private List<String> soughtValues(SourceRow row) {
        List<String> values = new ArrayList<>();
        by.values().forEach(expression -> values.add(folded(KeyValue.text(expression.value(row.values())))));
        return values;
    }

    /** The row that is made when none is found; it stands where the row stands that wants it. */
    private SourceRow made(SourceRow row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (SourceColumn column : sought.columns()) {
            Expression expression = create.getOrDefault(column.name(), by.get(column.name()));
            if (expression != null) {
                Object value = expression.value(row.values());
                values.put(column.name(), own.value(value, column.kind()));
            } else if (column.name().equals(key)) {
                values.put(key, null);
            }
        }
        return row.with(sought, values);
    }

    @Override
    public void end(RuleFaults faults) {
        wanted.keySet().removeAll(found.keySet());
        long next = keys.next();
        for (Map.Entry<List<String>, SourceRow> entry : wanted.entrySet()) {
            Map<String, Object> values = entry.getValue().values();
            if (values.get(key) == null) {
                values.put(key, next);
                next++;
            }
            found.put(entry.getKey(), values.get(key));
        }
    }

    @Override
    public void change(SourceRow row, Rows out) {
        String name = row.table().table();
        SourceRow now = name.equals(sought.table()) ? row.with(sought, row.values()) : row;
        if (name.equals(destination.table())) {
            Map<String, Object> values = new LinkedHashMap<>(row.values());
            if (concerns(row)) {
                values.put(rule.column().text(), lookedUp(row, out));
            }
            now = row.with(destination, values);
        }
        out.row(now);
    }

    private Object lookedUp(SourceRow row, Rows out) {
        List<String> values = soughtValues(row);
        if (values.stream().allMatch(Objects::isNull)) {
            return null;
        }
        Object value = found.get(values);
        if (value == SEVERAL) {
            throw new EvaluationException(
                    "several-rows", shown(values), "values that only one row of " + sought.table() + " has");
        }
        if (value == null && rule.missing() == KeyLookup.Missing.REJECT) {
            throw new EvaluationException(
                    "row-not-found", shown(values), "values that a row of " + sought.table() + " has");
        }
        if (value == null) {
            out.note(
                    "rows-not-found",
                    "Rows of " + destination.table() + " have no " + rule.column() + ": no row of " + sought.table()
                            + " was found.");
        }
        return value;
    }

    private String shown(List<String> values) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (String column : by.keySet()) {
            parts.add(column + " " + values.get(at));
            at++;
        }
        return String.join(", ", parts);
    }

    @Override
    public void end(Rows out) {
        wanted.values().forEach(out::row);
    }
}
