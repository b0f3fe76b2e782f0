package io.waybill.merlin.feed;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerException;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.feed.RowDecisions.Decided;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.row.ChapterRows;
import io.waybill.merlin.row.HistoryRows;
import io.waybill.merlin.row.LadderRows;
import io.waybill.merlin.row.OrganizationRows;
import io.waybill.merlin.row.RowReader;
import io.waybill.merlin.row.RowResult;
import io.waybill.merlin.row.TeamRows;
import io.waybill.merlin.row.TribeRows;
import io.waybill.merlin.row.UserRows;
import io.waybill.reject.OriginalRows;
import io.waybill.reject.RestoredCell;
import io.waybill.reject.ReturnedRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of a batch in chunks, in the order of its files. All rows of a chunk are from one file. */
final class BatchRows implements Iterator<BatchRows.Chunk>, Closeable {
    private static final int CHUNK = 1_000;

    private final MerlinConfig config;
    private final MerlinOptions options;
    private final Iterator<BatchFile> files;
    private final RowDecisions decisions;
    private final OriginalRows originals;
    private final boolean parsed;
    private BatchFile file;
    private CsvRows rows;
    private RowReader<?> reader;
    private long number;
    private long bytesBefore;

    /**
     * Some rows of a file.
     *
     * @param rows in the order of the file; none when all of them are of another kind
     * @param bytes read so far from all files
     * @param restored cells of these rows that a spreadsheet had changed by itself
     */
    record Chunk(BatchFile file, List<BatchRow> rows, long bytes, List<RestoredCell> restored) {}

    /** @param parsed whether rows are parsed; otherwise they have no result */
    BatchRows(RecognisedBatch batch, boolean parsed) {
        this.parsed = parsed;
        this.decisions = batch.decisions();
        this.originals = batch.originals();
        this.config = batch.config();
        this.options = batch.options();
        this.files = batch.batch().files().iterator();
    }

    /** @throws io.waybill.format.BrokenFileException at the end of a file, with all its faults */
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
        List<RestoredCell> restored = new ArrayList<>();
        if (file.rejects() == null) {
            while (chunk.size() < CHUNK && rows.hasNext()) {
                chunk.add(row(rows.next(), null));
            }
        } else {
            for (ReturnedRow returned : returned(restored)) {
                chunk.add(row(new CsvRow(returned.line(), returned.cells()), returned));
            }
        }
        return new Chunk(file, chunk, bytesBefore + rows.bytesRead(), restored);
    }

    /** The next rows that came back, with what a spreadsheet has changed in them as it was. */
    private List<ReturnedRow> returned(List<RestoredCell> restored) {
        List<ReturnedRow> returned = new ArrayList<>();
        while (returned.size() < CHUNK && rows.hasNext()) {
            ReturnedRow row = file.rejects().row(rows.next());
            if (file.kind() == null || file.kind().equals(row.kind())) {
                returned.add(row);
            }
        }
        try {
            originals.requireOwn(file.name(), returned, feed -> feed.system().equals(MerlinConfig.SYSTEM));
            return originals.restore(file.rejects().header(), returned, restored);
        } catch (SQLException e) {
            throw new LedgerException("The rejects that came back cannot be looked up.", e);
        }
    }

    private BatchRow row(CsvRow row, ReturnedRow returned) {
        Decided decided = decisions.of(file, row, returned, parsed);
        RowResult<?> result = parsed ? reader.read(decided.row(), decided.answers()) : null;
        if (!parsed) {
            return new BatchRow(++number, decided.row(), null, null, decided.decision(), decided.dropped());
        }
        if (decided.dropped()) {
            result = new RowResult.LeftOut<>(result.at());
        } else if (decided.fault() != null) {
            result = new RowResult.Bad<>(result.at(), List.of(decided.fault()));
        }
        return new BatchRow(
                ++number,
                decided.row(),
                result,
                returned == null ? null : returned.reject(),
                decided.decision(),
                decided.dropped());
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
            bytesBefore += rows.bytesRead();
            rows.close();
            rows = null;
        }
    }
}
