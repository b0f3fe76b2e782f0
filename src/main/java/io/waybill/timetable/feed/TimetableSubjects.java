package io.waybill.timetable.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.TableName;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.system.Mending;
import io.waybill.system.Mending.EntryDetails;
import io.waybill.timetable.TimetableConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Finds Things that permissions may refer to in the target as it is now, for people who look for the subject of a row.
 */
public final class TimetableSubjects implements Mending.Search {
    private final TimetableConfig config;
    private final DataSource target;

    public TimetableSubjects(TimetableConfig config, DataSource target) {
        this.config = requireNonNull(config, "config");
        this.target = requireNonNull(target, "target");
    }

    /**
     * Searches Things whose path or name contains every word of a text, ignoring case.
     *
     * @return those nearest to the root first; empty for a text without a word
     */
    @Override
    public List<ReferenceEntry> find(String text, int limit) throws SQLException {
        String[] patterns = LikePattern.words(text.toLowerCase(Locale.ROOT));
        if (patterns.length == 0) {
            return List.of();
        }
        try (Connection connection = target.getConnection();
                PreparedStatement query = connection.prepareStatement(sql("search-subjects.sql"))) {
            query.setString(1, config.users().prefix());
            query.setArray(2, connection.createArrayOf("text", patterns));
            query.setInt(3, limit);
            return ThingReader.read(query);
        }
    }

    @Override
    public Map<String, EntryDetails> details(Collection<String> paths) throws SQLException {
        Map<String, EntryDetails> details = new HashMap<>();
        String known = TableName.of(config.table("thing")).toString();
        try (Connection connection = target.getConnection();
                PreparedStatement query = connection.prepareStatement(sql("subject-details.sql"))) {
            query.setString(1, config.grant());
            query.setString(2, config.users().prefix());
            query.setArray(3, connection.createArrayOf("text", paths.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Map<String, Long> has = new LinkedHashMap<>();
                    has.put("things below it", row.getLong("things"));
                    has.put("series", row.getLong("series"));
                    has.put("people who may edit it", row.getLong("editors"));
                    String name = row.getString("parent_name");
                    details.put(
                            row.getString("fullpath"),
                            new EntryDetails(
                                    row.getString("fullname"),
                                    row.getString("type"),
                                    row.getString("parent_path") + (name.isEmpty() ? "" : " (" + name + ")"),
                                    has,
                                    new Mending.RowPlace(known, row.getString("id"))));
                }
            }
        }
        return details;
    }

    /** Which of these paths exist. */
    public Set<String> there(Collection<String> paths) throws SQLException {
        Set<String> there = new HashSet<>();
        try (Connection connection = target.getConnection();
                PreparedStatement query = connection.prepareStatement(sql("subjects-there.sql"))) {
            query.setString(1, config.users().prefix());
            query.setArray(2, connection.createArrayOf("text", paths.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    there.add(row.getString("fullpath"));
                }
            }
        }
        return there;
    }

    private String sql(String file) {
        return SqlTemplate.load(TimetableSubjects.class, file)
                .with("thing", config.table("thing").split("\\.", 2))
                .with("thingtag", config.table("thingtag").split("\\.", 2))
                .with("eventsourcetag", config.table("eventsourcetag").split("\\.", 2))
                .sql();
    }
}
