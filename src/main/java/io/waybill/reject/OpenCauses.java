package io.waybill.reject;

import io.waybill.database.SqlText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The kept counts of open rejects by cause, and of what is chosen for them. Every transaction that changes rejects or choices counts anew
 * what it may have changed, one at a time for each system: so the counts are always those of the rejects themselves.
 */
final class OpenCauses {
    /** The waybill that stands for all of them. */
    static final long ALL = 0;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('waybill/open causes/' || ?, 0))";
    private static final String CAUSES_OF = SqlText.of(OpenCauses.class, "causes-of.sql");
    private static final List<String> RENEW = List.of(
            SqlText.of(OpenCauses.class, "renew-causes.sql"), SqlText.of(OpenCauses.class, "renew-open-choices.sql"));
    /** The counted rejects are named in each statement so many times. */
    private static final int TIMES = 2;

    /** Systems and causes of some rejects. */
    private record Some(List<String> systems, List<Long> causes) {}

    /** Counts those of a system's kind of row anew, at the end of a transaction that has settled rejects. */
    void renew(Connection connection, String system, String kind) throws SQLException {
        lock(connection, system);
        renew(connection, system, kind, null);
    }

    /** Counts those of a system anew, at the end of such a transaction. */
    void renew(Connection connection, String system) throws SQLException {
        renew(connection, system, null);
    }

    /** Keeps others from changing the rejects or choices of a system until the transaction ends. */
    void lock(Connection connection, String system) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, system);
            lock.execute();
        }
    }

    /** The same for the systems of some rejects: whoever changes choices does so first, and waits while it holds nothing else. */
    void lock(Connection connection, Collection<Long> rejects) throws SQLException {
        for (String system : of(connection, rejects).systems()) {
            lock(connection, system);
        }
    }

    /** Counts the rejects with the same causes as some anew. */
    void renew(Connection connection, Collection<Long> rejects) throws SQLException {
        renew(connection, null, null, of(connection, rejects).causes());
    }

    private static Some of(Connection connection, Collection<Long> rejects) throws SQLException {
        Some some = new Some(new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement query = connection.prepareStatement(CAUSES_OF)) {
            query.setArray(1, connection.createArrayOf("bigint", rejects.toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    if (!some.systems().contains(found.getString("system"))) {
                        some.systems().add(found.getString("system"));
                    }
                    some.causes().add(found.getLong("cause_hash"));
                }
            }
        }
        return some;
    }

    private static void renew(Connection connection, String system, String kind, List<Long> causes)
            throws SQLException {
        Array hashes = causes == null ? null : connection.createArrayOf("bigint", causes.toArray());
        for (String sql : RENEW) {
            try (PreparedStatement renew = connection.prepareStatement(sql)) {
                int at = 1;
                for (int i = 0; i < TIMES; i++) {
                    renew.setString(at++, system);
                    renew.setString(at++, system);
                    renew.setString(at++, kind);
                    renew.setString(at++, kind);
                    renew.setArray(at++, hashes);
                    renew.setArray(at++, hashes);
                }
                renew.executeUpdate();
            }
        }
    }
}
