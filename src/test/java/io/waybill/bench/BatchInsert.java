package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.TableSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What a program does that takes care: INSERT by JDBC in batches that the driver makes multi-row statements of, in one transaction,
 * of rows that are CSV files already.
 */
final class BatchInsert {
    private static final int BATCH = 1_000;

    private final RunningWaybill waybill;

    BatchInsert(RunningWaybill waybill) {
        this.waybill = waybill;
    }

    Void intoTables() throws SQLException, IOException {
        EmbeddedDatabase database = waybill.database();
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("reWriteBatchedInserts", "true");
        // The server reads the values, as it does for COPY.
        properties.setProperty("stringtype", "unspecified");
        try (Connection connection = DriverManager.getConnection(database.url(), properties)) {
            connection.setAutoCommit(false);
            for (TableSpec table : waybill.tables()) {
                insert(connection, table);
            }
            connection.commit();
        }
        return null;
    }

    private void insert(Connection connection, TableSpec table) throws SQLException, IOException {
        String columns = table.columns().stream()
                .map(column -> '"' + column.column() + '"')
                .collect(Collectors.joining(", "));
        String places = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table.table() + " (" + columns + ") VALUES (" + places + ")");
                Reader csv = Files.newBufferedReader(waybill.csv().resolve(table.table() + ".csv"))) {
            int waiting = 0;
            for (CSVRecord row : CSVFormat.POSTGRESQL_CSV.parse(csv)) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setString(i + 1, row.get(i));
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }
}
