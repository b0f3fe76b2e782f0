package io.waybill.delivery.naming;

import io.waybill.delivery.Change;
import io.waybill.delivery.SecretColumns;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives changes the names of their rows, and of the rows that their old and new values refer to. */
final class ChangeNames {
    private final RowNaming rows;
    private final ReferenceKeys keys;
    private final TimeColumns times;
    private final SecretColumns secrets;
    private final Set<String> known;

    /** @param known tables whose rows people may look at */
    ChangeNames(RowNaming rows, ReferenceKeys keys, TimeColumns times, SecretColumns secrets, Set<String> known) {
        this.rows = rows;
        this.keys = keys;
        this.times = times;
        this.secrets = secrets;
        this.known = known;
    }

    /** The changes with their names and with times as people read them, in the same order, without secret values. */
    List<NamedChange> of(List<Change> changes) throws SQLException {
        Map<Change, Map<String, String>> own = ownValues(changes);
        Set<SoughtRow> wanted = new LinkedHashSet<>();
        for (Change change : changes) {
            change.cells().forEach(cell -> {
                wanted.addAll(rows.referred(change.table(), single(cell.column(), cell.before())));
                wanted.addAll(rows.referred(change.table(), single(cell.column(), cell.after())));
            });
            wanted.addAll(rows.referred(change.table(), own.getOrDefault(change, Map.of())));
        }
        rows.find(wanted);
        return changes.stream().map(change -> named(change, own.get(change))).toList();
    }

    private static Map<String, String> single(String column, String value) {
        return value == null ? Map.of() : Map.of(column, value);
    }

    private NamedChange named(Change change, Map<String, String> own) {
        Map<String, String> before = new HashMap<>();
        Map<String, String> after = new HashMap<>();
        Map<String, ReferredColumn> referred = new HashMap<>();
        Set<String> hidden = new LinkedHashSet<>(secrets.of(change.table()));
        for (Change.Cell cell : change.cells()) {
            keys.referredBy(change.table(), cell.column()).ifPresent(key -> {
                if (known.contains(key.table())) {
                    referred.put(cell.column(), new ReferredColumn(key.table(), key.name()));
                }
                if (secrets.of(key.table()).contains(key.name())) {
                    hidden.add(cell.column());
                }
                put(before, cell.column(), key, cell.before());
                put(after, cell.column(), key, cell.after());
            });
        }
        String name = own == null ? "" : rows.name(change.table(), own);
        return new NamedChange(times.shown(change), name, before, after, referred, Set.of()).hiding(hidden);
    }

    private void put(Map<String, String> found, String column, KeyColumn key, String value) {
        String name = value == null ? null : rows.name(new SoughtRow(key, value));
        if (name != null && !name.isEmpty() && !name.equals(value)) {
            found.put(column, name);
        }
    }

    /**
     * The values that the names of changed rows are made of: those from before the change, because people know the row by them. An
     * inserted or deleted row has them all in its change; of an updated one most are in the target.
     */
    private Map<Change, Map<String, String>> ownValues(List<Change> changes) throws SQLException {
        Map<Change, Map<String, String>> own = new LinkedHashMap<>();
        Map<KeyColumn, Set<String>> updated = new LinkedHashMap<>();
        for (Change change : changes) {
            if (!rows.areNamed(change.table())) {
                continue;
            }
            Map<String, String> values = new HashMap<>();
            change.key().forEach(key -> values.put(key.column(), key.value()));
            boolean whole = change.kind() == Change.Kind.INSERT;
            change.cells().forEach(cell -> values.put(cell.column(), whole ? cell.after() : cell.before()));
            own.put(change, values);
            if ((change.kind() == Change.Kind.UPDATE || change.kind() == Change.Kind.RETIRE)
                    && change.key().size() == 1) {
                keys.of(change.table())
                        .ifPresent(key -> updated.computeIfAbsent(key, each -> new LinkedHashSet<>())
                                .add(change.key().get(0).value()));
            }
        }
        for (Map.Entry<KeyColumn, Set<String>> table : updated.entrySet()) {
            Map<String, Map<String, String>> present = rows.rows(table.getKey(), table.getValue());
            own.forEach((change, values) -> {
                if (change.table().equals(table.getKey().table())) {
                    present.getOrDefault(change.keyText(), Map.of()).forEach((column, value) -> {
                        if (!values.containsKey(column)) {
                            values.put(column, value);
                        }
                    });
                }
            });
        }
        return own;
    }
}
