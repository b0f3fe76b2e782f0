package io.waybill.delivery.backup;

import io.waybill.delivery.backup.BackupLedger.Standing;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes backups that are no longer needed: those of deliveries that were never committed, and, for each feed, those
 * that exceed the number or age to keep. The latest one of a feed always stays, as do those that an unfinished waybill
 * needs, and those that cannot be understood, about which people have to decide.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final BackupConfig config;
    private final BackupFolders folders;
    private final BackupLedger ledger;
    private final Clock clock;

    Retention(BackupConfig config, BackupFolders folders, BackupLedger ledger, Clock clock) {
        this.config = config;
        this.folders = folders;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A backup with a readable manifest. */
    private record Kept(BackupId id, Manifest manifest) {}

    /**
     * @return ids of the deleted backups
     * @throws IOException when one cannot be deleted
     * @throws SQLException when the ledger cannot be read; then nothing is deleted
     */
    List<BackupId> prune() throws IOException, SQLException {
        List<BackupId> complete = folders.complete();
        List<BackupId> partial = folders.partial();
        Standing standing = ledger.standing(Stream.concat(complete.stream(), partial.stream())
                .map(BackupId::waybill)
                .distinct()
                .toList());
        for (BackupId id : partial) {
            if (!standing.isUnderWay(id)) {
                folders.discard(id);
            }
        }
        List<BackupId> gone = new ArrayList<>();
        Map<FeedName, Integer> met = new HashMap<>();
        Instant oldest = clock.instant().minus(config.age());
        for (Kept backup : understood(complete)) {
            BackupId id = backup.id;
            Manifest manifest = backup.manifest;
            if (standing.isUnderWay(id) || standing.needed().contains(id.text())) {
                continue;
            }
            boolean ofNoUse = standing.hasWaybillOf(id) && !standing.known().contains(id.text());
            int number = ofNoUse ? 0 : met.merge(new FeedName(manifest.system(), manifest.feed()), 1, Integer::sum);
            if (ofNoUse
                    || number > config.keep()
                    || number > 1 && manifest.createdAt().isBefore(oldest)) {
                folders.delete(id);
                ledger.removed(id.text());
                gone.add(id);
            }
        }
        if (!gone.isEmpty()) {
            LOG.info("Old backups deleted: {}", gone);
        }
        return gone;
    }

    private List<Kept> understood(List<BackupId> complete) {
        List<Kept> kept = new ArrayList<>();
        for (BackupId id : complete) {
            new Inspection(folders, id).manifest().ifPresent(manifest -> kept.add(new Kept(id, manifest)));
        }
        return kept;
    }
}
