package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.backup.BackupStore.Findings;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.format.BrokenFileException;
import io.waybill.ledger.Requests;
import io.waybill.model.Drop;
import io.waybill.model.Tally.Origin;
import io.waybill.report.Progress;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The steps that restore a backup: its tables get exactly the rows that it contains. The delivery engine plans, checks
 * and writes them like those of any other delivery, so that a restore can be previewed and undone.
 */
public final class RestoreSteps {
    private static final String RESTORE = "restore";
    private static final String METER = "meter";

    private final BackupFolders folders;
    private final BackupStore backups;
    private final Target target;
    private final DeliverySteps deliverySteps;
    private final Progress progress;
    private final Map<String, RestoreNotices> notices;

    /**
     * @param deliverySteps open the delivery
     * @param progress receives every chunk that is read
     * @param notices by the name of the system
     */
    public RestoreSteps(
            BackupConfig config,
            Target target,
            DeliverySteps deliverySteps,
            Progress progress,
            Map<String, RestoreNotices> notices) {
        this.folders = new BackupFolders(config.folder());
        this.backups = new BackupStore(config);
        this.target = requireNonNull(target, "target");
        this.deliverySteps = requireNonNull(deliverySteps, "deliverySteps");
        this.progress = requireNonNull(progress, "progress");
        this.notices = Map.copyOf(notices);
    }

    /**
     * Opens the delivery of a backup that is sound and fits this database. The whole backup is inspected before any of
     * it is used.
     *
     * @throws BrokenFileException when it no longer exists, has been changed, or does not fit
     * @throws IOException when the backups' folder cannot be read
     */
    public void open(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        deliverySteps.reading(exchange, drop);
        String id = drop.options().others().get(Requests.BACKUP);
        if (!backups.has(id)) {
            throw UnsoundBackup.refusal(id, List.of("It is not in " + backups.folder() + " any more."));
        }
        Findings findings = backups.inspect(id, target);
        if (!findings.complaints().isEmpty()) {
            throw UnsoundBackup.refusal(id, findings.complaints());
        }
        Manifest manifest = findings.manifest();
        deliverySteps.open(exchange, drop, new FeedSpec(RestoreSpecs.of(manifest), GuardLimits.DEFAULT));
        exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class).protectReferences(Set.of());
        Progress.Meter meter = progress.of(drop, manifest.size());
        exchange.setProperty(METER, meter);
        exchange.setProperty(RESTORE, new BackupReading(manifest, folders.of(BackupId.parse(id)), meter::at));
    }

    /** The records by chunk; the splitter closes the reading. */
    public BackupReading chunks(@ExchangeProperty(RESTORE) BackupReading restore) {
        return restore;
    }

    /** @throws BrokenFileException when a record does not belong to its table */
    public void stage(
            @Body BackupReading.Chunk chunk,
            @ExchangeProperty(RESTORE) BackupReading restore,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) {
        restore.stage(chunk, delivery);
    }

    /** Ends the reading. The sequences are set right before the commit. */
    public void endReading(
            @ExchangeProperty(RESTORE) BackupReading restore,
            @ExchangeProperty(METER) Progress.Meter meter,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome) {
        delivery.endStaging();
        restore.rows().forEach((model, rows) -> outcome.count(model, Origin.DROP, rows, 0, 0));
        outcome.atCommit(transaction -> restore.advanceSequences(delivery));
    }

    /**
     * Tells what rows alone do not tell.
     *
     * @throws SQLException when the database refuses to
     */
    public void tell(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        notices.getOrDefault(drop.feed().system(), RestoreNotices.NONE)
                .of(delivery)
                .forEach(outcome::notice);
    }
}
