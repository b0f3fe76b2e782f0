package io.waybill.reject;

import io.waybill.folder.DataFolder;
import io.waybill.format.csv.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The {@code rejects.csv} in the error folder of a waybill: exactly those of its rejects that are open in the ledger. Writing it again
 * gives the same file, so it can be repaired after a crash at any time.
 */
public final class ErrorFolder {
    /** Name of the file in a waybill's error folder. */
    public static final String FILE_NAME = "rejects.csv";

    private final Rejects rejects;

    /** @param rejects of the ledger */
    public ErrorFolder(Rejects rejects) {
        this.rejects = rejects;
    }

    /**
     * Writes {@code rejects.csv} in one step, readable by this account only. When no reject is open, removes the file, and the folder
     * when it is empty then.
     *
     * @param connection in autocommit mode its transaction is committed, otherwise it is left open
     * @param folder the error folder of this waybill; created when needed
     * @return the file; null when there is none
     */
    public Path rewrite(Connection connection, long waybill, Path folder) throws SQLException, IOException {
        boolean autocommit = connection.getAutoCommit();
        // The driver fetches in pieces only within a transaction.
        connection.setAutoCommit(false);
        try {
            Path file = written(connection, waybill, folder);
            if (autocommit) {
                connection.commit();
            }
            return file;
        } finally {
            if (autocommit) {
                connection.setAutoCommit(true);
            }
        }
    }

    private Path written(Connection connection, long waybill, Path folder) throws SQLException, IOException {
        Set<String> rowColumns = new LinkedHashSet<>();
        rejects.openHeaders(connection, waybill).forEach(rowColumns::addAll);
        Path file = folder.resolve(FILE_NAME);
        if (rowColumns.isEmpty()) {
            Files.deleteIfExists(file);
            try {
                Files.delete(folder);
            } catch (NoSuchFileException | DirectoryNotEmptyException e) {
                // There was no folder, or it holds other files.
                return null;
            }
            return null;
        }
        DataFolder.makePrivate(folder);
        try (CsvWriter csv = new CsvWriter(file)) {
            csv.row(RejectsColumns.header(rowColumns));
            rejects.eachOpen(connection, waybill, reject -> {
                try {
                    csv.row(RejectsColumns.cells(reject, rowColumns, ""));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            csv.commit();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return file;
    }
}
