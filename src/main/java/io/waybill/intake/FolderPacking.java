package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.folder.OptionsFiles;
import io.waybill.folder.PackedFolder;
import io.waybill.format.NameBytes;
import io.waybill.format.WholeFile;
import io.waybill.model.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes folders that are marked as complete: {@code <name>.done} stands beside them. One becomes a zip in its place, which is a drop as any
 * other. It is taken by a rename, so that nobody adds to it any more. A crash at any point leaves the folder or its zip.
 */
final class FolderPacking {
    private static final String HIDDEN = ".packing-";
    private static final String ZIP = ".zip";
    /** In the hidden folder, from when the zip is about to be put into its place. */
    private static final String PLACING = ".placing";

    private final InboxFilter filter;
    private final PackedDrop drop;

    FolderPacking(InboxFilter filter) {
        this.filter = requireNonNull(filter, "filter");
        this.drop = new PackedDrop(filter);
    }

    /**
     * Packs all folders of an inbox that are complete and can be packed.
     *
     * @param inbox an inbox or its preview folder, which may be missing
     * @param notDropped what is a folder of Waybill itself
     * @throws IOException when the inbox cannot be read, or a zip cannot be written; the folder is then where it was
     */
    void pack(Path inbox, Predicate<Path> notDropped) throws IOException {
        if (!Files.isDirectory(inbox, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(inbox)) {
            folders = all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path folder : folders) {
            if (NameBytes.readable(folder).startsWith(HIDDEN)) {
                recover(folder);
            }
        }
        for (Path folder : folders) {
            if (!notDropped.test(folder) && filter.mayBeClaimed(folder) && isMarked(folder)) {
                packIfComplete(folder);
            }
        }
    }

    static boolean isMarked(Path folder) {
        return Files.exists(NameBytes.beside(folder, DropNames.DONE), LinkOption.NOFOLLOW_LINKS);
    }

    private void packIfComplete(Path folder) throws IOException {
        try {
            PackedFolder packed = PackedFolder.of(folder);
            if (packed.fault().isPresent()) {
                return;
            }
            // A mark that was there before its files says only that they will come.
            boolean complete = packed.changed()
                                    .compareTo(FileStamp.of(NameBytes.beside(folder, DropNames.DONE))
                                            .changed())
                            < 0
                    || filter.hasSettled(folder, packed.signs());
            if (complete) {
                pack(folder);
            }
        } catch (NoSuchFileException e) {
            // Somebody moves or fills it just now: the next look.
        }
    }

    private void pack(Path folder) throws IOException {
        Path inbox = folder.getParent();
        Path hidden = inbox.resolve(HIDDEN + UUID.randomUUID());
        DataFolder.makePrivate(hidden);
        try {
            Path taken = hidden.resolve(folder.getFileName());
            Path options = NameBytes.beside(taken, DropNames.OPTIONS);
            FileMoves.moveIfThere(OptionsFiles.beside(folder), options);
            drop.take(folder, taken);
            FileMoves.moveIfThere(NameBytes.beside(folder, DropNames.DONE), NameBytes.beside(taken, DropNames.DONE));
            Path zip = hidden.resolve(".packed" + ZIP);
            if (!PackedFolder.of(taken).pack(zip)) {
                recover(hidden);
                return;
            }
            WholeFile.write(hidden.resolve(PLACING), "");
            Path place = PackedDrop.free(NameBytes.in(inbox, name(folder) + ZIP));
            PackedDrop.put(zip, options, place);
            FileMoves.deleteTree(hidden);
        } catch (IOException | RuntimeException e) {
            recover(hidden);
            throw e;
        }
    }

    /** Puts a folder back whose packing was cut off; when its zip is in its place already, what is left of it is deleted. */
    private static void recover(Path hidden) throws IOException {
        if (!Files.isDirectory(hidden)) {
            return;
        }
        boolean placed = Files.exists(hidden.resolve(PLACING)) && !Files.exists(hidden.resolve(".packed" + ZIP));
        if (!placed) {
            List<Path> inside;
            try (Stream<Path> all = Files.list(hidden)) {
                inside = all.filter(path -> !NameBytes.readable(path).startsWith("."))
                        .toList();
            }
            for (Path path : inside) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Path place = PackedDrop.free(hidden.resolveSibling(path.getFileName()));
                    FileMoves.moveIfThere(
                            NameBytes.beside(path, DropNames.OPTIONS), NameBytes.beside(place, DropNames.OPTIONS));
                    FileMoves.move(path, place);
                    FileMoves.moveIfThere(
                            NameBytes.beside(path, DropNames.DONE), NameBytes.beside(place, DropNames.DONE));
                }
            }
            // The options of a folder that had not been moved yet.
            try (Stream<Path> all = Files.list(hidden)) {
                inside = all.filter(path -> NameBytes.readable(path).endsWith(DropNames.OPTIONS))
                        .toList();
            }
            for (Path path : inside) {
                Path place = hidden.resolveSibling(path.getFileName());
                if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    FileMoves.move(path, place);
                }
            }
        }
        FileMoves.deleteTree(hidden);
    }

    private static String name(Path path) {
        return NameBytes.readable(path);
    }
}
