package io.waybill.delivery.backup;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.OutputFile;
import io.waybill.delivery.WorkFile;
import io.waybill.delivery.backup.Manifest.Sequence;
import io.waybill.format.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Writes the files of one backup into its folder, table by table, each as a stream. */
final class BackupWriter {
    private static final int STRETCH = 64 << 10;

    private final Connection connection;
    private final Path folder;
    private final Map<String, String> sums = new LinkedHashMap<>();

    /**
     * @param connection in a transaction whose locks keep others from writing to the tables
     * @param folder exists and is empty
     */
    BackupWriter(Connection connection, Path folder) {
        this.connection = connection;
        this.folder = folder;
    }

    /**
     * Writes the rows of all tables, each table to a file of its own.
     *
     * @return the tables, completed by what became known while writing them
     */
    List<Manifest.Table> tables(List<Manifest.Table> tables) throws SQLException, IOException {
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Manifest.Table> written = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    SqlTemplate.load(BackupWriter.class, "begin-reading.sql").sql());
            for (Manifest.Table table : tables) {
                written.add(table(copies, table, written.size() + 1));
            }
            statement.execute(
                    SqlTemplate.load(BackupWriter.class, "end-reading.sql").sql());
        }
        return written;
    }

    /**
     * Writes the manifest and the checksums, which complete the backup.
     *
     * @return the manifest, with its digest
     */
    WorkFile manifest(Manifest manifest) throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        WholeFile.write(file, manifest.json());
        WorkFile written = WorkFile.of(file);
        sums.put(Manifest.FILE, written.digest().sha256());
        WholeFile.write(folder.resolve(Checksums.FILE), Checksums.text(sums));
        return written;
    }

    private Manifest.Table table(CopyManager copies, Manifest.Table table, int ordinal)
            throws SQLException, IOException {
        String name = String.format(
                Locale.ROOT, "%02d-%s.json.gz", ordinal, table.table().replaceAll("[^A-Za-z0-9_]", "_"));
        try (OutputFile file = new OutputFile(folder.resolve(name))) {
            TableExport export;
            try (OutputStream gzip = new QuickGzip(file.out())) {
                export = new TableExport(table, gzip);
                export.run(copies);
            }
            WorkFile complete = file.complete().join();
            sums.put(name, complete.digest().sha256());
            return table.written(
                    sequences(table),
                    export.rows(),
                    export.exact(),
                    name,
                    complete.digest().size(),
                    complete.digest().sha256());
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }

    /** Compresses fast rather than well, because others who write to the tables have to wait. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, STRETCH);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private List<Sequence> sequences(Manifest.Table table) throws SQLException {
        List<Sequence> read = new ArrayList<>();
        for (Sequence sequence : table.sequences()) {
            read.add(readable(sequence.name()) ? read(sequence) : sequence);
        }
        return read;
    }

    private boolean readable(String sequence) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT has_sequence_privilege(?::regclass, 'SELECT')")) {
            query.setString(1, sequence);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Sequence read(Sequence sequence) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlTemplate.load(BackupWriter.class, "read-sequence.sql")
                        .withSql("sequence", List.of(sequence.name()))
                        .sql())) {
            row.next();
            return new Sequence(
                    sequence.name(), sequence.column(), row.getLong("last_value"), row.getBoolean("is_called"));
        }
    }
}
