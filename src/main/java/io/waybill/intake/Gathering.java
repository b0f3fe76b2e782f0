package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.folder.OptionsFile;
import io.waybill.folder.OptionsFiles;
import io.waybill.format.BrokenFileException;
import io.waybill.format.WholeFile;
import io.waybill.model.DropChangedException;
import io.waybill.model.FileStamp;
import java.io.BufferedOutputStream;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the files that are together in the folder of a system itself into one zip, which is one drop. Files with different options remain
 * separate, and so does a file that is a zip already. A crash at any point leaves the files, or the zip, or both; the same files
 * give the same bytes, which are carried once.
 */
final class Gathering {
    private static final String HIDDEN = ".gathering-";
    private static final String ZIP = ".zip";
    private static final int BUFFER = 64 * 1024;

    private final InboxFilter filter;

    Gathering(InboxFilter filter) {
        this.filter = requireNonNull(filter, "filter");
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
                FileMoves.moveIfThere(OptionsFiles.beside(file), hidden.resolve(name(file) + DropNames.OPTIONS));
                FileMoves.moveIfThere(beside(file, DropNames.DONE), hidden.resolve(name(file) + DropNames.DONE));
                Path place = hidden.resolve(name(file));
                FileMoves.move(file, place);
                taken.add(place);
            }
            Path zip = hidden.resolve("together" + ZIP + DropNames.DONE);
            zip(taken, zip);
            Path place = free(folder, nameOf(files));
            Path options = hidden.resolve(name(files.get(0)) + DropNames.OPTIONS);
            if (Files.exists(options)) {
                Files.copy(options, beside(place, DropNames.OPTIONS));
            }
            WholeFile.write(beside(place, DropNames.DONE), "");
            FileMoves.move(zip, place);
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
        try (WholeFile whole = new WholeFile(place);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(whole.out(), BUFFER))) {
            zip.setLevel(1);
            for (Path file :
                    files.stream().sorted(Comparator.comparing(Gathering::name)).toList()) {
                ZipEntry entry = new ZipEntry(name(file));
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
            for (int i = 0; i < files.size(); i++) {
                if (!stamps.get(i).isLike(FileStamp.of(files.get(i)))) {
                    throw new DropChangedException(name(files.get(i)));
                }
            }
            whole.commit();
        }
    }

    /** Names a zip after the files in it, so that people find it again. */
    static String nameOf(List<Path> files) {
        List<String> names = files.stream().map(Gathering::name).sorted().toList();
        String first = names.get(0);
        int dot = first.lastIndexOf('.');
        int others = names.size() - 1;
        return DropNames.safe((dot > 0 ? first.substring(0, dot) : first) + " and " + others
                + (others == 1 ? " other" : " others") + ZIP);
    }

    private static Path free(Path folder, String name) {
        int i = 1;
        while (Files.exists(folder.resolve(DropNames.numbered(name, i)), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(folder.resolve(DropNames.numbered(name, i) + DropNames.OPTIONS))) {
            i++;
        }
        return folder.resolve(DropNames.numbered(name, i));
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

    /** Moves the files beside a drop first, then the drop itself. */
    private static void putBack(Path hidden) throws IOException {
        List<Path> inside;
        try (Stream<Path> all = Files.list(hidden)) {
            inside = all.filter(file -> DropNames.isDrop(name(file))).toList();
        }
        for (Path file : inside) {
            Path place = free(hidden.getParent(), name(file));
            FileMoves.moveIfThere(beside(file, DropNames.OPTIONS), beside(place, DropNames.OPTIONS));
            FileMoves.moveIfThere(beside(file, DropNames.DONE), beside(place, DropNames.DONE));
            FileMoves.move(file, place);
        }
        FileMoves.deleteTree(hidden);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(name(file) + ending);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
