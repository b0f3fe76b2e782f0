package io.waybill.timetable.feed;

import io.waybill.match.ReferenceEntry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the Things that a query finds, each as an entry that a permission may refer to. */
final class ThingReader {
    private ThingReader() {}

    /**
     * Runs the query and reads all its rows.
     *
     * @param query selects {@code id}, {@code fullpath}, {@code fullname}, {@code type} and {@code parent_id}; the caller closes it
     */
    static List<ReferenceEntry> read(PreparedStatement query) throws SQLException {
        List<ReferenceEntry> things = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                things.add(new ReferenceEntry(
                        row.getString("id"),
                        row.getString("fullpath"),
                        row.getString("fullname"),
                        row.getString("type"),
                        row.getString("parent_id")));
            }
        }
        return things;
    }
}
