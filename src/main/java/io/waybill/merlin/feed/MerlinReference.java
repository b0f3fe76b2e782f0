package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.SqlTemplate;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.value.MatchingKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final Map<String, String> KINDS = kinds();

    private final MerlinConfig config;
    private final DataSource target;

    /** @param target connections for searches */
    public MerlinReference(MerlinConfig config, DataSource target) {
        this.config = requireNonNull(config, "config");
        this.target = requireNonNull(target, "target");
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
