package io.waybill.club;

import io.waybill.match.ReferenceEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The teams that the target has. */
record ClubTeams(DataSource target) {
    /** Their names. */
    Set<String> names() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = target.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT name FROM club_team");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** Those whose name contains a text, for people who mend a reject. */
    List<ReferenceEntry> search(String text, int limit) throws SQLException {
        return names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .limit(limit)
                .map(name -> new ReferenceEntry(name, name, name, "team", null))
                .toList();
    }
}
