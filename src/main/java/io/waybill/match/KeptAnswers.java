package io.waybill.match;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What people have said once and Waybill goes by since, for people who look at it or take it away. Safe for use by several threads. */
public final class KeptAnswers {
    private static final String LIST = SqlText.of(KeptAnswers.class, "kept-answers.sql");
    private static final String REMOVE = SqlText.of(KeptAnswers.class, "remove-answer.sql");
    private static final String PATH_RULES = SqlText.of(KeptAnswers.class, "path-rule-uses.sql");

    private final DataSource ledger;
    private final Clock clock;

    /** @param ledger database with schema {@code waybill} */
    public KeptAnswers(DataSource ledger, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * A page of kept answers.
     *
     * @param answers the latest first
     * @param all how many there are on all pages
     */
    public record Page(List<KeptAnswer> answers, long all) {
        public Page {
            answers = List.copyOf(answers);
        }
    }

    /**
     * What a rule for paths has done.
     *
     * @param rows how many rows it has decided
     * @param lastWaybill the latest of their waybills
     */
    public record Effect(long rows, long lastWaybill) {}

    /**
     * Kept answers.
     *
     * @param text that must be in a row's key, the answer or the name of who gave it; null for all
     * @param from how many are on earlier pages
     */
    public Page page(String text, int limit, long from) throws SQLException {
        List<KeptAnswer> answers = new ArrayList<>();
        long all = 0;
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(LIST)) {
            query.setString(1, text);
            query.setString(2, text);
            query.setInt(3, limit);
            query.setLong(4, from);
            query.setString(5, text);
            query.setString(6, text);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    answers.add(new KeptAnswer(
                            row.getString("system"),
                            row.getString("kind"),
                            List.of((String[]) row.getArray("key_cells").getArray()),
                            row.getString("answer"),
                            row.getString("decided_by"),
                            row.getTimestamp("decided_at").toInstant(),
                            row.getLong("waybill"),
                            row.getLong("all_rows"),
                            (Long) row.getObject("last_waybill")));
                    all = row.getLong("in_all");
                }
            }
        }
        return new Page(answers, all);
    }

    /**
     * Takes a kept answer away: later drops are no longer decided by it, nor by an earlier answer about the same row.
     *
     * @param waybill that brought the answer which the person has seen
     * @return false when it is no longer kept, or another has taken its place
     */
    public boolean remove(String system, String kind, List<String> keyCells, long waybill, String by)
            throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement update = connection.prepareStatement(REMOVE)) {
            update.setString(1, by);
            update.setTimestamp(2, Timestamp.from(clock.instant()));
            update.setString(3, system);
            update.setString(4, kind);
            update.setArray(5, connection.createArrayOf("text", keyCells.toArray()));
            update.setLong(6, waybill);
            return update.executeUpdate() == 1;
        }
    }

    /** What the rules for paths of a system have done, by old path; without those that have decided nothing. */
    public Map<String, Effect> ofPathRules(String system) throws SQLException {
        Map<String, Effect> effects = new HashMap<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(PATH_RULES)) {
            query.setString(1, system);
            query.setString(2, RuleUse.PATH_RULE);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    effects.put(
                            row.getString("from_path"),
                            new Effect(row.getLong("all_rows"), row.getLong("last_waybill")));
                }
            }
        }
        return effects;
    }
}
