package io.waybill.delivery.naming;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks rows up, a table at a time, in the target, and among the changes of a waybill where the target does not have them; and makes names of
 * what they have.
 */
final class RowNaming {
    private static final Logger LOG = LoggerFactory.getLogger(RowNaming.class);
    /** The name of a row may have the names of rows that it refers to in it, and these again, but not more. */
    private static final int DEEPEST = 2;

    private final Connection connection;
    private final long waybill;
    private final Map<String, NameTemplate> templates;
    private final ReferenceKeys keys;
    private final Map<SoughtRow, String> names = new HashMap<>();

    /**
     * @param waybill 0 for none
     * @param templates what rows are called, by table as people read it
     * @param keys of the tables that have such names
     */
    RowNaming(Connection connection, long waybill, Map<String, NameTemplate> templates, ReferenceKeys keys) {
        this.connection = connection;
        this.waybill = waybill;
        this.templates = templates;
        this.keys = keys;
    }

    /** Whether rows of a table have names. */
    boolean areNamed(String table) {
        return templates.containsKey(table);
    }

    /** Finds the names of those rows that have one. */
    void find(Collection<SoughtRow> wanted) throws SQLException {
        find(wanted, 1);
    }

    /** Finds names of rows, after those of the rows that they refer to. */
    private void find(Collection<SoughtRow> wanted, int depth) throws SQLException {
        Map<KeyColumn, Set<String>> byKey = new LinkedHashMap<>();
        wanted.stream()
                .filter(row -> areNamed(row.key().table()) && !names.containsKey(row))
                .forEach(row -> byKey.computeIfAbsent(row.key(), key -> new LinkedHashSet<>())
                        .add(row.value()));
        Map<SoughtRow, Map<String, String>> found = new LinkedHashMap<>();
        Set<SoughtRow> further = new LinkedHashSet<>();
        for (Map.Entry<KeyColumn, Set<String>> key : byKey.entrySet()) {
            rows(key.getKey(), key.getValue()).forEach((value, values) -> {
                found.put(new SoughtRow(key.getKey(), value), values);
                further.addAll(referred(key.getKey().table(), values));
            });
        }
        if (depth < DEEPEST && !further.isEmpty()) {
            find(further, depth + 1);
        }
        found.forEach((row, values) -> names.put(row, name(row.key().table(), values)));
    }

    /** The rows that a row with these values refers to. */
    Set<SoughtRow> referred(String table, Map<String, String> values) {
        Set<SoughtRow> referred = new LinkedHashSet<>();
        values.forEach((column, value) -> {
            if (value != null) {
                keys.referredBy(table, column).ifPresent(key -> referred.add(new SoughtRow(key, value)));
            }
        });
        return referred;
    }

    /** The name of a row that {@link #find} has found; null for any other, empty when it has none. */
    String name(SoughtRow row) {
        return names.get(row);
    }

    /** The name of a row with these values, those of the rows that it refers to being known. */
    String name(String table, Map<String, String> values) {
        return templates.get(table).fill(column -> {
            String value = values.get(column);
            return keys.referredBy(table, column)
                    .map(key -> names.get(new SoughtRow(key, String.valueOf(value))))
                    .filter(name -> !name.isEmpty())
                    .orElse(value);
        });
    }

    /** Rows by value of their key, each with the columns that its name is made of: from the target, or else from the changes of the waybill. */
    Map<String, Map<String, String>> rows(KeyColumn key, Collection<String> sought) throws SQLException {
        Set<String> missing = new LinkedHashSet<>(sought);
        Map<String, Map<String, String>> rows = new HashMap<>();
        try {
            rows.putAll(present(key, missing));
        } catch (SQLException e) {
            // Without the right to read it, or without one of its columns, the table's rows have no names.
            LOG.warn("Rows of {} are shown without names: SQLSTATE {}", key.table(), e.getSQLState());
            return rows;
        }
        missing.removeAll(rows.keySet());
        if (!missing.isEmpty()) {
            rows.putAll(planned(key, missing));
        }
        return rows;
    }

    /** Rows of the target. */
    private Map<String, Map<String, String>> present(KeyColumn key, Set<String> sought) throws SQLException {
        List<String> columns = templates.get(key.table()).columns();
        Map<String, Map<String, String>> rows = new HashMap<>();
        String sql = SqlTemplate.load(RowNaming.class, "named-rows.sql")
                .with("table", key.place().schema(), key.place().name())
                .with("key", key.name())
                .withSql("type", List.of(key.type()))
                .withList("columns", columns)
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", sought.stream().filter(key::mayHold).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), values(columns, texts(row.getArray(2))));
                }
            }
        }
        return rows;
    }

    private Map<String, Map<String, String>> planned(KeyColumn key, Set<String> missing) throws SQLException {
        Map<String, Map<String, String>> rows = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(RowNaming.class, "named-changes.sql"))) {
            query.setLong(1, waybill);
            query.setString(2, key.place().schema());
            query.setString(3, key.place().name());
            query.setString(4, key.name());
            query.setArray(5, connection.createArrayOf("text", missing.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getString(1), values(texts(row.getArray(2)), texts(row.getArray(3))));
                }
            }
        }
        return rows;
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
