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

/** The backups that are there, for people: which they are, and whether one is sound. What it says comes from their files. */
public final class KeptBackups {
    private final BackupFolders folders;

    public KeptBackups(BackupConfig config) {
        this.folders = new BackupFolders(requireNonNull(config, "config").folder());
    }

    /**
     * A backup as a list shows it.
     *
     * @param feed null when its manifest cannot be read
     * @param createdAt when it was taken; to the second when its manifest cannot be read
     * @param wrong what is wrong with its manifest; empty when nothing is
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
     * All of them, the latest first; their files are not looked into.
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

    /** Where they stand. */
    public Path folder() {
        return folders.root();
    }

    /** Whether a text has the form of a backup's id. */
    public static boolean isId(String text) {
        return BackupId.isOne(text);
    }

    /**
     * Whether it is there.
     *
     * @throws IOException when the folder cannot be read
     */
    public boolean has(String id) throws IOException {
        return folders.find(id).isPresent();
    }

    /**
     * Looks at one from the manifest to the last record, and holds it against ledger and tables.
     *
     * @param id of one that is there
     * @return what is wrong with it; it is sound and fits this database when nothing is
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

    /** As {@link #inspect}, but without a database: the files alone. */
    public Findings inspectFiles(String id) {
        Inspection inspection = new Inspection(folders, BackupId.parse(id));
        Optional<Manifest> manifest = inspection.manifest();
        manifest.ifPresent(inspection::files);
        return new Findings(manifest, inspection.complaints());
    }

    /** What an inspection has found. */
    public static final class Findings {
        private final Optional<Manifest> manifest;
        private final List<String> complaints;

        Findings(Optional<Manifest> manifest, List<String> complaints) {
            this.manifest = manifest;
            this.complaints = complaints;
        }

        /** One sentence for each thing that is wrong. */
        public List<String> complaints() {
            return complaints;
        }

        /** What it holds, in a phrase: {@code 7 tables, 38,000 rows, 1,200,000 bytes}; empty when its manifest cannot be read. */
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
         * The feed before whose delivery it was taken.
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
