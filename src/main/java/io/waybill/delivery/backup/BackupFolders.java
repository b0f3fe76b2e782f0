package io.waybill.delivery.backup;

import io.waybill.folder.DataFolder;
import io.waybill.folder.UnusableFolderException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of all backups. Each complete backup is in a folder of its own, named by its id. While it is written or
 * deleted, its folder has a hidden name.
 */
final class BackupFolders {
    private static final String HIDDEN = ".";
    private static final String PART = ".part";

    private final Path root;

    BackupFolders(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path of(BackupId id) {
        return root.resolve(id.text());
    }

    /**
     * Creates the folder for a backup that is about to be written.
     *
     * @throws UnusableFolderException when it cannot be created
     */
    Path begin(BackupId id) {
        Path part = part(id);
        try {
            DataFolder.makePrivate(part);
        } catch (UnusableFolderException e) {
            throw new UnusableFolderException(
                    "Backups cannot be written to " + root + ": give the account that runs Waybill the right to write"
                            + " there, or set waybill.backup.folder (WAYBILL_BACKUP_FOLDER) to another folder.",
                    e);
        }
        return part;
    }

    /** Completes a backup: from now on it exists, whatever happens. */
    void complete(BackupId id) throws IOException {
        force(part(id));
        Files.move(part(id), of(id), StandardCopyOption.ATOMIC_MOVE);
        force(root);
    }

    /** Removes one that is being written, or was being written when its process ended. */
    void discard(BackupId id) throws IOException {
        deleteTree(part(id));
    }

    /** Deletes a backup: its folder is hidden at once, then its files are deleted one by one. */
    void delete(BackupId id) throws IOException {
        Files.move(of(id), part(id), StandardCopyOption.ATOMIC_MOVE);
        discard(id);
    }

    /** All complete backups, the latest first; anything else in the folder is ignored. */
    List<BackupId> complete() throws IOException {
        return ids("", "");
    }

    /** Those that are being written or deleted, or were when their process ended. */
    List<BackupId> partial() throws IOException {
        return ids(HIDDEN, PART);
    }

    Optional<BackupId> find(String text) throws IOException {
        return complete().stream().filter(id -> id.text().equals(text)).findFirst();
    }

    /** The files in the folder of a backup, by name. */
    List<Path> files(BackupId id) throws IOException {
        try (Stream<Path> files = Files.list(of(id))) {
            return files.sorted().toList();
        }
    }

    private Path part(BackupId id) {
        return root.resolve(HIDDEN + id.text() + PART);
    }

    private List<BackupId> ids(String before, String after) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith(before) && name.endsWith(after))
                    .map(name -> name.substring(before.length(), name.length() - after.length()))
                    .filter(BackupId::isOne)
                    .map(BackupId::parse)
                    .sorted(Comparator.comparing(BackupId::time)
                            .thenComparing(BackupId::waybill)
                            .reversed())
                    .toList();
        }
    }

    /**
     * Forces the names in a folder to the disk, so that they survive a power cut. File systems that do not allow this
     * do it by themselves.
     */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> all = Files.walk(folder)) {
            inside = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.deleteIfExists(each);
        }
    }
}
