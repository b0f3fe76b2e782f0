package io.waybill.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Rows on their way into one working table, in the text form of COPY. A row is given value by value, by the names of the columns; a
 * column that is not given is NULL.
 */
public final class CopyTable {
    private final String table;
    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final Object[] row;
    private final CopyLines lines = new CopyLines();

    /**
     * A table without rows.
     *
     * @param table without schema
     * @param columns those that rows may have values in
     */
    public CopyTable(String table, String... columns) {
        this.table = table;
        this.columns = List.of(columns);
        this.row = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            places.put(columns[i], i);
        }
    }

    /** The name of the table, without schema. */
    public String table() {
        return table;
    }

    /**
     * Gives the current row a value.
     *
     * @param value null for NULL
     * @throws IllegalArgumentException when the table has no such column
     */
    public CopyTable set(String column, Object value) {
        Integer place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("Table " + table + " has no column " + column + ", only " + columns);
        }
        row[place] = value;
        return this;
    }

    /**
     * Adds a whole row.
     *
     * @param values in the order of the columns, null for NULL; those that are left out at the end are NULL
     */
    public void add(Object... values) {
        System.arraycopy(values, 0, row, 0, values.length);
        add();
    }

    /** Ends the current row and begins the next one. */
    public void add() {
        for (Object value : row) {
            lines.value(value);
        }
        lines.endRow();
        Arrays.fill(row, null);
    }

    /** Whether it has no row that has not been sent. */
    public boolean isEmpty() {
        return lines.length() == 0;
    }

    /** How many characters have not been sent. */
    public int length() {
        return lines.length();
    }

    /**
     * Sends the rows that have not been sent.
     *
     * @param schema of the table, not quoted
     * @throws SQLException when the database refuses them
     */
    public void send(Connection connection, String schema) throws SQLException {
        if (isEmpty()) {
            return;
        }
        String copy = SqlTemplate.load(CopyTable.class, "copy-rows.sql")
                .with("table", schema, table)
                .withList("columns", columns)
                .sql();
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new ByteArrayInputStream(lines.take()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
