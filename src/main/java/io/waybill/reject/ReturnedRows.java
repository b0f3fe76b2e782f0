package io.waybill.reject;

import io.waybill.format.BrokenFileException;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All rows of a {@code rejects.csv} that came back.
 *
 * @param header the names of the columns of the rows, in lower case
 * @param rows one for each line that is not blank
 */
public record ReturnedRows(List<String> header, List<ReturnedRow> rows) {
    public ReturnedRows {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file that {@linkplain RejectsFile#is is one}.
     *
     * @param name as its owner knows it
     * @throws BrokenFileException when it is not well-formed
     * @throws IOException when it cannot be read
     */
    public static ReturnedRows read(Path file, String name) throws IOException {
        List<CsvRow> lines = CsvRows.read(file, name);
        RejectsFile rejects = RejectsFile.of(lines.get(0)).orElseThrow();
        return new ReturnedRows(
                rejects.header(),
                lines.stream()
                        .skip(1)
                        .filter(line -> !line.isBlank())
                        .map(rejects::row)
                        .toList());
    }
}
