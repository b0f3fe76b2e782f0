package io.waybill.merlin.feed;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.merlin.MerlinConfig;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.row.ChapterRows;
import io.waybill.merlin.row.HistoryRows;
import io.waybill.merlin.row.LadderRows;
import io.waybill.merlin.row.OrganizationRows;
import io.waybill.merlin.row.RowReader;
import io.waybill.merlin.row.TeamRows;
import io.waybill.merlin.row.TribeRows;
import io.waybill.merlin.row.UserRows;
import io.waybill.reject.ReturnedRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of a batch in the order of its files, by chunk; a chunk is of one file. */
final class BatchRows implements Iterator<BatchRows.Chunk>, Closeable {
    private static final int CHUNK = 1_000;

    private final MerlinConfig config;
    private final MerlinOptions options;
    private final Iterator<BatchFile> files;
    private BatchFile file;
    private CsvRows rows;
    private RowReader<?> reader;
    private long number;

    /** @param rows at least one */
    record Chunk(BatchFile file, List<BatchRow> rows) {}

    BatchRows(Batch batch, MerlinConfig config, MerlinOptions options) {
        this.config = config;
        this.options = options;
        this.files = batch.files().iterator();
    }

    /** @throws io.waybill.format.BrokenFileException with all faults of a file, where its end is reached */
    @Override
    public boolean hasNext() {
        try {
            while (rows == null || !rows.hasNext()) {
                close();
                if (!files.hasNext()) {
                    return false;
                }
                file = files.next();
                rows = CsvRows.open(file.path(), file.name(), file.dialect());
                rows.next();
                reader = reader(file.columns(), file.name());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<BatchRow> chunk = new ArrayList<>(CHUNK);
        while (chunk.size() < CHUNK && rows.hasNext()) {
            chunk.add(row(rows.next()));
        }
        return new Chunk(file, chunk);
    }

    private BatchRow row(CsvRow row) {
        if (file.rejects() == null) {
            return new BatchRow(++number, row, reader.read(row), null, null);
        }
        ReturnedRow returned = file.rejects().row(row);
        CsvRow own = new CsvRow(returned.line(), returned.cells());
        return new BatchRow(++number, own, reader.read(own), returned.reject(), returned.decision());
    }

    private RowReader<?> reader(Columns columns, String name) {
        return switch (columns.feed()) {
            case LADDERS -> new LadderRows(config, options, columns, name);
            case ORGANIZATIONS -> new OrganizationRows(config, columns, name);
            case CHAPTERS -> new ChapterRows(config, columns, name);
            case TRIBES -> new TribeRows(config, columns, name);
            case TEAMS -> new TeamRows(config, columns, name);
            case USERS -> new UserRows(config, options, columns, name);
            case HISTORY -> new HistoryRows(config, options, columns, name);
        };
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
