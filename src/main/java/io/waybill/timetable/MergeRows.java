package io.waybill.timetable;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a permissions file as people save it: any dialect of CSV, with a header row or without. */
final class MergeRows {
    private final String file;

    /** @param file its name as its owner knows it, for messages */
    MergeRows(String file) {
        this.file = file;
    }

    /**
     * All rows; one without a user column goes into the faults.
     *
     * @throws BrokenFileException when it is not text
     */
    List<MergeRow> read(InputStream in, Faults faults) throws IOException {
        List<MergeRow> rows = new ArrayList<>();
        boolean first = true;
        for (CsvRow row : CsvRows.read(in, file)) {
            boolean header = first && isHeader(row);
            first = false;
            if (header || row.isBlank()) {
                continue;
            }
            if (row.cells().size() < 2) {
                faults.add(new Fault(
                        Position.ofLine(file, row.line()),
                        null,
                        null,
                        "short-row",
                        row.cells().size() + " column",
                        "three columns: subject path, user path, user data",
                        "Complete the row or delete it."));
            } else {
                rows.add(new MergeRow(row.line(), row.cell(0), row.cell(1), row.cell(2)));
            }
        }
        return rows;
    }

    /** A grant has a path in its user column at least; a title has none. */
    private static boolean isHeader(CsvRow row) {
        return row.cell(0).indexOf('/') < 0 && row.cell(1).indexOf('/') < 0;
    }
}
