package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.folder.OptionsFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.WholeFile;
import io.waybill.model.DropChangedException;
import io.waybill.model.FeedName;
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
 * Makes one drop of the files that stand together in the folder of a system itself: a zip, in which they are as they were. Files that
 * different things are wanted of stay apart, and so does a zip. A crash at any point leaves the files, or the zip, or both; the same files
 * give the same bytes, which are carried once.
 */
final class Gathering {
    private static final String HIDDEN = ".gathering-";
    private static final String ZIP = ".zip";
    private static final int BUFFER = 64 * 1024;

    private final DataFolder data;
    private final InboxFilter filter;

    Gathering(DataFolder data, InboxFilter filter) {
        this.data = requireNonNull(data, "data");
        this.filter = requireNonNull(filter, "filter");
    }

    /**
     * The drops that are to be claimed now, the oldest first. None while any file there is not complete: it may belong to the others.
     *
     * @throws IOException when the folder cannot be read, or a zip not be written; the files are where they were
     */
    List<Path> ready(FeedName batch) throws IOException {
        List<Path> ready = new ArrayList<>();
        if (filter.mayClaim()) {
            gather(data.inbox(batch), ready);
            gather(data.inbox(batch).resolve(DataFolder.PREVIEW), ready);
        }
        return ready;
    }

    private void gather(Path folder, List<Path> ready) throws IOException {
        putBackWhatWasCutOff(folder);
        List<Path> files = files(folder);
        if (!files.stream().allMatch(filter::isComplete)) {
            return;
        }
        Map<Object, List<Path>> together = new LinkedHashMap<>();
        for (Path file : files) {
            together.computeIfAbsent(isZip(file) ? file : wanted(file), key -> new ArrayList<>())
                    .add(file);
        }
        for (List<Path> each : together.values()) {
            ready.add(each.size() == 1 ? each.get(0) : pack(folder, each));
        }
    }

    private List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && Files.isReadable(file)
                            && filter.mayBeClaimed(file))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static boolean isZip(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ZIP);
    }

    /** What is wanted of it; one whose options nobody understands stays alone, and is refused. */
    private static Object wanted(Path file) throws IOException {
        try {
            return OptionsFile.read(beside(file, DropNames.OPTIONS), name(file));
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
                FileMoves.moveIfThere(beside(file, DropNames.OPTIONS), hidden.resolve(name(file) + DropNames.OPTIONS));
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

    /** The same files give the same bytes. @throws DropChangedException when one was written to meanwhile */
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

    /** Of what is in it, so that people find it again. */
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

    /** What stands beside a drop before the drop itself. */
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
