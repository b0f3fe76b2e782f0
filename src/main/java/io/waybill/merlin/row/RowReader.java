package io.waybill.merlin.row;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.NothingWords;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.MatchingKey;
import java.util.Map;

/** Reads the rows of one file as typed records. */
public abstract sealed class RowReader<T>
        permits LadderRows, OrganizationRows, ChapterRows, TribeRows, TeamRows, UserRows, HistoryRows {
    private final Columns columns;
    private final String file;
    private final String clear;
    private final NothingWords nothing;
    private long records;

    /**
     * @param columns of the file
     * @param file its name as its owner knows it
     */
    RowReader(MerlinConfig config, Columns columns, String file) {
        this.columns = columns;
        this.file = file;
        this.clear = MatchingKey.of(config.cells().clear());
        this.nothing = config.cells().nothing();
    }

    /** Reads the next row of the file. */
    public final RowResult<T> read(CsvRow row) {
        return read(row, Map.of());
    }

    /**
     * Reads the next row of the file.
     *
     * @param answers values that a person gave instead of those of the row, by column; the file need not have the column
     */
    public final RowResult<T> read(CsvRow row, Map<String, String> answers) {
        return read(new RowCells(columns, row, new RowPlace(file, row.line(), ++records), clear, nothing, answers));
    }

    abstract RowResult<T> read(RowCells cells);
}
