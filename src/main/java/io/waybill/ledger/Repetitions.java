package io.waybill.ledger;

import io.waybill.database.SqlText;
import io.waybill.folder.DropNames;
import io.waybill.format.MinuteText;
import io.waybill.model.Drop;
import io.waybill.model.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Finds the waybill that carried the same bytes before, and tells the operator about it. Safe for use by several threads. */
final class Repetitions {
    private final ZoneId zone;

    /** A waybill that carried the same bytes. */
    record Earlier(long number, State state, Instant finishedAt) {}

    /** @param zone that people read times in */
    Repetitions(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The waybill that carried the same bytes: same feed and configuration, neither a preview nor dropped with {@code again}. Empty when
     * carrying them once more could lead to something: rows of the file wait as rejects, or the target has been changed since otherwise
     * than by mended rejects. Until the transaction ends, others that ask about the same bytes wait.
     */
    Optional<Earlier> earlier(Connection connection, long number) throws SQLException {
        lockContent(connection, number);
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(Repetitions.class, "earlier.sql"))) {
            query.setLong(1, number);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Earlier(
                                rows.getLong("number"),
                                State.ofWord(rows.getString("state")),
                                rows.getObject("finished_at", OffsetDateTime.class)
                                        .toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** Tells the operator which waybill that was, and how to deliver the file once more. */
    String message(Drop drop, Earlier earlier) {
        String what = earlier.state() == State.DELIVERED
                ? " delivered these bytes on "
                : " carried these bytes, without changing anything, on ";
        return "Waybill " + earlier.number() + what + MinuteText.of(earlier.finishedAt(), zone) + "; nothing was done."
                + " To deliver them once more, drop them with --again, or with again=true in " + drop.fileName()
                + DropNames.OPTIONS + ".";
    }

    private static void lockContent(Connection connection, long number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(Repetitions.class, "lock-content.sql"))) {
            query.setLong(1, number);
            query.executeQuery().close();
        }
    }
}
