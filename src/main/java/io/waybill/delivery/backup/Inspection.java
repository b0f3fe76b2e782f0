package io.waybill.delivery.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.TargetMismatchException;
import io.waybill.delivery.backup.Manifest.Column;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableShape;
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
 * Verifies that a backup is unchanged and can be restored: its manifest, the digest of every file, every record, the
 * tables that it belongs to. An instance inspects one backup once.
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

    /** One sentence for each problem; empty when the backup is sound. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /**
     * Inspects the manifest alone.
     *
     * @return empty when it is missing or cannot be understood
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
            complaints.add(Manifest.FILE + " is not a manifest that this Waybill understands"
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ")")
                    + ": it was damaged, or another program or version made it.");
            return Optional.empty();
        }
        if (manifest.format() != Manifest.FORMAT) {
            complaints.add("It has format " + manifest.format() + ", and this Waybill reads format " + Manifest.FORMAT
                    + ": use the Waybill that made it (" + manifest.waybillVersion() + ").");
        }
        if (!manifest.id().equals(id.text()) || manifest.waybill() != id.waybill()) {
            complaints.add("Its manifest is that of backup " + manifest.id() + ": folders were renamed or mixed up.");
        }
        return Optional.of(manifest);
    }

    /** Inspects every file, and reads every record as a restore would. */
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
     * Compares the manifest with the digest that the ledger recorded when the backup was taken.
     *
     * @param noted the digest in the ledger; empty when the ledger does not know the backup
     */
    void ledger(Optional<String> noted) {
        try {
            if (noted.isPresent()
                    && !noted.get()
                            .equals(FileDigest.of(folder.resolve(Manifest.FILE)).sha256())) {
                complaints.add(Manifest.FILE
                        + " is not the one that the ledger recorded when the backup was taken: it was changed.");
            }
        } catch (IOException e) {
            complaints.add(Manifest.FILE + " cannot be read: " + reason(e));
        }
    }

    /**
     * Compares it with a database: whether it was taken from there, and whether the tables still have the same form.
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
                complaints.add(Manifest.FILE + " has been changed since the backup was taken.");
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
                complaints.add(table.file() + " does not contain what was written: it was damaged or changed.");
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
            complaints.add(table.file() + " is not a dump: " + e.faults().get(0).rule() + ".");
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (read != table.rows()) {
            complaints.add(
                    table.file() + " contains " + read + " records, but its manifest says " + table.rows() + ".");
        }
    }

    private void compare(Manifest.Table table, TableShape shape) {
        if (!shape.name().schema().equals(table.schema())) {
            complaints.add("Table " + table.label() + " is in schema "
                    + shape.name().schema() + " here, but in schema " + table.schema() + " in the backup.");
        }
        if (!shape.key().equals(table.key())) {
            complaints.add("The primary key of table " + table.label() + " is " + shape.key() + " here, but "
                    + table.key() + " in the backup.");
        }
        Set<String> held = new HashSet<>();
        for (Column column : table.columns()) {
            held.add(column.name());
            ColumnShape here = shape.columns().get(column.name());
            if (!here.type().equals(column.type())) {
                complaints.add("Column " + column.name() + " of table " + table.label() + " has type " + here.type()
                        + " here, but type " + column.type() + " in the backup.");
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
            return "it is cut off.";
        }
        return e instanceof ZipException || e.getMessage() == null
                ? "it is not a gzip file."
                : e.getMessage().lines().findFirst().orElse("").strip() + ".";
    }
}
