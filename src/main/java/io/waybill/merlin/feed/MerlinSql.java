package io.waybill.merlin.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.SqlTemplate;
import io.waybill.merlin.config.MerlinConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Merlin's SQL files against one delivery: {@code {work}} is the schema of its stage, with the working tables in it; {@code
 * {target.team}} is the target's table of a model; {@code {stage.team}} its stage table, where the delivery has one.
 */
final class MerlinSql {
    /** Models that files read as they will be: {@code {now.ladder}}. */
    private static final List<String> NOW = List.of("ladder", "aspect", "level", "band");

    private static final int FETCH = 5_000;

    private final Connection connection;
    private final Delivery delivery;
    private final MerlinConfig config;
    private final List<String> staged;

    /**
     * @param connection on which all of it runs
     * @param staged models that the delivery has tables of
     */
    MerlinSql(Connection connection, Delivery delivery, MerlinConfig config, List<String> staged) {
        this.connection = connection;
        this.delivery = delivery;
        this.config = config;
        this.staged = List.copyOf(staged);
    }

    /** Makes something of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes a row; may use the connection for anything else meanwhile. */
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
        return staged.contains(model) ? delivery.targetTable(table) : SqlTemplate.quoted(table);
    }

    /** The stage table of a model, quoted. */
    String stage(String model) {
        return delivery.stageTable(config.models().table(model));
    }

    /** A working table, quoted. */
    String work(String table) {
        return SqlTemplate.qualified(delivery.stageSchema(), table);
    }

    /** A file beside this class, with the names of all tables filled in. */
    SqlTemplate template(String file) {
        SqlTemplate template = SqlTemplate.load(MerlinSql.class, file).with("work", delivery.stageSchema());
        for (String model : config.models().byName().keySet()) {
            template = template.withSql("target." + model, List.of(target(model)));
        }
        for (String model : staged) {
            template = template.withSql("stage." + model, List.of(stage(model)));
        }
        for (String model : NOW) {
            template = template.withSql("now." + model, List.of(now(model)));
        }
        return template;
    }

    /** The rows of a model as they will be, as a relation. */
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

    /** Sets what files read by {@code current_setting('waybill.…')} until the transaction ends. */
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

    /** Runs one statement. @return how many rows it wrote; 0 for a query */
    long update(SqlTemplate template, Object... parameters) throws SQLException {
        return update(template.sql(), parameters);
    }

    private long update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.execute() ? 0 : statement.getLargeUpdateCount();
        }
    }

    /** All rows of a query that has few. */
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

    /** The one number that a query gives. */
    long number(SqlTemplate template, Object... parameters) throws SQLException {
        return query(template, row -> row.getLong(1), parameters).get(0);
    }

    /** Hands over the rows of a query as they are read, so that any number of them needs little memory. */
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

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
