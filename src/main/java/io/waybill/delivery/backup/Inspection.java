package io.waybill.delivery.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.waybill.database.Target;
import io.waybill.delivery.ColumnShape;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Shape;
import io.waybill.delivery.TableShape;
import io.waybill.delivery.TargetMismatchException;
import io.waybill.delivery.backup.Manifest.Column;
import io.waybill.format.BrokenFileException;
import io.waybill.format.django.DjangoRecord;
import io.waybill.model.FileDigest;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Finds out whether a backup is what it was when it was taken, and whether it can be brought back, before it is trusted: its manifest,
 * the digest of every file, every record in it, the tables that it belongs to. For one look at one backup.
 */
final class Inspection {
    private final BackupFolders folders;
    private final BackupId id;
    private final Path folder;
    private final List<String> complaints = new ArrayList<>();

    Inspection(BackupFolders folders, BackupId id) {
        this.folders = folders;
        this.id = id;
        this.folder = folders.of(id);
    }

    /** One sentence for each thing that is wrong; none when the backup is sound. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /**
     * Looks at the manifest alone.
     *
     * @return empty when there is none that can be understood
     */
    Optional<Manifest> manifest() {
        Optional<String> text = read(Manifest.FILE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Manifest manifest;
        try {
            manifest = Manifest.ofJson(text.get());
        } catch (JsonProcessingException e) {
            complaints.add(Manifest.FILE + " is no manifest of this Waybill's"
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ")")
                    + ": it was damaged, or another program or version made it.");
            return Optional.empty();
        }
        if (manifest.format() != Manifest.FORMAT) {
            complaints.add("It is of format " + manifest.format() + ", and this Waybill reads format " + Manifest.FORMAT
                    + ": use the Waybill that made it (" + manifest.waybillVersion() + ").");
        }
        if (!manifest.id().equals(id.text()) || manifest.waybill() != id.waybill()) {
            complaints.add("Its manifest is that of backup " + manifest.id() + ": folders were renamed or mixed up.");
        }
        return Optional.of(manifest);
    }

