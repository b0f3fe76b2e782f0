package io.waybill.school.approval;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.school.source.SourceValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads what is to be decided, and what was declined, from the calendar. */
final class OpenApprovals {
    private final DataSource calendar;
    private final Clock clock;

    OpenApprovals(DataSource calendar, Clock clock) {
        this.calendar = requireNonNull(calendar, "calendar");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Those in events that are not over before today, pending ones first.
     *
     * @param limit how many at most
     */
    List<Approval> all(int limit) throws SQLException {
        try (Connection connection = calendar.getConnection()) {
            return all(connection, limit);
        }
    }

    private List<Approval> all(Connection connection, int limit) throws SQLException {
        Instant today = LocalDate.ofInstant(clock.instant(), SourceValues.ZONE)
                .atStartOfDay(SourceValues.ZONE)
                .toInstant();
        List<Approval> all = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement(SqlText.of(OpenApprovals.class, "open-approvals.sql"))) {
            query.setTimestamp(1, Timestamp.from(today));
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(new Approval(
                            row.getLong("id"),
                            row.getBoolean("pending"),
                            row.getLong("element_id"),
                            row.getString("element"),
                            row.getString("event"),
                            row.getTimestamp("starts_at").toInstant(),
                            row.getBoolean("all_day"),
                            row.getString("reason"),
                            row.getString("proposer"),
                            Arrays.asList((String[]) row.getArray("owners").getArray())));
                }
            }
        }
        return all;
    }

    /**
     * Those that letters are about, by the address of whom they concern.
     *
     * @param limit how many at most are read
     */
    Map<String, List<Approval>> byRecipient(int limit) throws SQLException {
        Map<String, List<Approval>> letters = new LinkedHashMap<>();
        try (Connection connection = calendar.getConnection()) {
            Map<Long, Approval> byId = new LinkedHashMap<>();
            all(connection, limit).forEach(approval -> byId.put(approval.id(), approval));
            try (PreparedStatement query =
                    connection.prepareStatement(SqlText.of(OpenApprovals.class, "recipients.sql"))) {
                query.setArray(
                        1, connection.createArrayOf("bigint", byId.keySet().toArray()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        letters.computeIfAbsent(row.getString("email"), none -> new ArrayList<>())
                                .add(byId.get(row.getLong("id")));
                    }
                }
            }
        }
        return letters;
    }
}
