package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BinaryFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.OwnerOnly;
import io.waybill.format.ShortList;
import io.waybill.format.archive.ArchiveLimits;
import io.waybill.format.archive.ZipArchive;
import io.waybill.model.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A zip that was dropped, and the rule for what it may contain, both in folders and at the desk. As other programs do, it is read by the
 * list at its end: what the list does not name is not in it. Names in it appear in messages only and are never used as paths;
 * nevertheless a zip with a name that leads out of its folder is refused, because it was not packed in good faith.
 */
public final class DroppedZip {
    /** How many files are taken at once. */
    public static final int MOST_FILES = 100;

    /**
     * Entries include folders and files that archivers add; a million history rows are 150 MB, and text does not shrink further by packing than
     * by this ratio.
     */
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1_000, 4L << 20, 4L << 30, 200);

    private static final String ADVICE = "Pack the files again, or drop them one by one.";
    private static final int BUFFER = 64 * 1024;
    /** Folder that archivers of macOS add. */
    private static final String RESOURCE_FORKS = "__MACOSX/";

    /** Of the names that a notice lists. */
    private static final int MOST_LISTED = 5;

    private final Path zip;
    private final String name;
    private final IgnoredNames ignored;
    private final List<String> companions = new ArrayList<>();
    private final List<String> ignoredFiles = new ArrayList<>();
    private int files;

    private DroppedZip(Path zip, String name, IgnoredNames ignored) {
        this.zip = requireNonNull(zip, "zip");
        this.name = requireNonNull(name, "name");
        this.ignored = requireNonNull(ignored, "ignored");
    }

    /**
     * The files of a zip, unpacked.
     *
     * @param files name in the zip → unpacked file, in the order of the zip
     * @param notices which of them were left out
     */
    public record Unpacked(Map<String, Path> files, List<Notice> notices) {
        public Unpacked {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
            notices = List.copyOf(notices);
        }
    }

    /** Whether a file is a zip, whatever its name, and whatever stands before it in the file. */
    public static boolean isZip(Path file) throws IOException {
        return ZipArchive.isZip(file);
    }

    /**
     * Reads a whole zip without keeping anything.
     *
     * @param name as its owner knows it
     * @param ignored files that are left out, besides companions
     * @throws BrokenFileException when it is damaged or encrypted, or contains too much or something that is not a plain file
     */
    public static void check(Path zip, String name, IgnoredNames ignored) throws IOException {
        new DroppedZip(zip, name, ignored).read((shown, place) -> OutputStream.nullOutputStream());
    }

    /**
     * Unpacks all files of a zip.
     *
     * @param name as its owner knows it
     * @param folder an existing one, for the unpacked files
     * @param ignored files that are left out, besides companions
     * @throws BrokenFileException as {@link #check}
     */
    public static Unpacked unpack(Path zip, String name, Path folder, IgnoredNames ignored) throws IOException {
        Map<String, Path> unpacked = new LinkedHashMap<>();
        DroppedZip dropped = new DroppedZip(zip, name, ignored);
        dropped.read((shown, place) -> {
            Path file = folder.resolve("file-" + place);
            Files.deleteIfExists(file);
            unpacked.put(shown, OwnerOnly.create(file));
            return Files.newOutputStream(file);
        });
        return new Unpacked(unpacked, dropped.notices());
    }

    private List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        if (!companions.isEmpty()) {
            notices.add(new Notice(
                    "companions-left-out",
                    leftOut(companions) + ": programs keep such files for themselves.",
                    companions.size()));
        }
        if (!ignoredFiles.isEmpty()) {
            notices.add(new Notice(
                    "ignored-left-out", leftOut(ignoredFiles) + ": waybill.ignore names them.", ignoredFiles.size()));
        }
        return notices;
    }

    private String leftOut(List<String> names) {
        return name + ": left out " + ShortList.of(names, MOST_LISTED);
    }

    /** Decides where a file is written. */
    private interface Sink {
        /** @param place 1 for the first */
        OutputStream open(String shown, int place) throws IOException;
    }

    private void read(Sink sink) throws IOException {
        try (ZipArchive archive = ZipArchive.open(zip, name, ADVICE, LIMITS)) {
            for (ZipArchive.Entry entry : archive.entries()) {
                read(archive, entry, sink);
            }
            if (files == 0) {
                List<String> left = new ArrayList<>(companions);
                left.addAll(ignoredFiles);
                throw archive.broken(
                        "no-files",
                        left.isEmpty() ? "an empty zip" : "only what is left out: " + left.get(0),
                        "at least one CSV file");
            }
        }
    }

    private void read(ZipArchive archive, ZipArchive.Entry entry, Sink sink) throws IOException {
        boolean wanted = isWanted(entry);
        if (wanted && ++files > MOST_FILES) {
            throw archive.broken("too-many-files", "more than " + MOST_FILES + " files", "at most " + MOST_FILES);
        }
        try (OutputStream out = wanted ? sink.open(entry.name(), files) : OutputStream.nullOutputStream();
                InputStream in = archive.open(entry)) {
            byte[] buffer = new byte[BUFFER];
            int read = in.readNBytes(buffer, 0, BUFFER);
            if (wanted) {
                requireText(archive, entry.name(), buffer, read);
            }
            for (; read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
                out.write(buffer, 0, read);
            }
        }
    }

    private boolean isWanted(ZipArchive.Entry entry) {
        if (entry.isFolder()) {
            return false;
        }
        String shown = entry.name();
        String last = shown.substring(shown.lastIndexOf('/') + 1);
        if (shown.startsWith(RESOURCE_FORKS) || DropNames.isCompanion(last)) {
            companions.add(shown);
            return false;
        }
        if (ignored.contains(last)) {
            ignoredFiles.add(shown);
            return false;
        }
        return true;
    }

    private void requireText(ZipArchive archive, String shown, byte[] begin, int length) {
        Optional<Fault> binary = BinaryFile.fault(begin, length, name + ", " + shown);
        if (binary.isPresent()) {
            throw new BrokenFileException(binary.get());
        }
        if (ZipArchive.isZip(begin, length)) {
            throw archive.broken("nested-zip", shown + ", which is a zip itself", "CSV files");
        }
    }
}
