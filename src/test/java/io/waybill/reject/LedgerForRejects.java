package io.waybill.reject;

import io.waybill.database.TestDatabase;
import io.waybill.format.Position;
import io.waybill.match.Candidate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A ledger with some waybills, and rows to reject. */
final class LedgerForRejects {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-01T10:00:00Z"), ZoneOffset.UTC);

    private final TestDatabase database;

    LedgerForRejects(TestDatabase database) {
        this.database = database;
        for (int number = 1; number <= 5; number++) {
            database.run("INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size,"
                    + " file_sha256, configuration, options, token, waybill_version, claimed_by, claimed_at) VALUES ("
                    + number + ", 'timetable', 'permissions', 'delivered', false, 'perms.csv', 1, repeat('0', 64), '',"
                    + " '{}', '', '0.1.0', 'porter', now())");
        }
    }

    /** Work within a transaction. */
    interface Work<T> {
        T with(Connection connection) throws Exception;
    }

    <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static RejectedRow row(String subject, String user, String data, long line, Long returned) {
        return new RejectedRow(
                "grant",
                List.of("subject", "user", "data"),
                List.of(subject, user, data),
                List.of(subject, user),
                Position.ofLine("perms.csv", line),
                "subject-not-found",
                "The subject is not in the reference data.",
                List.of(new Candidate("tripos/new", 0.9, "one letter differs")),
                returned);
    }
}
