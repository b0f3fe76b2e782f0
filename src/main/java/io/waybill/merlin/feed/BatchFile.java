package io.waybill.merlin.feed;

import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.CsvRow;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.MatchingKey;
import io.waybill.reject.RejectsFile;
import java.nio.file.Path;
import java.util.List;

/**
 * One file of a batch.
 *
 * @param name as its owner knows it
 * @param path of the file
 * @param columns of its feed among its cells
 * @param rejects reads the rows of a {@code rejects.csv} that came back; null for any other file
 * @param kind of the rows that are read from such a file; null for all
 */
record BatchFile(String name, Path path, CsvDialect dialect, Columns columns, RejectsFile rejects, String kind) {
    /** The same file for one kind of rows. */
    BatchFile of(Columns read, String ofKind) {
        return new BatchFile(name, path, dialect, read, rejects, ofKind);
    }

    /** The cells that identify a row. */
    List<String> key(CsvRow row) {
        return feed().key().stream()
                .map(column -> LedgerKey.cell(MatchingKey.of(columns.cell(row, column))))
                .toList();
    }

    MerlinFeed feed() {
        return columns.feed();
    }
}
