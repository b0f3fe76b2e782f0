package io.waybill.merlin.feed;

import io.waybill.format.csv.CsvDialect;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.recognise.Columns;
import io.waybill.reject.RejectsFile;
import java.nio.file.Path;

/**
 * One file of a batch.
 *
 * @param name as its owner knows it
 * @param path where it stands
 * @param columns which cell of its rows is which column of its feed
 * @param rejects how rows of a {@code rejects.csv} that came back are read; null for any other file
 */
record BatchFile(String name, Path path, CsvDialect dialect, Columns columns, RejectsFile rejects) {
    MerlinFeed feed() {
        return columns.feed();
    }
}
