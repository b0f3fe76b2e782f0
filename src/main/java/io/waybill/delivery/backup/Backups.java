package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.delivery.BackupScope;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Plan;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.WorkFile;
import io.waybill.folder.UnusableFolderException;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a backup before a delivery changes anything, where its feed asks for one.
 *
 * <p>The rows are read on the delivering connection itself. By then the delivery has locked its tables against writers,
 * so that all its statements see the same rows, exactly those that the plan was made from, as in one snapshot. A
 * separate connection would see them, too, but it could deadlock: it would wait behind a session that requests a
 * stronger lock on one of the tables (ALTER TABLE, VACUUM FULL), while that session waits for the delivery, and the
 * server cannot detect such a circle. While it reads, the connection is read-only.
 */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final BackupFolders folders;
    private final Target target;
    private final BackupLedger ledger;
    private final Retention retention;
    private final Clock clock;
    private final String version;
    private final CrashPoints crashPoints;

    /** @param version Waybill's own */
    public Backups(BackupConfig config, Target target, Clock clock, String version, CrashPoints crashPoints) {
        this.folders = new BackupFolders(config.folder());
        this.target = requireNonNull(target, "target");
        this.ledger = new BackupLedger(target.dataSource(), clock);
        this.retention = new Retention(config, folders, ledger, clock);
        this.clock = requireNonNull(clock, "clock");
        this.version = requireNonNull(version, "version");
        this.crashPoints = requireNonNull(crashPoints, "crashPoints");
    }

    /**
     * Takes a backup if the feed is configured for it, unless the plan changes nothing, is only a preview or is about
     * to be held.
     *
     * @throws UnusableFolderException when it cannot be written now; then nothing is left of it
     * @throws BackupFailedException when a row is too large for a backup
     * @throws SQLException when the tables cannot be read
     */
    public void take(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.FEED) FeedSpec feed,
            @ExchangeProperty(DeliverySteps.PLAN) Plan plan)
            throws SQLException {
        boolean tripped = exchange.getProperty(DeliverySteps.HELD) != null;
        if (feed.backup() == BackupScope.NONE
                || drop.options().preview()
                || plan.isEmpty()
                || tripped && !reviewed(delivery, drop.number())) {
            return;
        }
        Manifest manifest = write(drop, delivery, feed.tables());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                if (!delivery.mayBeCommitted()) {
                    delete(BackupId.parse(manifest.id()));
                }
                prune();
            }
        });
        crashPoints.reach("backed-up");
    }

    /** Deletes backups that are no longer needed. A failure is only logged. */
    public void prune() {
        try {
            retention.prune();
        } catch (IOException | SQLException e) {
            LOG.debug("Details of the failure: {}", new FailureTrace(e));
            LOG.warn("Old backups could not be deleted: {}", FailureSentence.withoutValues(e));
        }
    }

    /**
     * Backs up all tables of a delivery that has begun and has not changed anything yet.
     *
     * @param specs of the delivery
     * @throws UnusableFolderException when it cannot be written now; then nothing is left of it
     * @throws BackupFailedException when a row is too large for a backup
     * @throws SQLException when the tables cannot be read
     */
    Manifest write(Drop drop, Delivery delivery, List<TableSpec> specs) throws SQLException {
        BackupId id = BackupId.of(drop.number(), clock.instant());
        Connection connection = delivery.connection();
        BackupWriter writer = new BackupWriter(connection, folders.begin(id));
        try {
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    id.text(),
                    drop.number(),
                    drop.feed().system(),
                    drop.feed().feed(),
                    drop.fileName(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    System.getProperty("user.name", "unknown"),
                    version,
                    DatabaseIdentity.of(connection, target),
                    writer.tables(BackupLayout.of(connection, delivery.shape(), specs)));
            WorkFile file = writer.manifest(manifest);
            ledger.enter(
                    connection,
                    manifest,
                    folders.of(id).toString(),
                    file.digest().sha256());
            folders.complete(id);
            LOG.info(
                    "Waybill {} ({}): backup {} taken, {} rows, {} bytes",
                    drop.number(),
                    drop.feed(),
                    id,
                    manifest.rows(),
                    manifest.size());
            return manifest;
        } catch (IOException e) {
            throw new UnusableFolderException(
                    "The backup that is to be taken before this delivery cannot be written to " + folders.root() + " ("
                            + reason(e) + "): make room there, or set waybill.backup.folder (WAYBILL_BACKUP_FOLDER) to"
                            + " another folder.",
                    e);
        } finally {
            discard(id);
        }
    }

    /** Deletes the backup of a delivery that was not committed. */
    private void delete(BackupId id) {
        try {
            folders.delete(id);
        } catch (IOException e) {
            LOG.warn("Backup {} is not needed but could not be deleted: {}", id, FailureSentence.withoutValues(e));
        }
    }

    private void discard(BackupId id) {
        try {
            folders.discard(id);
        } catch (IOException e) {
            // Its folder still has the hidden name, and is deleted together with the next old backups.
            LOG.warn("The unfinished backup {} could not be deleted: {}", id, FailureSentence.withoutValues(e));
        }
    }

    private static String reason(IOException e) {
        String sentence = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return sentence.lines().findFirst().orElse(sentence);
    }

    /** Whether a plan of this waybill was reviewed before, so that the present one may be the approved one. */
    private static boolean reviewed(Delivery delivery, long waybill) throws SQLException {
        try (PreparedStatement query =
                delivery.connection().prepareStatement("SELECT EXISTS (SELECT FROM waybill.plans WHERE waybill = ?)")) {
            query.setLong(1, waybill);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
