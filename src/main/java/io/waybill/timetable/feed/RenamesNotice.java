package io.waybill.timetable.feed;

import io.waybill.delivery.Outcome;
import io.waybill.format.csv.CsvDialect;
import io.waybill.match.RenamesFile;
import java.io.IOException;
import java.util.Optional;

/** Tells how the file of renamed paths was read, where its encoding was guessed: a path in another spelling renames nothing. */
final class RenamesNotice {
    private RenamesNotice() {}

    /** @throws IOException when the file cannot be read */
    static void tell(RenamesFile renames, Outcome outcome) throws IOException {
        Optional<CsvDialect> dialect = renames.dialect();
        if (dialect.isPresent()) {
            outcome.readAs(
                    renames.name(),
                    renames.path(),
                    dialect.get(),
                    "If it is another one, save it as CSV UTF-8 and drop the file again.");
        }
    }
}
