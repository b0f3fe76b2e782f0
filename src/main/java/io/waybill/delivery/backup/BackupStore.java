package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lists the existing backups and inspects them. All information comes from their files. */
public final class BackupStore {
    private final BackupFolders folders;

    public BackupStore(BackupConfig config) {
        this.folders = new BackupFolders(requireNonNull(config, "config").folder());
    }

    /**
     * A backup as a list shows it.
     *
     * @param feed null when its manifest cannot be read
     * @param createdAt when it was taken; accurate only to the second when its manifest cannot be read
     * @param wrong what is wrong with its manifest; empty when it is sound
     */
    public record Line(
            String id,
            long waybill,
            FeedName feed,
            Instant createdAt,
            int tables,
            long rows,
            long size,
            String wrong) {}

    /**
     * All backups, the latest first. Only their manifests are read.
     *
     * @throws IOException when their folder cannot be read
     */
    public List<Line> list() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (BackupId id : folders.complete()) {
            Inspection inspection = new Inspection(folders, id);
            Optional<Manifest> manifest = inspection.manifest();
            String wrong = String.join(" ", inspection.complaints());
            lines.add(manifest.map(each -> new Line(
                            id.text(),
                            id.waybill(),
                            new FeedName(each.system(), each.feed()),
                            each.createdAt(),
                            each.tables().size(),
                            each.rows(),
                            each.size(),
                            wrong))
                    .orElseGet(() -> new Line(id.text(), id.waybill(), null, id.time(), 0, 0, 0, wrong)));
        }
        return lines;
    }

    /** The folder that holds them. */
    public Path folder() {
        return folders.root();
    }

    /** Whether a text has the form of a backup's id. */
    public static boolean isId(String text) {
        return BackupId.isOne(text);
    }

    /**
     * Whether a backup exists.
     *
     * @throws IOException when the folder cannot be read
     */
    public boolean has(String id) throws IOException {
        return folders.find(id).isPresent();
    }

    /**
     * Inspects a backup from the manifest to the last record, and compares it with the ledger and the tables.
     *
     * @param id of an existing backup
     * @return what is wrong with it; no complaints when it is sound and fits this database
     * @throws SQLException when the ledger cannot be read
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be used
     */
    public Findings inspect(String id, Target target) throws SQLException {
        Inspection inspection = new Inspection(folders, BackupId.parse(id));
        Optional<Manifest> manifest = inspection.manifest();
        if (manifest.isPresent()) {
            inspection.files(manifest.get());
            inspection.ledger(new BackupLedger(target.dataSource(), Clock.systemUTC()).manifestSha256(id));
            inspection.target(manifest.get(), target);
        }
        return new Findings(manifest, inspection.complaints());
    }

    /** As {@link #inspect}, but without a database: inspects the files alone. */
    public Findings inspectFiles(String id) {
        Inspection inspection = new Inspection(folders, BackupId.parse(id));
        Optional<Manifest> manifest = inspection.manifest();
        manifest.ifPresent(inspection::files);
        return new Findings(manifest, inspection.complaints());
    }

    /** The result of an inspection. */
    public static final class Findings {
        private final Optional<Manifest> manifest;
        private final List<String> complaints;

        Findings(Optional<Manifest> manifest, List<String> complaints) {
            this.manifest = manifest;
            this.complaints = complaints;
        }

        /** One sentence for each problem. */
        public List<String> complaints() {
            return complaints;
        }

        /**
         * Its contents, as a phrase: {@code 7 tables, 38,000 rows, 1,200,000 bytes}; empty when its manifest cannot be
         * read.
         */
        public String contents() {
            return manifest.map(each -> String.format(
                            Locale.ROOT,
                            "%d tables, %,d rows, %,d bytes",
                            each.tables().size(),
                            each.rows(),
                            each.size()))
                    .orElse("");
        }

        /**
         * The feed for whose delivery it was taken.
         *
         * @throws java.util.NoSuchElementException when its manifest cannot be read
         */
        public FeedName feed() {
            return new FeedName(manifest().system(), manifest().feed());
        }

        Manifest manifest() {
            return manifest.orElseThrow();
        }
    }
}
