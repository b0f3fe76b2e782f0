package io.waybill.delivery.naming;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.delivery.Change;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.shape.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the names of rows when somebody looks at changes: those that are changed, and those that their old and new values refer to. Rows
 * are looked up by their keys, a table at a time, in the target, and among the changes of the same waybill where the target does not have
 * them (yet, or any more). A name that cannot be found is left out; it never keeps a page from being shown.
 */
public final class RowNames {
    private static final Logger LOG = LoggerFactory.getLogger(RowNames.class);
    /** The name of a row may have the names of rows that it refers to in it, and these again, but not more. */
    private static final int DEEPEST = 2;

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final DataSource pages;
    private final Map<String, NameTemplate> templates;
    private final SecretColumns secrets;

    /**
     * @param pages connections for what people look at
     * @param templates what rows are called, by table as people read it
     * @param secrets columns whose values are not shown
     */
    public RowNames(DataSource pages, Map<String, NameTemplate> templates, SecretColumns secrets) {
        this.pages = requireNonNull(pages, "pages");
        this.templates = Map.copyOf(templates);
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /** A row by its key, a single value. */
    private record RowId(String table, String key) {}

    /**
     * Where a column refers to.
     *
     * @param place the table
     * @param key the column that is referred to
     * @param type of that column
     */
    private record Reference(TableName place, String key, String type) {
        /** The table as people read it. */
        String table() {
            return place.toString();
        }

        /** Whether its column may hold a value: one that is no number must not keep numbers from being found. */
        boolean mayHold(String value) {
            return switch (type) {
                case "smallint" -> isWithin(value, Short.MIN_VALUE, Short.MAX_VALUE);
                case "integer" -> isWithin(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case "bigint" -> isWithin(value, Long.MIN_VALUE, Long.MAX_VALUE);
                case "uuid" -> UUID_TEXT.matcher(value).matches();
                default -> true;
            };
        }

        private static boolean isWithin(String value, long least, long most) {
            try {
                long number = Long.parseLong(value);
                return number >= least && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** The changes of a waybill with their names, in the same order, without secret values. */
    public List<NamedChange> of(long waybill, List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        try (Connection connection = pages.getConnection()) {
            return new Look(connection, waybill).at(changes);
        } catch (SQLException e) {
            LOG.warn("Rows are shown without names: SQLSTATE {}", e.getSQLState());
            return changes.stream()
                    .map(change -> NamedChange.unnamed(change).hiding(secrets.of(change.table())))
                    .toList();
        }
    }

    /**
     * What cells of rows refer to that are in no table. A cell is looked up only where the rows that it may mean have names.
     *
     * @param waybill among whose changes rows are looked for that the target does not have; 0 for none
     * @return by cell; without those that refer to nothing that is there
     */
    public Map<LooseCell, ReferredRow> ofCells(long waybill, Collection<LooseCell> cells) {
        List<LooseCell> some =
                cells.stream().filter(LooseCell::mayRefer).distinct().toList();
        if (some.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = pages.getConnection()) {
            return new Look(connection, waybill).ofCells(some);
        } catch (SQLException e) {
            LOG.warn("Cells are shown without names: SQLSTATE {}", e.getSQLState());
            return Map.of();
        }
    }

    /**
     * The tables whose rows people may look at: those whose rows have names, and those that a waybill is about. Others may belong to somebody
     * else, and nothing says which of their columns are secret.
     *
     * @param waybill 0 for none
     * @return as people read them
     */
    Set<String> knownTables(Connection connection, long waybill) throws SQLException {
        Set<String> known = new HashSet<>(templates.keySet());
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(RowNames.class, "planned-tables.sql"))) {
            query.setLong(1, waybill);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    known.add(new TableName(row.getString("table_schema"), row.getString("table_name")).toString());
                }
            }
        }
        return known;
    }

    /** The changes for somebody who sees neither names nor values, in the same order. */
    public List<NamedChange> without(List<Change> changes) {
        return changes.stream()
                .map(change -> NamedChange.withoutValues(change).hiding(secrets.of(change.table())))
                .toList();
    }

    /** One look at a list of changes. */
    private final class Look {
        private final Connection connection;
        private final long waybill;
        private final Map<String, Map<String, Reference>> references = new HashMap<>();
        private final Map<String, Reference> keys = new HashMap<>();
        private final Map<RowId, String> names = new HashMap<>();
        private final Set<String> known = new HashSet<>();

        private Look(Connection connection, long waybill) {
            this.connection = connection;
            this.waybill = waybill;
        }

        private List<NamedChange> at(List<Change> changes) throws SQLException {
            readReferences(changes.stream().map(Change::table).collect(Collectors.toSet()));
            known.addAll(knownTables(connection, waybill));
            Map<Change, Map<String, String>> own = ownValues(changes);
            Set<RowId> wanted = new LinkedHashSet<>();
            for (Change change : changes) {
                for (Change.Cell cell : change.cells()) {
                    reference(change.table(), cell.column()).ifPresent(reference -> {
                        add(wanted, reference, cell.before());
                        add(wanted, reference, cell.after());
                    });
                }
                Map<String, String> values = own.getOrDefault(change, Map.of());
                values.forEach((column, value) ->
                        reference(change.table(), column).ifPresent(reference -> add(wanted, reference, value)));
            }
            resolve(wanted, 1);
            return changes.stream()
                    .map(change -> named(change, own.get(change)))
                    .toList();
        }

        private Map<LooseCell, ReferredRow> ofCells(List<LooseCell> cells) throws SQLException {
            readReferences(cells.stream().map(LooseCell::table).collect(Collectors.toSet()));
            Map<String, Reference> primary = Map.copyOf(keys);
            Set<RowId> wanted = new LinkedHashSet<>();
            Map<ReferredColumn, Set<String>> others = new LinkedHashMap<>();
            Map<LooseCell, RowId> rows = new LinkedHashMap<>();
            for (LooseCell cell : cells) {
                Optional<Reference> reference = reference(cell.table(), cell.column());
                if (reference.isPresent()) {
                    add(wanted, reference.get(), cell.value());
                    rows.put(cell, new RowId(reference.get().table(), cell.value()));
                } else if (cell.reference() != null && cell.reference().column() == null) {
                    add(wanted, primary.get(cell.reference().table()), cell.value());
                    rows.put(cell, new RowId(cell.reference().table(), cell.value()));
                } else if (cell.reference() != null
                        && primary.containsKey(cell.reference().table())) {
                    others.computeIfAbsent(cell.reference(), column -> new LinkedHashSet<>())
                            .add(cell.value());
                }
            }
            Map<ReferredColumn, Map<String, String>> keysOfOthers = new HashMap<>();
            others.forEach((column, values) ->
                    keysOfOthers.put(column, keysOf(primary.get(column.table()), column.column(), values)));
            for (LooseCell cell : cells) {
                String key = rows.containsKey(cell) || cell.reference() == null
                        ? null
                        : keysOfOthers.getOrDefault(cell.reference(), Map.of()).get(cell.value());
                if (key != null) {
                    rows.put(cell, new RowId(cell.reference().table(), key));
                    wanted.add(new RowId(cell.reference().table(), key));
                }
            }
            resolve(wanted, 1);
            Map<LooseCell, ReferredRow> referred = new HashMap<>();
            rows.forEach((cell, row) -> {
                String name = names.get(row);
                if (name != null) {
                    referred.put(
                            cell,
                            new ReferredRow(row.table(), keys.get(row.table()).key(), row.key(), name));
                }
            });
            return referred;
        }

        /** The keys of rows that have some values in another column, by value; without values that several rows have. */
        private Map<String, String> keysOf(Reference key, String column, Set<String> values) {
            Map<String, String> found = new HashMap<>();
            Set<String> several = new HashSet<>();
            String sql = SqlTemplate.load(RowNames.class, "referred-rows.sql")
                    .with("table", key.place().schema(), key.place().name())
                    .with("key", key.key())
                    .with("column", column)
                    .sql();
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setArray(1, connection.createArrayOf("text", values.toArray()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        if (found.put(row.getString(1), row.getString(2)) != null) {
                            several.add(row.getString(1));
                        }
                    }
                }
            } catch (SQLException e) {
                LOG.warn("Cells that refer to {} are shown without names: SQLSTATE {}", key.table(), e.getSQLState());
            }
            found.keySet().removeAll(several);
            return found;
        }

        private NamedChange named(Change change, Map<String, String> own) {
            Map<String, String> before = new HashMap<>();
            Map<String, String> after = new HashMap<>();
            Map<String, ReferredColumn> referred = new HashMap<>();
            for (Change.Cell cell : change.cells()) {
                reference(change.table(), cell.column()).ifPresent(reference -> {
                    if (known.contains(reference.table())) {
                        referred.put(cell.column(), new ReferredColumn(reference.table(), reference.key()));
                    }
                    put(before, cell.column(), reference, cell.before());
                    put(after, cell.column(), reference, cell.after());
                });
            }
            Set<String> hidden = new LinkedHashSet<>(secrets.of(change.table()));
            change.cells()
                    .forEach(cell -> reference(change.table(), cell.column())
                            .filter(reference -> secrets.of(reference.table()).contains(reference.key()))
                            .ifPresent(reference -> hidden.add(cell.column())));
            return new NamedChange(
                            change, own == null ? "" : name(change.table(), own), before, after, referred, Set.of())
                    .hiding(hidden);
        }

        private void put(Map<String, String> found, String column, Reference reference, String value) {
            String name = value == null ? null : names.get(new RowId(reference.table(), value));
            if (name != null && !name.isEmpty() && !name.equals(value)) {
                found.put(column, name);
            }
        }

        private void add(Set<RowId> wanted, Reference reference, String value) {
            if (value != null && reference != null && templates.containsKey(reference.table())) {
                wanted.add(new RowId(reference.table(), value));
                keys.put(reference.table(), reference);
            }
        }

        /** The name of a row with these values, those of its references being known. */
        private String name(String table, Map<String, String> values) {
            return templates.get(table).fill(column -> {
                String value = values.get(column);
                return reference(table, column)
                        .map(reference -> names.get(new RowId(reference.table(), String.valueOf(value))))
                        .filter(name -> !name.isEmpty())
                        .orElse(value);
            });
        }

        private Optional<Reference> reference(String table, String column) {
            return Optional.ofNullable(references.getOrDefault(table, Map.of()).get(column));
        }

        /**
         * The values that the names of changed rows are made of: those from before the change, because people know the row by them. An
         * inserted or deleted row has them all in its change; of an updated one most are in the target.
         */
        private Map<Change, Map<String, String>> ownValues(List<Change> changes) throws SQLException {
            Map<Change, Map<String, String>> own = new LinkedHashMap<>();
            Map<String, Set<RowId>> updated = new LinkedHashMap<>();
            for (Change change : changes) {
                if (!templates.containsKey(change.table())) {
                    continue;
                }
                Map<String, String> values = new HashMap<>();
                change.key().forEach(key -> values.put(key.column(), key.value()));
                boolean whole = change.kind() == Change.Kind.INSERT;
                change.cells().forEach(cell -> values.put(cell.column(), whole ? cell.after() : cell.before()));
                own.put(change, values);
                if ((change.kind() == Change.Kind.UPDATE || change.kind() == Change.Kind.RETIRE)
                        && change.key().size() == 1
                        && keys.containsKey(change.table())) {
                    updated.computeIfAbsent(change.table(), table -> new LinkedHashSet<>())
                            .add(new RowId(change.table(), change.key().get(0).value()));
                }
            }
            for (Map.Entry<String, Set<RowId>> table : updated.entrySet()) {
                Map<String, Map<String, String>> rows = rows(keys.get(table.getKey()), table.getValue());
                for (Map.Entry<Change, Map<String, String>> each : own.entrySet()) {
                    if (each.getKey().table().equals(table.getKey())) {
                        rows.getOrDefault(each.getKey().keyText(), Map.of()).forEach((column, value) -> {
                            if (!each.getValue().containsKey(column)) {
                                each.getValue().put(column, value);
                            }
                        });
                    }
                }
            }
            return own;
        }

        /** Finds the names of rows, after those of the rows that they refer to. */
        private void resolve(Set<RowId> wanted, int depth) throws SQLException {
            Map<String, Set<RowId>> byTable = new LinkedHashMap<>();
            wanted.stream()
                    .filter(id -> !names.containsKey(id))
                    .forEach(id -> byTable.computeIfAbsent(id.table(), table -> new LinkedHashSet<>())
                            .add(id));
            Map<RowId, Map<String, String>> found = new LinkedHashMap<>();
            Set<RowId> further = new LinkedHashSet<>();
            for (Map.Entry<String, Set<RowId>> table : byTable.entrySet()) {
                rows(keys.get(table.getKey()), table.getValue()).forEach((key, values) -> {
                    found.put(new RowId(table.getKey(), key), values);
                    values.forEach((column, value) ->
                            reference(table.getKey(), column).ifPresent(reference -> add(further, reference, value)));
                });
            }
            if (depth < DEEPEST && !further.isEmpty()) {
                resolve(further, depth + 1);
            }
            found.forEach((id, values) -> names.put(id, name(id.table(), values)));
        }

        /** Rows by key, each with the columns that its name is made of: from the target, or else from the changes of the waybill. */
        private Map<String, Map<String, String>> rows(Reference reference, Set<RowId> ids) throws SQLException {
            Set<String> missing = new LinkedHashSet<>();
            ids.forEach(id -> missing.add(id.key()));
            Map<String, Map<String, String>> rows = new HashMap<>();
            try {
                rows.putAll(present(reference, missing));
            } catch (SQLException e) {
                // Without the right to read it, or without one of its columns, the table's rows have no names.
                LOG.warn("Rows of {} are shown without names: SQLSTATE {}", reference.table(), e.getSQLState());
                return rows;
            }
            missing.removeAll(rows.keySet());
            if (!missing.isEmpty()) {
                rows.putAll(planned(reference, missing));
            }
            return rows;
        }

        /** Rows of the target. */
        private Map<String, Map<String, String>> present(Reference reference, Set<String> sought) throws SQLException {
            List<String> columns = templates.get(reference.table()).columns();
            Map<String, Map<String, String>> rows = new HashMap<>();
            String sql = SqlTemplate.load(RowNames.class, "named-rows.sql")
                    .with("table", reference.place().schema(), reference.place().name())
                    .with("key", reference.key())
                    .withSql("type", List.of(reference.type()))
                    .withList("columns", columns)
                    .sql();
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setArray(
                        1,
                        connection.createArrayOf(
                                "text",
                                sought.stream().filter(reference::mayHold).toArray()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        rows.put(row.getString(1), values(columns, texts(row.getArray(2))));
                    }
                }
            }
            return rows;
        }

