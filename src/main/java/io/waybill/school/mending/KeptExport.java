package io.waybill.school.mending;

import io.waybill.database.SqlText;
import io.waybill.folder.DataFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.model.FeedName;
import io.waybill.model.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The latest export of a feed, as the archive has it.
 *
 * @param waybill by which it came
 * @param file where it is, byte for byte as it was dropped
 * @param name as it was dropped
 * @param dropped when
 * @param options of the feed that it was dropped with
 */
record KeptExport(long waybill, Path file, String name, Instant dropped, Map<String, String> options) {
    private static final String LATEST = SqlText.of(KeptExport.class, "latest-export.sql");
    private static final String AGAIN = "Drop the latest export again; then answer what is rejected of it.";

    /**
     * Looks for it.
     *
     * @param answers name of the file with answers, for messages
     * @throws BrokenFileException when there is none, it is no longer kept as it was, or the calendar's year has changed since
     * @throws IOException when it cannot be read
     */
    static KeptExport latest(DataFolder data, DataSource ledger, FeedName feed, String answers)
            throws SQLException, IOException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(LATEST)) {
            query.setString(1, feed.system());
            query.setString(2, feed.feed());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw refused(answers, "no export of " + feed, "one that the answers are about");
                }
                long number = row.getLong("number");
                if (row.getObject("year_step") != null) {
                    throw refused(
                            answers,
                            "the export of waybill " + number + ", and after it waybill " + row.getLong("year_step")
                                    + ", which is a step of the end of the year",
                            "an export of the year as it is now");
                }
                String path = row.getString("path");
                Path file = path == null ? null : data.file(path);
                if (file == null
                        || !file.startsWith(data.root())
                        || !Files.isRegularFile(file)
                        || !FileDigest.of(file).sha256().equals(row.getString("sha256"))) {
                    throw refused(
                            answers,
                            "no file of waybill " + number + " in the archive, or not as it was dropped",
                            "the latest export, which is read again with the answers");
                }
                return new KeptExport(
                        number,
                        file,
                        row.getString("file_name"),
                        row.getTimestamp("claimed_at").toInstant(),
                        options(row));
            }
        }
    }

    private static Map<String, String> options(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("names").getArray();
        String[] given = (String[]) row.getArray("given").getArray();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            options.put(names[i], given[i]);
        }
        // How it was dropped, not how it is read.
        options.remove("again");
        options.remove("preview");
        return options;
    }

    private static BrokenFileException refused(String answers, String found, String expected) {
        return new BrokenFileException(
                Fault.ofFile(Position.of(answers), "no-export", found, expected, "Nothing was changed. " + AGAIN));
    }
}
