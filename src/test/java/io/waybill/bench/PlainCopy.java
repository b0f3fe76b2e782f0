package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.TableSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What PostgreSQL does at best: COPY of rows that are CSV files already, table by table in one transaction. By {@code psql \copy}
 * where psql is on the path, else by the driver's CopyManager.
 */
final class PlainCopy implements AutoCloseable {
    private static final String PREFIX = "timetables_";
    private static final String HEAP = "heap_";

    private final EmbeddedDatabase database;
    private final List<TableSpec> tables;
    private final Path folder;
    private final Connection connection;
    private final boolean psql;

    private PlainCopy(
            EmbeddedDatabase database, List<TableSpec> tables, Path folder, Connection connection, boolean psql) {
        this.database = database;
        this.tables = tables;
        this.folder = folder;
        this.connection = connection;
        this.psql = psql;
    }

    /** @param folder for the CSV files */
    static PlainCopy into(EmbeddedDatabase database, List<TableSpec> tables, Path folder) throws SQLException {
        Connection connection = DriverManager.getConnection(database.url(), "postgres", database.password());
        return new PlainCopy(database, tables, folder, connection, psqlIsThere());
    }

    private static boolean psqlIsThere() {
        try {
            return new ProcessBuilder("psql", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A superuser's. */
    Connection connection() {
        return connection;
    }

    String name() {
        return psql ? "psql \\copy" : "COPY by JDBC (there is no psql)";
    }

    /**
     * Writes the tables as they are into the CSV files.
     *
     * @return how many rows
     */
    long export() throws SQLException, IOException {
        long rows = 0;
        for (TableSpec table : tables) {
            try (OutputStream out = Files.newOutputStream(csv(table))) {
                rows += copies().copyOut("COPY " + relation(PREFIX, table) + " TO STDOUT (FORMAT csv)", out);
            }
        }
        return rows;
    }

    void empty() throws SQLException {
        run("TRUNCATE " + tables.stream().map(TableSpec::table).collect(Collectors.joining(", ")));
        checkpoint();
    }

    /** As autovacuum leaves the tables a while after they were loaded. */
    void settle() throws SQLException {
        run("VACUUM (ANALYZE) " + tables.stream().map(TableSpec::table).collect(Collectors.joining(", ")));
    }

    /** New tables without index and reference, columns as in the real ones. */
    void makeHeaps() throws SQLException {
        for (TableSpec table : tables) {
            String heap = table.table().replace(PREFIX, HEAP);
            run("DROP TABLE IF EXISTS " + heap);
            run("CREATE TABLE " + heap + " AS TABLE " + table.table() + " WITH NO DATA");
            run("ALTER TABLE " + heap + " OWNER TO " + database.user());
        }
        checkpoint();
    }

    Void intoTables() throws Exception {
        return copyIn(PREFIX);
    }

    Void intoHeaps() throws Exception {
        return copyIn(HEAP);
    }

    /** So that nobody pays for what another one wrote. */
    void checkpoint() throws SQLException {
        run("CHECKPOINT");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Void copyIn(String prefix) throws Exception {
        if (psql) {
            copyByPsql(prefix);
        } else {
            copyByDriver(prefix);
        }
        return null;
    }

    private void copyByPsql(String prefix) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "psql",
                "-q",
                "-X",
                "-1",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                database.user(),
                "-d",
                database.url().substring("jdbc:".length())));
        for (TableSpec table : tables) {
            command.add("-c");
            command.add("\\copy " + relation(prefix, table) + " from '" + csv(table) + "' csv");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PGPASSWORD", database.password());
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException("psql ended with " + status);
        }
    }

    private void copyByDriver(String prefix) throws SQLException, IOException {
        connection.setAutoCommit(false);
        for (TableSpec table : tables) {
            try (InputStream in = Files.newInputStream(csv(table))) {
                copies().copyIn("COPY " + relation(prefix, table) + " FROM STDIN (FORMAT csv)", in);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private Path csv(TableSpec table) {
        return folder.resolve(table.table() + ".csv");
    }

    private static String relation(String prefix, TableSpec table) {
        return table.table().replace(PREFIX, prefix)
                + table.columns().stream()
                        .map(column -> '"' + column.column() + '"')
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
