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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The error folder of a waybill as people see it: {@code rejects.csv} with exactly those of its rejects that are open in the
 * ledger. Writing it again gives the same file, so it can be made good after a crash at any time.
 */
public final class ErrorFolder {
    /** Name of the file in a waybill's error folder. */
    public static final String FILE_NAME = "rejects.csv";

    private final Rejects rejects;

    public ErrorFolder(Rejects rejects) {
        this.rejects = rejects;
    }

    /**
     * Writes {@code rejects.csv}, readable by this account only, in one step; or removes it, and the folder when nothing else
     * is in it, when no reject is open.
     *
     * @param connection its transaction is ended when it is in autocommit mode, and left as it is otherwise
     * @param folder the error folder of this waybill; made when needed
     * @return the file, null when there is none
     */
    public Path rewrite(Connection connection, long waybill, Path folder) throws SQLException, IOException {
        boolean autocommit = connection.getAutoCommit();
        // Only within a transaction does the driver fetch piece by piece.
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
                // Nothing was there, or something else is kept there.
                return null;
            }
            return null;
        }
        DataFolder.makePrivate(folder);
        List<String> header = new ArrayList<>(rowColumns);
        header.addAll(RejectsColumns.all());
        try (CsvWriter csv = new CsvWriter(file)) {
            csv.row(header);
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
