package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.folder.OptionsFile;
import io.waybill.folder.OptionsFiles;
import io.waybill.folder.RepeatableZip;
import io.waybill.format.BrokenFileException;
import io.waybill.format.NameBytes;
import io.waybill.model.DropChangedException;
import io.waybill.model.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Packs the files that are together in the folder of a system itself into one zip, which is one drop. Files with different options remain
 * separate, and so does a file that is a zip already. A crash at any point leaves the files, or the zip, or both; the same files
 * give the same bytes, which are carried once.
 */
final class BatchPacker {
    private static final String HIDDEN = ".gathering-";
    private static final String ZIP = ".zip";

    private final InboxFilter filter;
    private final PackedDrop drop;

    BatchPacker(InboxFilter filter) {
        this.filter = requireNonNull(filter, "filter");
        this.drop = new PackedDrop(filter);
    }

    /**
     * Lists the drops that are to be claimed now, oldest first: none while any file there is not complete, for it may belong to the
     * others.
     *
     * @param folder the folder of a system itself, or its preview folder
     * @throws IOException when the folder cannot be read, or a zip cannot be written; the files are then where they were
     */
    List<Path> ready(Path folder) throws IOException {
        putBackWhatWasCutOff(folder);
        List<Path> files =
                filter.claimable(folder).stream().filter(filter::isReadable).toList();
        if (!files.stream().allMatch(filter::isComplete)) {
            return List.of();
        }
        Map<Object, List<Path>> together = new LinkedHashMap<>();
        for (Path file : files) {
            together.computeIfAbsent(isZip(file) ? file : options(file), key -> new ArrayList<>())
                    .add(file);
        }
        List<Path> ready = new ArrayList<>();
        for (List<Path> each : together.values()) {
            ready.add(each.size() == 1 ? each.get(0) : pack(folder, each));
        }
        return ready;
    }

    private static boolean isZip(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ZIP);
    }

    /** The options of a file; one whose options cannot be read is a drop of its own, and will be refused. */
    private static Object options(Path file) throws IOException {
        try {
            return OptionsFile.read(OptionsFiles.beside(file), name(file));
        } catch (BrokenFileException e) {
            return file;
        }
    }

    private Path pack(Path folder, List<Path> files) throws IOException {
        Path hidden = folder.resolve(HIDDEN + UUID.randomUUID());
        DataFolder.makePrivate(hidden);
        try {
            List<Path> taken = new ArrayList<>();
            for (Path file : files) {
                Path place = hidden.resolve(file.getFileName());
                FileMoves.moveIfThere(OptionsFiles.beside(file), NameBytes.beside(place, DropNames.OPTIONS));
                FileMoves.moveIfThere(NameBytes.beside(file, DropNames.DONE), NameBytes.beside(place, DropNames.DONE));
                drop.take(file, place);
                taken.add(place);
            }
            Path zip = hidden.resolve(".together" + ZIP);
            zip(taken, zip);
            Path place = PackedDrop.free(NameBytes.in(folder, nameOf(files)));
            Path options = NameBytes.beside(taken.get(0), DropNames.OPTIONS);
            PackedDrop.put(zip, options, place);
            FileMoves.deleteTree(hidden);
            return place;
        } catch (IOException | RuntimeException e) {
            putBack(hidden);
            throw e;
        }
    }

    /**
     * Packs files: the same files give the same bytes.
     *
     * @throws DropChangedException when a file was written to in the meantime
     */
    static void zip(List<Path> files, Path place) throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        for (Path file : files) {
            stamps.add(FileStamp.of(file));
        }
        RepeatableZip zip = new RepeatableZip();
        files.stream().sorted(Comparator.comparing(BatchPacker::name)).forEach(file -> zip.add(name(file), file));
        zip.write(place, null, () -> {
            for (int i = 0; i < files.size(); i++) {
                if (!stamps.get(i).isLike(FileStamp.of(files.get(i)))) {
                    throw new DropChangedException(name(files.get(i)));
                }
            }
            return true;
        });
    }

    /** Names a zip after the files in it, so that people find it again. */
    static String nameOf(List<Path> files) {
        List<String> names = files.stream().map(BatchPacker::name).sorted().toList();
        String first = names.get(0);
        int dot = first.lastIndexOf('.');
        int others = names.size() - 1;
        return DropNames.safe((dot > 0 ? first.substring(0, dot) : first) + " and " + others
                + (others == 1 ? " other" : " others") + ZIP);
    }

    private static void putBackWhatWasCutOff(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> all = Files.list(folder)) {
            left = all.filter(file -> name(file).startsWith(HIDDEN)).toList();
        }
        for (Path each : left) {
            putBack(each);
        }
    }

    /**
     * Moves the files beside a drop first, then the drop itself. What was beside a drop that had not been moved yet goes first of all:
     * that one waits in the inbox and must not be taken without its options.
     */
    private static void putBack(Path hidden) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(hidden)) {
            all = files.toList();
        }
        for (Path file : all) {
            for (String ending : List.of(DropNames.OPTIONS, DropNames.DONE)) {
                String name = name(file);
                String drop = name.substring(0, Math.max(0, name.length() - ending.length()));
                boolean lonely = name.endsWith(ending)
                        && DropNames.isDrop(drop)
                        && all.stream().noneMatch(other -> name(other).equals(drop));
                Path place = hidden.resolveSibling(file.getFileName());
                if (lonely && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    FileMoves.move(file, place);
                }
            }
        }
        List<Path> inside =
                all.stream().filter(file -> DropNames.isDrop(name(file))).toList();
        for (Path file : inside) {
            Path place = PackedDrop.free(hidden.resolveSibling(file.getFileName()));
            FileMoves.moveIfThere(
                    NameBytes.beside(file, DropNames.OPTIONS), NameBytes.beside(place, DropNames.OPTIONS));
            FileMoves.moveIfThere(NameBytes.beside(file, DropNames.DONE), NameBytes.beside(place, DropNames.DONE));
            FileMoves.move(file, place);
        }
        FileMoves.deleteTree(hidden);
    }

    private static String name(Path file) {
        return NameBytes.readable(file);
    }
}
