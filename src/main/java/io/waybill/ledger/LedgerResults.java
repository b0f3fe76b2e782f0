package io.waybill.ledger;

import io.waybill.database.SqlText;
import io.waybill.model.DropContents;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.Tally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what a waybill found and did: counts, guards, notices, the comparison, files. Always in the caller's transaction, which
 * is the one that changes the data. Safe for use by several threads.
 */
public final class LedgerResults {
    LedgerResults() {}

    /**
     * Adds what the guards found, in this order.
     *
     * @throws SQLException when it cannot be written
     */
    public void guards(Connection transaction, long number, List<ReviewedPlan.GuardLine> guards) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(LedgerResults.class, "guard.sql"))) {
            int ordinal = 0;
            for (ReviewedPlan.GuardLine guard : guards) {
                int i = 1;
                insert.setLong(i++, number);
                insert.setInt(i++, ++ordinal);
                insert.setString(i++, guard.guard());
                insert.setString(i++, guard.subject());
                insert.setLong(i++, guard.measured());
                insert.setLong(i++, guard.ofAll());
                insert.setString(i++, guard.most());
                insert.setBoolean(i++, guard.tripped());
                insert.setString(i, guard.sentence());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Enters what kinds of file the drop consists of.
     *
     * @throws SQLException when it cannot be written
     */
    public void contents(Connection transaction, long number, DropContents contents) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE waybill.waybills SET contents = ? WHERE number = ?")) {
            update.setString(1, contents.word());
            update.setLong(2, number);
            update.executeUpdate();
        }
    }

    /**
     * The delivery that a drop is measured by, with the number of records in its file.
     *
     * @param number the waybill; 0 when there is none
     * @param read records by subject
     */
    public record LastDelivered(long number, Map<String, Long> read) {}

    /**
     * The feed's latest delivery of a file with the same contents that still has effect: it was neither undone nor taken back by a restore.
     * There is none for mended rejects.
     *
     * @throws SQLException when it cannot be read
     */
    public LastDelivered lastDelivered(Connection transaction, FeedName feed, DropContents contents)
            throws SQLException {
        if (contents.isMending()) {
            return new LastDelivered(0, Map.of());
        }
        try (PreparedStatement query =
                transaction.prepareStatement(SqlText.of(LedgerResults.class, "last-delivered.sql"))) {
            query.setString(1, feed.system());
            query.setString(2, feed.feed());
            query.setString(3, contents.word());
            try (ResultSet rows = query.executeQuery()) {
                long number = 0;
                Map<String, Long> read = new TreeMap<>();
                while (rows.next()) {
                    number = rows.getLong("waybill");
                    read.put(rows.getString("subject"), rows.getLong("read"));
                }
                return new LastDelivered(number, read);
            }
        }
    }

    /**
     * Adds counts, one per subject and origin; before the waybill ends or is held, which sums them up. The schema refuses counts that do
     * not balance.
     *
     * @throws SQLException when one does not balance or its subject was counted already
     */
    public void tallies(Connection transaction, long number, List<Tally> tallies) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(LedgerResults.class, "tally.sql"))) {
            for (Tally tally : tallies) {
                int i = 1;
                insert.setLong(i++, number);
                insert.setString(i++, tally.subject());
                insert.setString(i++, tally.origin().name().toLowerCase(Locale.ROOT));
                for (long count : List.of(
                        tally.read(),
                        tally.inserted(),
                        tally.updated(),
                        tally.retired(),
                        tally.deletedByKey(),
                        tally.unchanged(),
                        tally.filtered(),
                        tally.rejected(),
                        tally.removed())) {
                    insert.setLong(i++, count);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Adds notices, in this order, after the existing ones.
     *
     * @throws SQLException when they cannot be written
     */
    public void notices(Connection transaction, long number, List<Notice> notices) throws SQLException {
        for (Notice notice : notices) {
            try (PreparedStatement insert =
                    transaction.prepareStatement(SqlText.of(LedgerResults.class, "notice.sql"))) {
                insert.setLong(1, number);
                insert.setString(2, notice.rule());
                insert.setString(3, LedgerText.withoutNul(notice.sentence()));
                insert.setLong(4, notice.count());
                insert.setLong(5, number);
                insert.executeUpdate();
            }
        }
    }

    /**
     * Enters what the target had before and after.
     *
     * @param comparison a JSON value
     * @throws SQLException when it cannot be written
     */
    public void comparison(Connection transaction, long number, String comparison) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE waybill.waybills SET comparison = ?::json WHERE number = ?")) {
            update.setString(1, comparison);
            update.setLong(2, number);
            update.executeUpdate();
        }
    }

    /**
     * Adds files, or replaces the entries with the same path.
     *
     * @throws SQLException when they cannot be written
     */
    public void files(Connection transaction, long number, List<FileEntry> files) throws SQLException {
        for (FileEntry file : files) {
            try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(LedgerResults.class, "file.sql"))) {
                insert.setLong(1, number);
                insert.setString(2, file.role().word());
                insert.setString(3, file.path());
                insert.setLong(4, file.size());
                insert.setString(5, file.sha256());
                insert.executeUpdate();
            }
        }
    }
}
