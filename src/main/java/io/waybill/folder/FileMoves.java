package io.waybill.folder;

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

/** Moves in one step, and what is left of a folder deleted. A link is moved or deleted itself, not what it leads to. */
public final class FileMoves {
    private FileMoves() {}

    /** Moves in one step, over what stands there; never copies. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Moves all complete files of a folder that may be missing into another one, which is made where it is needed. */
    public static void moveAll(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                from, file -> DropNames.isDrop(file.getFileName().toString()))) {
            for (Path file : files) {
                DataFolder.makePrivate(to);
                move(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** As {@link #move}, where there is something to move. */
    public static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            move(from, to);
        }
    }

    /**
     * Puts a file also into another place where nothing stands, in one step; the first place is to be deleted afterwards. Where the
     * file system gives a file no second name it is moved.
     *
     * @throws java.nio.file.FileAlreadyExistsException when something stands there, which stays as it is
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

    /** Deletes a folder with all that is in it, links themselves and not what they lead to. */
    public static void deleteTree(Path folder) throws IOException {
        deleteTree(folder, folder);
    }

    /** As {@link #deleteTree(Path)}, one file after all others. */
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
