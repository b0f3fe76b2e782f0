package io.waybill.folder;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Moves files in one step, and deletes folders. A link itself is moved or deleted, never its destination. */
public final class FileMoves {
    private FileMoves() {}

    /**
     * Moves a file in one step, replacing an existing one; never copies.
     *
     * @throws IOException when it cannot be moved
     */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Moves all complete files of a folder, which may be missing, into another one, which is created when needed.
     *
     * @throws IOException when one cannot be moved
     */
    public static void moveAll(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(from, file -> DropNames.isDrop(NameBytes.readable(file)))) {
            for (Path file : files) {
                DataFolder.makePrivate(to);
                move(file, to.resolve(file.getFileName()));
            }
        }
    }

    /**
     * As {@link #move}, when the file exists.
     *
     * @throws IOException when it cannot be moved
     */
    public static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            move(from, to);
        }
    }

    /**
     * Gives a file a second place, in one step; the first is to be deleted afterwards. On a file system without links it is moved.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the second place is taken; what is there is not changed
     */
    static void putAlso(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            Files.move(from, to);
        }
    }

    /**
     * Deletes a folder with everything in it; links themselves, never their destinations.
     *
     * @throws IOException when something cannot be deleted
     */
    public static void deleteTree(Path folder) throws IOException {
        deleteTree(folder, folder);
    }

    /**
     * As {@link #deleteTree(Path)}, one file after all others.
     *
     * @throws IOException when something cannot be deleted
     */
    public static void deleteTree(Path folder, Path last) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(last) && !file.equals(folder))
                    .toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(last);
        Files.deleteIfExists(folder);
    }
}
