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
 * @param path where it stands
 * @param columns which cell of its rows is which column of its feed
 * @param rejects how rows of a {@code rejects.csv} that came back are read; null for any other file
 * @param kind which rows of such a file these are; null for all rows
 */
record BatchFile(String name, Path path, CsvDialect dialect, Columns columns, RejectsFile rejects, String kind) {
    /** The same file, read as one kind of rows. */
    BatchFile of(Columns read, String ofKind) {
        return new BatchFile(name, path, dialect, read, rejects, ofKind);
    }

    /** The cells by which a row is known again. */
    List<String> key(CsvRow row) {
        return feed().key().stream()
                .map(column -> KnownBy.cell(MatchingKey.of(columns.cell(row, column))))
                .toList();
    }

    MerlinFeed feed() {
        return columns.feed();
    }
}
