package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.delivery.shape.TableName;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Headers;
import io.waybill.merlin.value.MatchingKey;
import io.waybill.reject.RejectedRow;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Searches the things in the target that rows of Merlin's files may refer to, for people who mend rejects. */
public final class MerlinReference {
    /** The columns that name a thing and describe it. */
    private record Named(String name, String description) {}

    private static final Named BY_NAME = new Named("name", "description");
    private static final Map<String, Named> NAMED = Map.of(
            "user", new Named("email", "name"),
            "ladder", new Named("code", "name"),
            "aspect", new Named("code", "name"));

    /** Models whose rows say more of a thing than its name does. Each kind that people search has a statement that uses some of them. */
    private static final Set<String> TELLING = Set.of(
            "user", "team", "tribe", "chapter", "department", "organization", "ladder", "aspect", "level", "seniority");

    private static final Map<String, String> KINDS = kinds();

    private final MerlinConfig config;
    private final DataSource target;
    private final Headers headers;
    private final Map<String, ReferredColumn> cells;

    /** @param target connections for searches */
    public MerlinReference(MerlinConfig config, DataSource target) {
        this.config = requireNonNull(config, "config");
        this.target = requireNonNull(target, "target");
        this.headers = new Headers(config);
        this.cells = cells(config);
    }

    /** Where people search for what rows with this rule refer to; empty for other rules. */
    public Optional<Mending.Search> of(String rule) {
        return kind(rule).map(OfKind::new);
    }

    /** What the cells of a rejected row name, by the headers of its file. */
    public Map<String, ReferredColumn> cells(RejectedRow row) {
        Map<String, ReferredColumn> named = new HashMap<>();
        MerlinFeed.of(row.kind())
                .ifPresent(feed -> row.header()
                        .forEach(header -> headers.column(feed, header)
                                .map(cells::get)
                                .ifPresent(column -> named.put(header, column))));
        return named;
    }

    private static Map<String, ReferredColumn> cells(MerlinConfig config) {
        Map<String, ReferredColumn> cells = new HashMap<>();
        for (WantedTable wanted : WantedTable.ALL) {
            if (wanted != WantedTable.ASPECT && wanted != WantedTable.LEVEL) {
                // Aspects of several ladders may have one code.
                cells.put(wanted.field(), named(config, wanted.model()));
            }
            for (WantedTable.Reference reference : wanted.references()) {
                cells.putIfAbsent(reference.field(), named(config, reference.kind()));
            }
        }
        cells.put("user_email", named(config, "user"));
        return Map.copyOf(cells);
    }

    private static ReferredColumn named(MerlinConfig config, String kind) {
        return new ReferredColumn(
                TableName.of(config.models().table(kind)).toString(),
                NAMED.getOrDefault(kind, BY_NAME).name());
    }

    private final class OfKind implements Mending.Search {
        private final String kind;

        private OfKind(String kind) {
            this.kind = kind;
        }

        @Override
        public List<ReferenceEntry> find(String text, int limit) throws SQLException {
            return search(kind, text, limit);
        }

        @Override
        public Map<String, EntryDetails> details(Collection<String> values) throws SQLException {
            return detailed(kind, values);
        }
    }

    private Map<String, EntryDetails> detailed(String kind, Collection<String> values) throws SQLException {
        Map<String, EntryDetails> details = new HashMap<>();
        String known = TableName.of(config.models().table(kind)).toString();
        SqlTemplate sql = SqlTemplate.load(MerlinReference.class, "details-" + kind + ".sql");
        for (String table : TELLING) {
            sql = sql.with(table, config.models().table(table).split("\\.", 2));
        }
        try (Connection connection = target.getConnection();
                PreparedStatement query = connection.prepareStatement(sql.sql())) {
            query.setArray(1, connection.createArrayOf("text", values.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Map<String, Long> has = new LinkedHashMap<>();
                    String[] what = (String[]) row.getArray("has").getArray();
                    Long[] howMany = (Long[]) row.getArray("how_many").getArray();
                    for (int i = 0; i < what.length; i++) {
                        has.put(what[i], howMany[i]);
                    }
                    String id = row.getString("id");
                    details.put(
                            row.getString("value"),
                            new EntryDetails(
                                    row.getString("full_name"),
                                    row.getString("type"),
                                    row.getString("belongs_to"),
                                    has,
                                    id == null ? null : new Mending.RowPlace(known, id)));
                }
            }
        }
        return details;
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>();
        for (WantedTable wanted : WantedTable.ALL) {
            if (wanted != WantedTable.LEVEL) {
                // The thing that the row itself is about may exist several times.
                put(kinds, wanted.field(), wanted.model());
            }
            for (WantedTable.Reference reference : wanted.references()) {
                put(kinds, reference.field(), reference.kind());
            }
        }
        put(kinds, "user_email", "user");
        put(kinds, MerlinFeed.FORMER_EMAIL, "user");
        kinds.put(RowDecisions.EMAIL_CHANGED, "user");
        kinds.put(RowDecisions.EMAIL_TAKEN, "user");
        return kinds;
    }

    private static void put(Map<String, String> kinds, String column, String kind) {
        kinds.put(RowDecisions.rule(column, false), kind);
        kinds.put(RowDecisions.rule(column, true), kind);
    }

    /** The kind of thing that a rule is about: {@code team} for {@code team-not-found}; empty for other rules. */
    public Optional<String> kind(String rule) {
        return Optional.ofNullable(KINDS.get(rule));
    }

    /**
     * Finds the things of a kind whose name, e-mail address or description contains every word of a text. Capitals, and the difference between
     * Arabic and Persian letters and digits, are ignored.
     *
     * @param kind as {@link #kind} returns it
     * @return the shortest name first; none for a text without words
     */
    public List<ReferenceEntry> search(String kind, String text, int limit) throws SQLException {
        List<ReferenceEntry> found = new ArrayList<>();
        String[] patterns = LikePattern.words(MatchingKey.of(text));
        if (patterns.length == 0) {
            return found;
        }
        Named named = NAMED.getOrDefault(kind, BY_NAME);
        String sql = SqlTemplate.load(MerlinReference.class, "search-reference.sql")
                .with("target", config.models().table(kind).split("\\.", 2))
                .with("name", named.name())
                .with("description", named.description())
                .sql();
        try (Connection connection = target.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", patterns));
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new ReferenceEntry(
                            row.getString("id"), row.getString("named"), row.getString("description"), kind, null));
                }
            }
        }
        return found;
    }
}
