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
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The export that answers are about, as the archive has it: the latest one of its feed.
 *
 * @param waybill by which it came
 * @param file where it is, byte for byte as it was dropped
 * @param name as it was dropped
 * @param dropped when
 * @param options of the feed that it was dropped with
 * @param about the first waybill that has what is answered; 0 when that is not known
 * @param since how many exports have come since
 */
record KeptExport(
        long waybill, Path file, String name, Instant dropped, Map<String, String> options, long about, long since) {
    private static final String LATEST = SqlText.of(KeptExport.class, "latest-export.sql");
    private static final String AGAIN = "Drop the latest export again; then answer what is rejected of it.";

    /**
     * Looks for it.
     *
     * @param parts whether each export of the feed tells a part alone: then it is the latest one that has what is answered
     * @param rejects numbers of those that are answered
     * @param answers name of the file with answers, for messages
     * @throws BrokenFileException when there is none, it is no longer kept as it was, or the calendar's year has changed since
     * @throws IOException when it cannot be read
     */
    static KeptExport latest(
            DataFolder data, DataSource ledger, FeedName feed, boolean parts, List<Long> rejects, String answers)
            throws SQLException, IOException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(LATEST)) {
            query.setString(1, feed.system());
            query.setString(2, feed.feed());
            Array numbers = connection.createArrayOf("bigint", rejects.toArray());
            query.setArray(3, numbers);
            query.setArray(4, numbers);
            query.setBoolean(5, parts);
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
                        options(row),
                        row.getLong("about"),
                        row.getLong("since"));
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
