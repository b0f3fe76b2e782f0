package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.backup.KeptBackups.Findings;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.format.BrokenFileException;
import io.waybill.ledger.Requests;
import io.waybill.model.Drop;
import io.waybill.model.Tally.Origin;
import io.waybill.report.Progress;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The steps that bring a backup back, as the route names them: its tables get exactly the rows that it holds. The delivery engine plans,
 * checks and writes them like those of any other delivery, so that a restore can be previewed and taken back.
 */
public final class RestoreSteps {
    private static final String RESTORE = "restore";
    private static final String METER = "meter";

    private final BackupFolders folders;
    private final KeptBackups backups;
    private final Target target;
    private final DeliverySteps deliverySteps;
    private final Progress progress;

    /**
     * @param delivering opens the delivery
     * @param progress is told of every chunk
     */
    public RestoreSteps(BackupConfig config, Target target, DeliverySteps deliverySteps, Progress progress) {
        this.folders = new BackupFolders(config.folder());
        this.backups = new KeptBackups(config);
        this.target = requireNonNull(target, "target");
        this.deliverySteps = requireNonNull(deliverySteps, "delivering");
        this.progress = requireNonNull(progress, "progress");
    }

    /**
     * Opens the delivery of a backup that is sound and fits this database: all of it is looked at before any of it is used.
     *
     * @throws BrokenFileException when it is not there any more, is not what was written, or does not fit
     * @throws IOException when the backups' folder cannot be read
     */
    public void open(Exchange exchange, @ExchangeProperty("drop") Drop drop) throws IOException, SQLException {
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
        Progress.Meter meter = progress.of(drop, manifest.size());
        exchange.setProperty(METER, meter);
        exchange.setProperty(RESTORE, new RestoreDelivery(manifest, folders.of(BackupId.parse(id)), meter::at));
    }

    /** Its records, by chunk; the splitter closes it. */
    public RestoreDelivery chunks(@ExchangeProperty(RESTORE) RestoreDelivery restore) {
        return restore;
    }

    /** @throws BrokenFileException when a record is none of its table */
    public void stage(
            @Body RestoreDelivery.Chunk chunk,
            @ExchangeProperty(RESTORE) RestoreDelivery restore,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) {
        restore.stage(chunk, delivery);
    }

    /** Everything is read; what the ledger says with it, and the sequences, come with the commit. */
    public void endReading(
            @ExchangeProperty(RESTORE) RestoreDelivery restore,
            @ExchangeProperty(METER) Progress.Meter meter,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome) {
        meter.done();
        delivery.endStaging();
        restore.rows().forEach((model, rows) -> outcome.count(model, Origin.DROP, rows, 0, 0));
        outcome.atCommit(transaction -> restore.advanceSequences(delivery));
    }
}
