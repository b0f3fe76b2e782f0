package io.waybill.merlin.feed;

import io.waybill.database.CopyTable;
import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.merlin.config.MerlinConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs Merlin's SQL files for one delivery. In the files {@code {work}} is the schema of the stage, which also holds the working tables;
 * {@code {target.team}} is the table of a model in the target, {@code {stage.team}} the one in the stage when the delivery has it.
 */
final class MerlinSql {
    /** Models that files may read as they will be after the delivery: {@code {now.ladder}}. */
    private static final List<String> NOW = List.of("ladder", "aspect", "level", "band");

    private static final int FETCH = 5_000;

    private final Connection connection;
    private final Delivery delivery;
    private final MerlinConfig config;
    private final List<String> staged;
    /** What every file may name; null until the first one is read. */
    private Map<String, List<String>> names;

    /**
     * @param connection for all statements
     * @param staged models that the delivery has stage tables for
     */
    MerlinSql(Connection connection, Delivery delivery, MerlinConfig config, List<String> staged) {
        this.connection = connection;
        this.delivery = delivery;
        this.config = config;
        this.staged = List.copyOf(staged);
    }

    /** Converts a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes a row; may use the connection for other statements at the same time. */
    interface EachRow {
        void row(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    boolean stages(String model) {
        return staged.contains(model);
    }

    List<String> staged() {
        return staged;
    }

    /** The target's table of a model, quoted. */
    String target(String model) {
        String table = config.models().table(model);
        return staged.contains(model)
                ? delivery.relations().target(table)
                : SqlTemplate.qualified(table.split("\\.", 2));
    }

    /** The stage table of a model, quoted. */
    String stage(String model) {
        return delivery.relations().stage(config.models().table(model));
    }

    /** A working table, quoted. */
    String work(String table) {
        return SqlTemplate.qualified(delivery.relations().schema(), table);
    }

    /** An SQL file with the names of all tables filled in. */
    SqlTemplate template(String file) {
        if (names == null) {
            names = names();
        }
        return SqlTemplate.load(MerlinSql.class, file).withAll(names);
    }

    private Map<String, List<String>> names() {
        Map<String, List<String>> all = new HashMap<>();
        all.put("work", List.of(SqlTemplate.quoted(delivery.relations().schema())));
        for (String model : config.models().byName().keySet()) {
            all.put("target." + model, List.of(target(model)));
        }
        for (String model : staged) {
            all.put("stage." + model, List.of(stage(model)));
        }
        for (String model : NOW) {
            all.put("now." + model, List.of(now(model)));
        }
        return all;
    }

    /** The rows of a model as they will be after the delivery, as a relation. */
    private String now(String model) {
        if (!staged.contains(model)) {
            return target(model);
        }
        List<String> columns = new ArrayList<>(List.of("id"));
        config.models().of(model).columns().stream().map(SqlTemplate::quoted).forEach(columns::add);
        String list = String.join(", ", columns);
        return "(SELECT " + list + " FROM " + stage(model) + " UNION ALL SELECT " + list + " FROM " + target(model)
                + " AS t WHERE NOT EXISTS (SELECT FROM " + stage(model) + " AS s WHERE s.id = t.id))";
    }

    /** Sets a value that files read by {@code current_setting('waybill.…')}, until the end of the transaction. */
    void set(String name, String value) throws SQLException {
        update("SELECT set_config('waybill.' || ?, ?, true)", name, value);
    }

    /** Runs all statements of a file. */
    void run(String file) throws SQLException {
        run(template(file));
    }

    void run(SqlTemplate template) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(template.sql());
        }
    }

    /**
     * Runs one statement.
     *
     * @return how many rows it wrote; 0 for a query
     */
    long update(SqlTemplate template, Object... parameters) throws SQLException {
        return update(template.sql(), parameters);
    }

    private long update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.execute() ? 0 : statement.getLargeUpdateCount();
        }
    }

    /** All rows of a query with few rows. */
    <T> List<T> query(SqlTemplate template, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement query = prepared(template.sql(), parameters);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(reader.read(row));
            }
        }
        return all;
    }

    /** The single number that a query returns. */
    long number(SqlTemplate template, Object... parameters) throws SQLException {
        return query(template, row -> row.getLong(1), parameters).get(0);
    }

    /** Passes on the rows of a query one by one, so that they need little memory, however many they are. */
    void each(SqlTemplate template, EachRow each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(template.sql())) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    each.row(row);
                }
            }
        }
    }

    /** Sends the rows of a working table that have not been sent. */
    void send(CopyTable table) throws SQLException {
        table.send(connection, delivery.relations().schema());
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