    /** Looks at every file, and reads every record as it would be read to bring it back. */
    void files(Manifest manifest) {
        Map<String, String> sums = read(Checksums.FILE).map(Checksums::of).orElse(null);
        if (sums == null) {
            if (Files.exists(folder.resolve(Checksums.FILE))) {
                complaints.add(Checksums.FILE + " is damaged.");
            }
        } else {
            checkManifest(sums);
        }
        Set<String> known = new HashSet<>(List.of(Manifest.FILE, Checksums.FILE));
        for (Manifest.Table table : manifest.tables()) {
            if (!known.add(table.file()) || !table.file().matches("[A-Za-z0-9_.-]+")) {
                complaints.add("The manifest names no file for table " + table.label() + ".");
                continue;
            }
            if (sums != null && !Objects.equals(sums.get(table.file()), table.sha256())) {
                complaints.add("Manifest and " + Checksums.FILE + " differ about " + table.file() + ".");
            }
            file(table);
        }
        try {
            folders.files(id).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !known.contains(name))
                    .forEach(name -> complaints.add(name + " does not belong to it."));
        } catch (IOException e) {
            complaints.add("Its folder cannot be read: " + reason(e));
        }
    }

    /**
     * Holds the manifest against what the ledger noted when the backup was taken.
     *
     * @param noted empty when the ledger does not know it
     */
    void ledger(Optional<String> noted) {
        try {
            if (noted.isPresent()
                    && !noted.get()
                            .equals(FileDigest.of(folder.resolve(Manifest.FILE)).sha256())) {
                complaints.add(Manifest.FILE
                        + " is not the one that the ledger noted when the backup was taken: it was changed.");
            }
        } catch (IOException e) {
            complaints.add(Manifest.FILE + " cannot be read: " + reason(e));
        }
    }

    /**
     * Holds it against a database: whether it was taken from there, and whether its tables still are what they were.
     *
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be used
     */
    void target(Manifest manifest, Target target) throws SQLException {
        try (Connection connection = target.dataSource().getConnection()) {
            Manifest.Database here = DatabaseIdentity.of(connection, target);
            Manifest.Database there = manifest.database();
            boolean otherServer = here.cluster() != null
                    && there.cluster() != null
                    && !here.cluster().equals(there.cluster());
            if (otherServer || !here.name().equals(there.name())) {
                complaints.add("It was taken from the database " + there.place()
                        + (otherServer ? " of another server" : "") + ", not from this one (" + here.place() + ").");
            }
        }
        try (Delivery delivery = new Delivery(target, id.waybill(), id.text(), RestoreSpecs.of(manifest))) {
            Shape shape = delivery.shape();
            manifest.tables().forEach(table -> compare(table, shape.table(table.label())));
        } catch (TargetMismatchException e) {
            complaints.addAll(e.differences());
        }
    }

    private void checkManifest(Map<String, String> sums) {
        try {
            if (!FileDigest.of(folder.resolve(Manifest.FILE)).sha256().equals(sums.get(Manifest.FILE))) {
                complaints.add(Manifest.FILE + " was changed since the backup was taken.");
            }
        } catch (IOException e) {
            complaints.add(Manifest.FILE + " cannot be read: " + reason(e));
        }
    }

    private void file(Manifest.Table table) {
        Path file = folder.resolve(table.file());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            complaints.add(table.file() + " is missing.");
            return;
        }
        try {
            long size = Files.size(file);
            if (size != table.size()) {
                complaints.add(table.file() + " has " + size + " bytes, not the " + table.size()
                        + " that were written: it was cut off or written over.");
                return;
            }
            FileDigest digest = FileDigest.of(file);
            if (!digest.sha256().equals(table.sha256())) {
                complaints.add(table.file() + " does not hold what was written: it was damaged or changed.");
                return;
            }
            records(table, file);
        } catch (IOException e) {
            complaints.add(table.file() + " cannot be read: " + reason(e));
        }
    }

    private void records(Manifest.Table table, Path file) throws IOException {
        RecordRows rows = new RecordRows(table);
        Bytes line = new Bytes();
        long read = 0;
        try (TableReading reading = new TableReading(file)) {
            while (reading.hasNext()) {
                for (DjangoRecord record : reading.next()) {
                    line.clear();
                    try {
                        rows.write(record, line);
                    } catch (IllegalArgumentException e) {
                        complaints.add(table.file() + ", " + record.label() + ": " + e.getMessage() + ".");
                        return;
                    }
                    read++;
                }
            }
            reading.faults().throwIfAny();
        } catch (BrokenFileException e) {
            complaints.add(table.file() + " is no dump: " + e.faults().get(0).rule() + ".");
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (read != table.rows()) {
            complaints.add(table.file() + " holds " + read + " records, and its manifest says " + table.rows() + ".");
        }
    }

    private void compare(Manifest.Table table, TableShape shape) {
        if (!shape.name().schema().equals(table.schema())) {
            complaints.add("Table " + table.label() + " is that of schema "
                    + shape.name().schema() + " here, in the backup that of schema " + table.schema() + ".");
        }
        if (!shape.key().equals(table.key())) {
            complaints.add("The primary key of table " + table.label() + " is " + shape.key() + ", in the backup "
                    + table.key() + ".");
        }
        Set<String> held = new HashSet<>();
        for (Column column : table.columns()) {
            held.add(column.name());
            ColumnShape here = shape.columns().get(column.name());
            if (!here.type().equals(column.type())) {
                complaints.add("Column " + column.name() + " of table " + table.label() + " is of type " + here.type()
                        + ", in the backup of type " + column.type() + ".");
            }
        }
        shape.columns().values().stream()
                .filter(column -> !column.generated() && !held.contains(column.name()))
                .forEach(column -> complaints.add("Table " + table.label() + " has a column " + column.name()
                        + " that the backup does not have."));
    }

    private Optional<String> read(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            complaints.add(name + " is missing.");
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException e) {
            complaints.add(name + " is damaged.");
        } catch (IOException e) {
            complaints.add(name + " cannot be read: " + reason(e));
        }
        return Optional.empty();
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this account has no right to read it.";
        }
        if (e instanceof EOFException) {
            return "it ends in the middle.";
        }
        return e instanceof ZipException || e.getMessage() == null
                ? "it is no gzip."
                : e.getMessage().lines().findFirst().orElse("").strip() + ".";
    }
}
