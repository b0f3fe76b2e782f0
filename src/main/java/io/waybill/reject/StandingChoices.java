package io.waybill.reject;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what is chosen on the desk and not delivered yet, cause by cause. */
final class StandingChoices {
    private static final String STANDING = SqlText.of(StandingChoices.class, "standing.sql");
    private static final String KEPT = SqlText.of(StandingChoices.class, "open-choices.sql");

    /** What others than this account have chosen for these rejects, in the transaction of the connection. */
    UndeliveredChoices of(Connection connection, ChoiceScope scope, String account) throws SQLException {
        Object[] only = scope.only() == null ? null : scope.only().toArray();
        try (PreparedStatement query = connection.prepareStatement(STANDING)) {
            query.setLong(1, scope.reject());
            query.setObject(2, scope.waybill());
            query.setObject(3, scope.waybill());
            query.setArray(4, only == null ? null : connection.createArrayOf("bigint", only));
            query.setArray(5, only == null ? null : connection.createArrayOf("bigint", only));
            query.setString(6, account);
            return read(query).getOrDefault(scope.reject(), UndeliveredChoices.NONE);
        }
    }

    /**
     * What is chosen for the causes of some rejects, as the kept counts say.
     *
     * @param waybill restricts it to the rejects of one waybill; null for all
     * @return by reject; without those for whose cause nothing is chosen
     */
    Map<Long, UndeliveredChoices> of(Connection connection, Collection<Long> rejects, Long waybill)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(KEPT)) {
            query.setArray(1, connection.createArrayOf("bigint", rejects.toArray()));
            query.setObject(2, waybill);
            query.setObject(3, waybill);
            return read(query);
        }
    }

    private static Map<Long, UndeliveredChoices> read(PreparedStatement query) throws SQLException {
        Map<Long, List<StandingChoice>> choices = new HashMap<>();
        try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
                choices.computeIfAbsent(found.getLong("first"), first -> new ArrayList<>())
                        .add(new StandingChoice(
                                found.getString("answer"),
                                found.getBoolean("mended"),
                                found.getString("chosen_by"),
                                found.getLong("all_rows"),
                                found.getTimestamp("latest").toInstant()));
            }
        }
        Map<Long, UndeliveredChoices> standing = new HashMap<>();
        choices.forEach((first, each) -> standing.put(first, new UndeliveredChoices(each)));
        return standing;
    }
}
