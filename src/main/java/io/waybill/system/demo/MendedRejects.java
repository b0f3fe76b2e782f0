package io.waybill.system.demo;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.format.csv.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Does with a {@code rejects.csv} what an operator would do who trusts every first suggestion: fills in the decisions. */
public final class MendedRejects {
    private MendedRejects() {}

    /** Writes a copy in which each row's decision is its first candidate; rows without any stay undecided. */
    public static void write(Path rejects, Path mended) throws IOException {
        List<CsvRow> rows = CsvRows.read(rejects, rejects.getFileName().toString());
        List<String> header = rows.get(0).cells();
        int candidate = header.indexOf("candidate 1");
        int decision = header.indexOf("decision");
        try (CsvWriter csv = new CsvWriter(mended)) {
            csv.row(header);
            for (CsvRow row : rows.subList(1, rows.size())) {
                List<String> cells = new ArrayList<>(row.cells());
                cells.set(decision, row.cell(candidate));
                csv.row(cells);
            }
            csv.commit();
        }
    }
}
