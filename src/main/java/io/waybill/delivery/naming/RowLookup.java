package io.waybill.delivery.naming;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.delivery.Change;
import io.waybill.delivery.Changes;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.shape.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Looks up rows of the target, one at a time, for people who follow a reference. Secret columns stay hidden. */
public final class RowLookup {
    /** SQLSTATE class of values that cannot be what a column holds. */
    private static final String DATA_EXCEPTION = "22";

    private final DataSource pages;
    private final RowNames names;
    private final Changes changes;
    private final SecretColumns secrets;

    /**
     * @param pages connections for what people look at
     * @param changes of waybills
     * @param secrets columns whose values are not shown, and by which no row is looked up
     */
    public RowLookup(DataSource pages, RowNames names, Changes changes, SecretColumns secrets) {
        this.pages = requireNonNull(pages, "pages");
        this.names = requireNonNull(names, "names");
        this.changes = requireNonNull(changes, "changes");
        this.secrets = requireNonNull(secrets, "secrets");
    }

    private record Column(String name, String type, boolean key, boolean unique) {}

    /**
     * Looks a row up.
     *
     * @param table as people read it
     * @param column by which it is looked up; null for the primary key
     * @param waybill whose tables, and whose change of the row, are shown as well; 0 for none
     * @return empty when people may not look at rows of this table, or no column of it tells them apart
     * @throws SQLException when the database does not answer, or does not let Waybill read the table
     */
    public Optional<TargetRow> find(String table, String column, String key, long waybill) throws SQLException {
        TableName place = TableName.of(table);
        List<Column> columns;
        Optional<Column> by;
        List<String> values;
        try (Connection connection = pages.getConnection()) {
            if (!names.knownTables(connection, waybill).contains(table)) {
                return Optional.empty();
            }
            columns = columns(connection, place);
            by = columns.stream()
                    .filter(each -> column == null
                            ? each.key()
                            : each.unique() && each.name().equals(column))
                    .filter(each -> !secrets.of(table).contains(each.name()))
                    .findFirst();
            if (by.isEmpty()) {
                return Optional.empty();
            }
            values = values(connection, place, columns, by.get(), key);
        }
        Optional<NamedChange> now =
                values == null ? Optional.empty() : Optional.of(named(waybill, row(table, columns, values)));
        return Optional.of(new TargetRow(
                table,
                by.get().name(),
                key,
                now,
                changeKey(columns, by.get(), key, values)
                        .flatMap(primary -> changes.ofRow(waybill, place, primary.column(), primary.value()))
                        .map(change -> named(waybill, change))));
    }

    private NamedChange named(long waybill, Change change) {
        return names.of(waybill, List.of(change)).get(0);
    }

    /** The primary key of the row; of one that the target does not have only known if it was looked up by it. */
    private static Optional<Change.Key> changeKey(List<Column> columns, Column by, String key, List<String> values) {
        if (by.key()) {
            return Optional.of(new Change.Key(by.name(), key));
        }
        for (int i = 0; values != null && i < columns.size(); i++) {
            if (columns.get(i).key()) {
                return Optional.of(new Change.Key(columns.get(i).name(), values.get(i)));
            }
        }
        return Optional.empty();
    }

    /** The row as it is now, in the form in which rows get their names. */
    private static Change row(String table, List<Column> columns, List<String> values) {
        List<Change.Key> key = new ArrayList<>();
        List<Change.Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).key()) {
                key.add(new Change.Key(columns.get(i).name(), values.get(i)));
            }
            cells.add(new Change.Cell(columns.get(i).name(), null, values.get(i)));
        }
        return new Change(Change.Place.START, Change.Kind.INSERT, table, "", key, cells, false);
    }

    private static List<Column> columns(Connection connection, TableName table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(RowLookup.class, "row-columns.sql"))) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(new Column(
                            row.getString("name"),
                            row.getString("type"),
                            row.getBoolean("is_key"),
                            row.getBoolean("is_unique")));
                }
            }
        }
        return columns;
    }

    /** All its values as text; null when there is no such row. */
    private static List<String> values(
            Connection connection, TableName table, List<Column> columns, Column by, String key) throws SQLException {
        String sql = SqlTemplate.load(RowLookup.class, "row.sql")
                .with("table", table.schema(), table.name())
                .with("key", by.name())
                .withSql("type", List.of(by.type()))
                .withList("columns", columns.stream().map(Column::name).toList())
                .sql();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? RowNaming.texts(row.getArray(1)) : null;
            }
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(DATA_EXCEPTION)) {
                return null;
            }
            throw e;
        }
    }
}
