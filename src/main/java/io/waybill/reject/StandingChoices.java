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

    /** What others than this account have chosen for these rejects. */
    UndeliveredChoices of(Connection connection, ChoiceScope scope, String account) throws SQLException {
        return read(connection, scope, List.of(scope.reject()), account)
                .getOrDefault(scope.reject(), UndeliveredChoices.NONE);
    }

    /**
     * What is chosen for the causes of some rejects.
     *
     * @param waybill restricts it to the rejects of one waybill; null for all
     * @return by reject; without those for whose cause nothing is chosen
     */
    Map<Long, UndeliveredChoices> of(Connection connection, Collection<Long> rejects, Long waybill)
            throws SQLException {
        return read(connection, new ChoiceScope(0, waybill, null), rejects, null);
    }

    private static Map<Long, UndeliveredChoices> read(
            Connection connection, ChoiceScope scope, Collection<Long> rejects, String except) throws SQLException {
        Map<Long, List<StandingChoice>> choices = new HashMap<>();
        Object[] only = scope.only() == null ? null : scope.only().toArray();
        try (PreparedStatement query = connection.prepareStatement(STANDING)) {
            query.setArray(1, connection.createArrayOf("bigint", rejects.toArray()));
            query.setObject(2, scope.waybill());
            query.setObject(3, scope.waybill());
            query.setArray(4, only == null ? null : connection.createArrayOf("bigint", only));
            query.setArray(5, only == null ? null : connection.createArrayOf("bigint", only));
            query.setString(6, except);
            query.setString(7, except);
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
        }
        Map<Long, UndeliveredChoices> standing = new HashMap<>();
        choices.forEach((first, each) -> standing.put(first, new UndeliveredChoices(each)));
        return standing;
    }
}
