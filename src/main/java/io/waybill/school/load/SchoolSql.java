package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.shape.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs SQL files of the school for one delivery. In the files {@code {work}} is the schema of the stage, which also holds the working tables;
 * {@code {target.events}} is a table of the target, {@code {stage.events}} the rows of it that are new or change, and {@code {now.events}} the
 * rows as they will be, as a relation in parentheses, {@code {top.events}} the highest number that is taken in either. A condition on the rows as
 * they will be is not pushed down to an index: where a few rows of a large table are looked for, a file asks stage and target one by one.
 */
public final class SchoolSql {
    private final Connection connection;
    private final Delivery delivery;
    private final Set<SchoolTable> gone = EnumSet.noneOf(SchoolTable.class);
    /** What every file may name; null until the first one is read. */
    private Map<String, List<String>> names;

    /** @param connection for all statements; the caller closes it */
    public SchoolSql(Connection connection, Delivery delivery) {
        this.connection = requireNonNull(connection, "connection");
        this.delivery = requireNonNull(delivery, "delivery");
    }

    /**
     * Converts a row.
     *
     * @param <T> into what
     */
    @FunctionalInterface
    public interface RowReader<T> {
        /** @throws SQLException when the row has no such column */
        T read(ResultSet row) throws SQLException;
    }

    /** The connection of all statements. */
    public Connection connection() {
        return connection;
    }

    /** A working table, for what takes the names of tables. */
    public TableName work(String table) {
        return new TableName(delivery.relations().schema(), table);
    }

    /**
     * Name of the relation, quoted, for the keys of rows that are to be removed; only for tables without a number of their own, in the
     * delivering transaction.
     */
    public String gone(SchoolTable table) {
        gone.add(table);
        return delivery.goneTable(table.table());
    }

    /** How many keys of rows that are to be removed a table has. */
    long countGone(SchoolTable table) throws SQLException {
        return gone.contains(table)
                ? query(
                                template(SchoolSql.class, "count-gone.sql").withSql("gone", List.of(gone(table))),
                                row -> row.getLong(1))
                        .get(0)
                : 0;
    }

    /** Name of a stage table, quoted. */
    String stage(SchoolTable table) {
        return delivery.relations().stage(table.table());
    }

    /** An SQL file from the package of a class, with the names of all tables filled in. */
    public SqlTemplate template(Class<?> beside, String file) {
        if (names == null) {
            names = names();
        }
        return SqlTemplate.load(beside, file).withAll(names);
    }

    private Map<String, List<String>> names() {
        Map<String, List<String>> all = new HashMap<>();
        all.put("work", List.of(SqlTemplate.quoted(delivery.relations().schema())));
        for (SchoolTable table : SchoolTable.values()) {
            String name = table.table();
            all.put("target." + name, List.of(delivery.relations().target(name)));
            all.put("stage." + name, List.of(delivery.relations().stage(name)));
            if (table.numbered()) {
                all.put("now." + name, List.of(now(table)));
                all.put("top." + name, List.of(top(table)));
            }
        }
        return all;
    }

    private String top(SchoolTable table) {
        return "(SELECT greatest((SELECT max(id) FROM " + delivery.relations().target(table.table())
                + "), (SELECT max(id) FROM " + delivery.relations().stage(table.table()) + "), 0))";
    }

    private String now(SchoolTable table) {
        String stage = delivery.relations().stage(table.table());
        String columns = table.columns().stream().map(SqlTemplate::quoted).collect(Collectors.joining(", "));
        return "(SELECT " + columns + " FROM " + stage + " UNION ALL SELECT " + columns + " FROM "
                + delivery.relations().target(table.table()) + " AS t WHERE NOT EXISTS (SELECT FROM " + stage
                + " AS s WHERE s.id = t.id))";
    }

    /**
     * Runs all statements of a file.
     *
     * @throws SQLException when the database refuses one
     */
    public void run(Class<?> beside, String file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(template(beside, file).sql());
        }
    }

    /**
     * Runs the one statement of a file.
     *
     * @return how many rows it wrote; 0 for a query
     * @throws SQLException when the database refuses it
     */
    public long update(Class<?> beside, String file, Object... parameters) throws SQLException {
        return update(template(beside, file), parameters);
    }

    /**
     * Runs one statement.
     *
     * @return how many rows it wrote; 0 for a query
     * @throws SQLException when the database refuses it
     */
    public long update(SqlTemplate template, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(template, parameters)) {
            return statement.execute() ? 0 : statement.getLargeUpdateCount();
        }
    }

    /**
     * All rows of a query with few rows.
     *
     * @throws SQLException when the database refuses it
     */
    public <T> List<T> query(Class<?> beside, String file, RowReader<T> reader, Object... parameters)
            throws SQLException {
        return query(template(beside, file), reader, parameters);
    }

    /**
     * All rows of a query with few rows.
     *
     * @throws SQLException when the database refuses it
     */
    public <T> List<T> query(SqlTemplate template, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement query = prepared(template, parameters);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(reader.read(row));
            }
        }
        return all;
    }

    /**
     * The single number that a query returns.
     *
     * @throws SQLException when the database refuses it
     */
    public long number(Class<?> beside, String file, Object... parameters) throws SQLException {
        return query(beside, file, row -> row.getLong(1), parameters).get(0);
    }

    private PreparedStatement prepared(SqlTemplate template, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(template.sql());
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
