package io.waybill.school.mending;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.reject.RejectedRow;
import io.waybill.school.source.Answers;
import io.waybill.school.source.FieldReference;
import io.waybill.system.Mending;
import io.waybill.system.Mending.EntryDetails;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Searches the calendar for what rejected rows of exports may mean. What a code means is answered by the key that the system of the school has
 * of it; who a person is, by the number of the calendar.
 */
public final class SchoolReference {
    private static final Statements THINGS =
            Statements.of("things", "things.sql", "search-things.sql", "details-things.sql");
    private static final Statements PEOPLE =
            Statements.of("people", "people.sql", "search-people.sql", "details-people.sql");

    private final DataSource target;

    /**
     * @param target connections for searches
     */
    public SchoolReference(DataSource target) {
        this.target = requireNonNull(target, "target");
    }

    /** Where people search for what a row means; empty when it is about no person and no reference. */
    public Optional<Mending.Search> of(RejectedRow row) {
        String source = row.cell("source");
        if (row.rule().equals(Answers.DOUBTFUL_PERSON)) {
            String kind = row.kind().equals("staff") ? "staff" : "pupil";
            return Optional.of(new Found(PEOPLE, source, kind));
        }
        return row.rule().endsWith("-reference") || row.rule().equals("no-tutor")
                ? FieldReference.of(row.cell("field")).map(reference -> new Found(THINGS, source, reference.word()))
                : Optional.empty();
    }

    /**
     * How entries of one sort are found.
     *
     * @param search those whose words match
     * @param details what there is to know of some
     */
    private record Statements(String search, String details) {
        /** Both from the same entries. */
        private static Statements of(String sort, String entries, String search, String details) {
            List<String> select = List.of(SqlText.of(SchoolReference.class, entries));
            return new Statements(
                    SqlTemplate.load(SchoolReference.class, search)
                            .withSql(sort, select)
                            .sql(),
                    SqlTemplate.load(SchoolReference.class, details)
                            .withSql(sort, select)
                            .sql());
        }
    }

    private final class Found implements Mending.Search {
        private final Statements statements;
        private final String source;
        private final String kind;

        private Found(Statements statements, String source, String kind) {
            this.statements = statements;
            this.source = source;
            this.kind = kind;
        }

        @Override
        public List<ReferenceEntry> find(String text, int limit) throws SQLException {
            List<ReferenceEntry> found = new ArrayList<>();
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            String[] patterns = LikePattern.words(wanted);
            if (patterns.length == 0) {
                return found;
            }
            try (Connection connection = target.getConnection();
                    PreparedStatement query = connection.prepareStatement(statements.search)) {
                query.setString(1, source);
                query.setString(2, kind);
                query.setArray(3, connection.createArrayOf("text", patterns));
                query.setString(4, wanted);
                query.setInt(5, limit);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        String value = row.getString("value");
                        found.add(new ReferenceEntry(value, value, row.getString("name"), row.getString("type"), null));
                    }
                }
            }
            return found;
        }

        @Override
        public Map<String, EntryDetails> details(Collection<String> values) throws SQLException {
            Map<String, EntryDetails> known = new HashMap<>();
            try (Connection connection = target.getConnection();
                    PreparedStatement query = connection.prepareStatement(statements.details)) {
                query.setString(1, source);
                query.setString(2, kind);
                query.setArray(3, connection.createArrayOf("text", values.toArray()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Map<String, Long> has = new LinkedHashMap<>();
                        has.put("groups", row.getLong("groups"));
                        has.put("events", row.getLong("events"));
                        known.put(
                                row.getString("value"),
                                new EntryDetails(
                                        row.getString("name"),
                                        row.getString("type"),
                                        row.getString("belongs_to"),
                                        has,
                                        place(row.getString("value"))));
                    }
                }
            }
            return known;
        }

        /** People are answered by their numbers, which are the keys of their tables. */
        private Mending.RowPlace place(String value) {
            return statements == PEOPLE
                    ? new Mending.RowPlace(kind.equals("staff") ? "staffs" : "pupils", value)
                    : null;
        }
    }
}
