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
 * The folder of all backups: each stands in a folder of its own, called by its id, which is there when it is complete. While it is
 * written or thrown away its folder has a hidden name.
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
     * Makes the folder of a backup that is being written.
     *
     * @throws UnusableFolderException when it cannot be made
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

    /** It is written: from now on it is there, whatever happens. */
    void complete(BackupId id) throws IOException {
        force(part(id));
        Files.move(part(id), of(id), StandardCopyOption.ATOMIC_MOVE);
        force(root);
    }

    /** Removes one that is being written, or was when its process ended. */
    void discard(BackupId id) throws IOException {
        deleteTree(part(id));
    }

    /** Removes a backup: at once, then its files one by one. */
    void delete(BackupId id) throws IOException {
        Files.move(of(id), part(id), StandardCopyOption.ATOMIC_MOVE);
        discard(id);
    }

    /** All that are complete, the latest first; what does not bear the name of a backup is left alone. */
    List<BackupId> complete() throws IOException {
        return ids("", "");
    }

    /** Those that are being written or thrown away, or were when their process ended. */
    List<BackupId> partial() throws IOException {
        return ids(HIDDEN, PART);
    }

    Optional<BackupId> find(String text) throws IOException {
        return complete().stream().filter(id -> id.text().equals(text)).findFirst();
    }

    /** What stands in the folder of a backup, by name. */
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

    /** After a power cut the names are there as well. Where a folder cannot be forced to the disk, its file system does so itself. */
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
