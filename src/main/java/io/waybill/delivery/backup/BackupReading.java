package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.backup.Manifest.Sequence;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.format.django.DjangoRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Reads the rows of a sound backup, chunk by chunk, and stages them in an open {@link Delivery}, which then goes on
 * like any other. Fails if a file differs from the manifest because it was changed after it was inspected.
 */
public final class BackupReading implements Iterator<BackupReading.Chunk>, Closeable {
    private static final int STRETCH = 64 << 10;

    private final Manifest manifest;
    private final Path folder;
    private final LongConsumer progress;
    private final Map<Manifest.Table, RecordRows> writers = new HashMap<>();
    private final Bytes text = new Bytes();
    private final Iterator<Manifest.Table> tables;
    private Manifest.Table table;
    private TableReading reading;
    private long read;
    private long bytesBefore;

    /**
     * @param folder of the backup
     * @param progress receives the number of bytes read so far from all files
     */
    BackupReading(Manifest manifest, Path folder, LongConsumer progress) {
        this.manifest = requireNonNull(manifest, "manifest");
        this.folder = requireNonNull(folder, "folder");
        this.progress = requireNonNull(progress, "progress");
        this.tables = manifest.tables().iterator();
    }

    /** Records of one table. */
    public record Chunk(Manifest.Table table, List<DjangoRecord> records) {}

    /** What the restore delivers. */
    List<TableSpec> specs() {
        return RestoreSpecs.of(manifest);
    }

    /** The number of rows of each model. */
    Map<String, Long> rows() {
        return manifest.tables().stream()
                .collect(Collectors.toMap(Manifest.Table::model, Manifest.Table::rows, Long::sum, LinkedHashMap::new));
    }

    /**
     * @throws io.waybill.format.BrokenFileException when a file is not what the manifest says
     * @throws UncheckedIOException when one cannot be read
     */
    @Override
    public boolean hasNext() {
        try {
            while (reading == null || !reading.hasNext()) {
                if (reading != null) {
                    end();
                }
                if (!tables.hasNext()) {
                    return false;
                }
                table = tables.next();
                reading = new TableReading(folder.resolve(table.file()));
                read = 0;
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The backup has no more records");
        }
        List<DjangoRecord> records = reading.next();
        read += records.size();
        progress.accept(bytesBefore + reading.bytesRead());
        return new Chunk(table, records);
    }

    /**
     * Stages a chunk.
     *
     * @throws io.waybill.format.BrokenFileException when a record does not belong to its table
     */
    void stage(Chunk chunk, Delivery delivery) {
        RecordRows writer = writers.computeIfAbsent(chunk.table, RecordRows::new);
        text.clear();
        for (DjangoRecord record : chunk.records) {
            try {
                writer.write(record, text);
            } catch (IllegalArgumentException e) {
                throw UnsoundBackup.refusal(
                        manifest.id(),
                        List.of(chunk.table.file() + ", " + record.label() + ": " + e.getMessage() + "."));
            }
            if (text.length() >= STRETCH) {
                delivery.stageText(chunk.table.label(), text.array(), text.length());
                text.clear();
            }
        }
        if (text.length() > 0) {
            delivery.stageText(chunk.table.label(), text.array(), text.length());
        }
    }

    /**
     * Sets sequences forward to where they were when the backup was taken, so that no key is used twice; none is ever
     * set back. PostgreSQL does not roll this back, so it is done right before the commit.
     *
     * @param delivery the one that is about to be committed
     */
    void advanceSequences(Delivery delivery) throws SQLException {
        for (Manifest.Table each : manifest.tables()) {
            Map<String, ColumnShape> columns =
                    delivery.shape().table(each.label()).columns();
            for (Sequence sequence : each.sequences()) {
                ColumnShape column = columns.get(sequence.column());
                if (sequence.last() != null && sequence.called() && column != null && column.sequence() != null) {
                    advance(delivery, column.sequence(), sequence.last());
                }
            }
        }
    }

    /** @param sequence its name in the catalogue; names from a file never become part of a statement */
    private static void advance(Delivery delivery, String sequence, long last) throws SQLException {
        try (PreparedStatement call = delivery.connection()
                .prepareStatement(SqlTemplate.load(BackupReading.class, "advance-sequence.sql")
                        .withSql("sequence", List.of(sequence))
                        .sql())) {
            call.setString(1, sequence);
            call.setLong(2, last);
            call.setLong(3, last);
            call.setLong(4, last);
            call.executeQuery().close();
        }
    }

    private void end() throws IOException {
        boolean sound = reading.faults().isEmpty()
                && read == table.rows()
                && reading.digest().sha256().equals(table.sha256());
        reading.close();
        reading = null;
        bytesBefore += table.size();
        if (!sound) {
            throw UnsoundBackup.refusal(manifest.id(), List.of(table.file() + " was changed while it was being read."));
        }
    }

    @Override
    public void close() throws IOException {
        if (reading != null) {
            reading.close();
        }
    }
}
