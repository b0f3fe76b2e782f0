package io.waybill.school.mending;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.reject.RejectedRow;
import io.waybill.school.recurring.NameAnswers;
import io.waybill.system.Mending;
import io.waybill.system.Mending.EntryDetails;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Searches the calendar for what names in files of recurring events and of groups may mean. They are answered by the name that is meant: initials
 * of staff in events.
 */
public final class NameReference {
    private static final String NAMES = SqlText.of(NameReference.class, "names.sql");
    private static final String ANYTHING = "%";

    private final DataSource target;

    /**
     * @param target connections for searches
     */
    public NameReference(DataSource target) {
        this.target = requireNonNull(target, "target");
    }

    /** Where people search for what a row means; empty when it is about no name in such a file. */
    public Optional<Mending.Search> of(RejectedRow row) {
        return NameAnswers.kind(row).map(Names::new);
    }

    private record Named(String name, String more, String type, long groups, long events) {
        ReferenceEntry entry() {
            return new ReferenceEntry(name, name, more.isEmpty() ? name : name + ", " + more, type, null);
        }

        EntryDetails details() {
            Map<String, Long> has = new LinkedHashMap<>();
            has.put("groups", groups);
            has.put("events", events);
            return new EntryDetails(name, type, more, has);
        }
    }

    private final class Names implements Mending.Search {
        private final String kind;

        private Names(String kind) {
            this.kind = kind;
        }

        @Override
        public List<ReferenceEntry> find(String text, int limit) throws SQLException {
            String[] patterns = LikePattern.words(text.toLowerCase(Locale.ROOT));
            return patterns.length == 0
                    ? List.of()
                    : query(patterns, null, limit).stream().map(Named::entry).toList();
        }

        @Override
        public Map<String, EntryDetails> details(Collection<String> values) throws SQLException {
            Map<String, EntryDetails> known = new LinkedHashMap<>();
            query(new String[] {ANYTHING}, values.toArray(), values.size())
                    .forEach(each -> known.put(each.name, each.details()));
            return known;
        }

        private List<Named> query(String[] patterns, Object[] names, int limit) throws SQLException {
            List<Named> found = new ArrayList<>();
            try (Connection connection = target.getConnection();
                    PreparedStatement query = connection.prepareStatement(NAMES)) {
                query.setString(1, kind);
                query.setArray(2, connection.createArrayOf("text", patterns));
                query.setArray(3, names == null ? null : connection.createArrayOf("text", names));
                query.setInt(4, limit);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(new Named(
                                row.getString("value"),
                                row.getString("more"),
                                row.getString("type"),
                                row.getLong("groups"),
                                row.getLong("events")));
                    }
                }
            }
            return found;
        }
    }
}
