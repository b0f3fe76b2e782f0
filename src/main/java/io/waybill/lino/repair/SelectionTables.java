package io.waybill.lino.repair;

import io.waybill.database.CopyTable;
import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The working tables of a selection: temporary ones of a transaction of its own, which is rolled back at the end, so that nothing is left of
 * them whatever happens.
 */
final class SelectionTables implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int FETCH_SIZE = 10_000;

    private final Connection connection;
    private final List<KeptTable> tables = new ArrayList<>();
    private CopyTable filling;

    SelectionTables(DataSource target) throws SQLException {
        connection = target.getConnection();
        try {
            connection.setAutoCommit(false);
            run(SqlText.of(SelectionTables.class, "settings.sql"));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Takes a selected row. */
    interface Selected {
        /**
         * @param row its place in the dump
         * @param pass that selected it
         * @param twice whether a row before it has the same key
         */
        void take(long row, int pass, boolean twice);
    }

    void create(KeptTable table) throws SQLException {
        run(table.template("keep.sql").withSql("typed", table.typed()).sql());
        tables.add(table);
    }

    /**
     * Adds a row.
     *
     * @param row its place in the dump
     * @param texts one for each column of the table
     */
    void add(KeptTable table, long row, List<String> texts) throws SQLException {
        if (filling == null || !filling.table().equals(table.name())) {
            send();
            filling = table.copy();
        }
        List<Object> values = new ArrayList<>(texts.size() + 1);
        values.add(row);
        values.addAll(texts);
        filling.add(values.toArray());
        if (filling.length() >= BUFFER) {
            send();
        }
    }

    private void send() throws SQLException {
        if (filling != null) {
            filling.send(connection, KeptTable.SCHEMA);
        }
    }

    /** All rows have been added. */
    void endReading() throws SQLException {
        send();
        for (KeptTable table : tables) {
            run(table.template("keep-ready.sql").sql());
        }
    }

    /**
     * Selects rows for a pass.
     *
     * @param parameters of the condition
     * @param others the same table in other dumps: each key is selected in one of them only
     * @return how many rows fulfil the condition that earlier passes have selected
     */
    long select(KeptTable table, int pass, String condition, List<Object> parameters, List<KeptTable> others)
            throws SQLException {
        List<String> selected = selectedElsewhere(others, "w");
        long repeated = 0;
        SqlTemplate count = table.template("select-repeated.sql")
                .withSql("condition", List.of(condition))
                .withSql("others", selected);
        try (PreparedStatement query = prepared(count.sql(), parameters);
                ResultSet row = query.executeQuery()) {
            row.next();
            repeated = row.getLong(1);
        }
        List<Object> all = new ArrayList<>(List.of(pass, pass));
        all.addAll(parameters);
        update(
                table.template("select.sql")
                        .withSql("condition", List.of(condition))
                        .withSql("others", selected),
                all);
        return repeated;
    }

    /** Conditions that hold when a row's key is selected in another dump. */
    private static List<String> selectedElsewhere(List<KeptTable> others, String row) {
        return others.stream()
                .map(other -> SqlTemplate.load(SelectionTables.class, "key-selected.sql")
                        .withSql("rows", List.of(other.rows()))
                        .withList("key", List.of(other.key()))
                        .with("row", row)
                        .sql()
                        .strip())
                .toList();
    }

    /**
     * A pass that follows references.
     *
     * @param pass its number
     * @param round the rows from which it goes on were reached in this round; those found belong to the next one
     */
    record Step(int pass, int round) {}

    /**
     * Selects the rows of {@code parent} that rows of {@code child} refer to, as far as the target lacks them.
     *
     * @param model the number that stands for the parent's model, for a generic reference
     * @param others the table of {@code parent} in other dumps: each key is selected in one of them only
     * @return how many were reached, also those that belong to an earlier pass
     */
    long parents(
            KeptTable child, KeptTable parent, Reference reference, String model, Step step, List<KeptTable> others)
            throws SQLException {
        return follow(
                parent.template("select-parents.sql")
                        .withSql("child", List.of(child.rows()))
                        .withSql("others", selectedElsewhere(others, "p")),
                parent,
                reference,
                model,
                step);
    }

    /**
     * Selects the rows of {@code child} that refer to rows of {@code parent}, as far as the target lacks them; see {@link #parents}.
     *
     * @param others the table of {@code child} in other dumps
     */
    long children(
            KeptTable child, KeptTable parent, Reference reference, String model, Step step, List<KeptTable> others)
            throws SQLException {
        return follow(
                child.template("select-children.sql")
                        .withSql("parent", List.of(parent.rows()))
                        .withSql("others", selectedElsewhere(others, "c")),
                parent,
                reference,
                model,
                step);
    }

    private long follow(SqlTemplate template, KeptTable parent, Reference reference, String model, Step step)
            throws SQLException {
        SqlTemplate refers = SqlTemplate.load(
                        SelectionTables.class,
                        reference.isGeneric() ? "key-referred-generically.sql" : "key-referred.sql")
                .withList("column", List.of(reference.column()))
                .withList("parentcolumn", List.of(reference.isGeneric() ? parent.key() : reference.parentColumn()));
        List<Object> parameters =
                new ArrayList<>(List.of(step.pass, step.pass, step.round + 1, step.pass, step.pass, step.round));
        if (reference.isGeneric()) {
            refers = refers.withList("type", List.of(reference.typeColumn()));
            parameters.add(model);
        }
        return update(template.withSql("refers", List.of(refers.sql().strip())), parameters);
    }

    /** Lets references be followed anew from all rows that a pass has reached; returns the round in which they are now. */
    int restart(List<KeptTable> all, int pass) throws SQLException {
        for (KeptTable table : all) {
            update(table.template("restart.sql"), List.of(pass));
        }
        return 0;
    }

    /** How many rows of a table each pass has selected; those that none has selected are under -1. */
    Map<Integer, Long> counts(KeptTable table) throws SQLException {
        Map<Integer, Long> counts = new TreeMap<>();
        try (PreparedStatement query = prepared(table.template("count-rows.sql").sql(), List.of());
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                int pass = row.getInt("waybill_pass");
                counts.put(row.wasNull() ? -1 : pass, row.getLong("rows"));
            }
        }
        return counts;
    }

    /** Hands over the selected rows of a table, in the order of the dump. */
    void selected(KeptTable table, Selected taker) throws SQLException {
        try (PreparedStatement query = prepared(table.template("selected.sql").sql(), List.of())) {
            query.setFetchSize(FETCH_SIZE);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    taker.take(row.getLong("waybill_row"), row.getInt("waybill_pass"), row.getBoolean("twice"));
                }
            }
        }
    }

    private long update(SqlTemplate template, List<Object> parameters) throws SQLException {
        try (PreparedStatement statement = prepared(template.sql(), parameters)) {
            return statement.executeLargeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, List<Object> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            if (value instanceof List<?> texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the transaction, and with it all working tables. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