        private Map<String, Map<String, String>> planned(Reference reference, Set<String> missing) throws SQLException {
            Map<String, Map<String, String>> rows = new HashMap<>();
            try (PreparedStatement query =
                    connection.prepareStatement(SqlText.of(RowNames.class, "named-changes.sql"))) {
                query.setLong(1, waybill);
                query.setString(2, reference.place().schema());
                query.setString(3, reference.place().name());
                query.setString(4, reference.key());
                query.setArray(5, connection.createArrayOf("text", missing.toArray()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        rows.put(row.getString(1), values(texts(row.getArray(2)), texts(row.getArray(3))));
                    }
                }
            }
            return rows;
        }

        private void readReferences(Set<String> of) throws SQLException {
            Set<String> tables = new LinkedHashSet<>(templates.keySet());
            tables.addAll(of);
            List<String> whole = tables.stream()
                    .map(table -> table.contains(".") ? table : "public." + table)
                    .toList();
            try (PreparedStatement query = connection.prepareStatement(SqlText.of(RowNames.class, "references.sql"))) {
                query.setArray(1, connection.createArrayOf("text", whole.toArray()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Reference reference = new Reference(
                                new TableName(row.getString("to_schema"), row.getString("to_table")),
                                row.getString("to_column"),
                                row.getString("to_type"));
                        if (row.getString("from_column") == null) {
                            keys.put(reference.table(), reference);
                        } else {
                            references
                                    .computeIfAbsent(row.getString("from_table"), table -> new HashMap<>())
                                    .put(row.getString("from_column"), reference);
                        }
                    }
                }
            }
            keys.keySet().retainAll(templates.keySet());
        }
    }

    private static Map<String, String> values(List<String> columns, List<String> texts) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), texts.get(i));
        }
        return values;
    }

    static List<String> texts(Array array) throws SQLException {
        return new ArrayList<>(Arrays.asList((String[]) array.getArray()));
    }
}
