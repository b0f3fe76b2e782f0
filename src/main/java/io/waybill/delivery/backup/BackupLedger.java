package io.waybill.delivery.backup;

import io.waybill.database.SqlText;
import io.waybill.delivery.backup.Manifest.Table;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The entries of the ledger about backups. */
final class BackupLedger {
    private final DataSource dataSource;
    private final Clock clock;

    BackupLedger(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * What the ledger knows of backups and their waybills.
     *
     * @param waybills by number, without those that it does not have
     * @param known ids of the backups whose deliveries were committed
     * @param needed ids of the backups that unfinished restores need
     */
    record Standing(Map<Long, Waybill> waybills, Set<String> known, Set<String> needed) {
        /**
         * Whether this ledger has the waybill of a backup, and not another one of the same number in a newer ledger.
         */
        boolean hasWaybillOf(BackupId id) {
            Waybill waybill = waybills.get(id.waybill());
            return waybill != null
                    && !waybill.claimedAt.truncatedTo(ChronoUnit.SECONDS).isAfter(id.time());
        }

        /** Whether the waybill of a backup is under way or held. */
        boolean isUnderWay(BackupId id) {
            return hasWaybillOf(id) && !waybills.get(id.waybill()).ended;
        }
    }

    private record Waybill(Instant claimedAt, boolean ended) {}

    /** @param transaction the delivering one, so that the ledger has a backup only if its delivery was committed */
    void enter(Connection transaction, Manifest manifest, String path, String manifestSha256) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(SqlText.of(BackupLedger.class, "enter-backup.sql"))) {
            int i = 1;
            insert.setString(i++, manifest.id());
            insert.setLong(i++, manifest.waybill());
            insert.setString(i++, path);
            insert.setLong(i++, manifest.size());
            insert.setArray(
                    i++,
                    transaction.createArrayOf(
                            "text", manifest.tables().stream().map(Table::label).toArray()));
            insert.setArray(
                    i++,
                    transaction.createArrayOf(
                            "bigint",
                            manifest.tables().stream().map(Table::rows).toArray()));
            insert.setString(i++, manifestSha256);
            insert.setObject(i++, manifest.createdAt().atOffset(ZoneOffset.UTC));
            insert.setString(i, manifest.createdBy());
            insert.executeUpdate();
        }
    }

    /** Digest of the manifest of a backup when it was taken; empty when the ledger does not know the backup. */
    Optional<String> manifestSha256(String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT manifest_sha256 FROM waybill.backups WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    Standing standing(Collection<Long> numbers) throws SQLException {
        Map<Long, Waybill> waybills = new HashMap<>();
        Set<String> known = new HashSet<>();
        Set<String> needed = new HashSet<>();
        try (Connection connection = dataSource.getConnection()) {
            Array wanted = connection.createArrayOf("bigint", numbers.toArray());
            try (PreparedStatement query =
                    connection.prepareStatement(SqlText.of(BackupLedger.class, "waybills-of-backups.sql"))) {
                query.setArray(1, wanted);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Instant claimed = row.getObject("claimed_at", OffsetDateTime.class)
                                .toInstant();
                        waybills.put(row.getLong("number"), new Waybill(claimed, row.getBoolean("ended")));
                    }
                }
            }
            try (PreparedStatement query =
                    connection.prepareStatement(SqlText.of(BackupLedger.class, "known-backups.sql"))) {
                query.setArray(1, wanted);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        (row.getBoolean("needed") ? needed : known).add(row.getString("id"));
                    }
                }
            }
        }
        return new Standing(waybills, known, needed);
    }

    /** Notes that a backup was deleted because of its age or number. */
    void removed(String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE waybill.backups SET removed_at = ? WHERE id = ? AND removed_at IS NULL")) {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            update.setString(2, id);
            update.executeUpdate();
        }
    }
}
