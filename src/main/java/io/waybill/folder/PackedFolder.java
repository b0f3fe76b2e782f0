package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.NameBytes;
import io.waybill.model.FileStamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A folder that was dropped: it is packed into a zip of the same name, and is a zip from then on. The names in the zip are paths within the
 * folder; the same files give the same bytes.
 */
public final class PackedFolder {
    /** More files than this are no drop. */
    static final int MOST_FILES = 10_000;

    private static final String COMMENT = "Packed by Waybill from the folder ";
    private static final int SHOWN = 8;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private String fault;
    private FileTime changed = FileTime.fromMillis(0);
    private long bytes;

    private PackedFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /**
     * Looks into a folder.
     *
     * @throws IOException when it cannot be read, or something in it has just gone
     */
    public static PackedFolder of(Path folder) throws IOException {
        PackedFolder packed = new PackedFolder(folder);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                packed.add(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (packed.files.isEmpty()) {
            packed.blame("an empty folder");
        }
        return packed;
    }

    private void add(Path path) throws IOException {
        FileStamp stamp = FileStamp.of(path);
        changed = changed.compareTo(stamp.changed()) < 0 ? stamp.changed() : changed;
        if (Files.isSymbolicLink(path)) {
            blame("a folder with a symbolic link, " + shown(path));
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isWritable(path)) {
                blame("a folder from which this account may not remove files, " + shown(path));
            }
        } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            blame("a folder with something that is no file, " + shown(path));
        } else if (!Files.isReadable(path)) {
            blame("a folder with a file that this account may not read, " + shown(path));
        } else if (files.size() >= MOST_FILES) {
            blame("a folder with more than " + MOST_FILES + " files");
        } else {
            files.add(path);
            bytes += stamp.size();
        }
    }

    private void blame(String sentence) {
        if (fault == null) {
            fault = sentence;
        }
    }

    /** Why it cannot be packed, as what was found: {@code an empty folder}; empty when it can. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** When something in it was changed last, its files and the folders themselves included. */
    public FileTime changed() {
        return changed;
    }

    /** What changes when anything in it does. */
    public Object signs() {
        return List.of(files.size(), bytes, changed);
    }

    /**
     * Packs it.
     *
     * @param zip where to; written in one step
     * @return whether nothing was changed in the meantime; if something was, no zip is written
     * @throws IOException when something cannot be read or written
     */
    public boolean pack(Path zip) throws IOException {
        RepeatableZip packed = new RepeatableZip();
        files.stream().sorted(Comparator.comparing(this::inside)).forEach(file -> packed.add(inside(file), file));
        return packed.write(
                zip,
                COMMENT + NameBytes.readable(folder),
                () -> signs().equals(of(folder).signs()));
    }

    private String inside(Path file) {
        List<String> names = new ArrayList<>();
        for (Path at = file; !at.equals(folder); at = at.getParent()) {
            names.add(0, NameBytes.readable(at));
        }
        return String.join("/", names);
    }

    private String shown(Path path) {
        return path.equals(folder) ? NameBytes.readable(folder) : inside(path);
    }

    /** What files a dropped folder held, as a sentence; empty for a file that was dropped as a file. */
    public static Optional<String> described(Path file) {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip") || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String comment = zip.getComment();
            if (comment == null || !comment.startsWith(COMMENT)) {
                return Optional.empty();
            }
            List<? extends ZipEntry> entries =
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
            long size = entries.stream().mapToLong(ZipEntry::getSize).sum();
            String listed = String.join(
                    ", ", entries.stream().limit(SHOWN).map(ZipEntry::getName).toList());
            int more = entries.size() - SHOWN;
            return Optional.of(
                    "The folder " + comment.substring(COMMENT.length()) + " was packed into this zip. It held "
                            + (entries.size() == 1 ? "1 file" : String.format(Locale.ROOT, "%,d files", entries.size()))
                            + " with " + String.format(Locale.ROOT, "%,d bytes", size) + ": " + listed
                            + (more > 0 ? ", and " + more + " more." : "."));
        } catch (IOException e) {
            // Not a zip, or a damaged one: whoever reads it says so.
            return Optional.empty();
        }
    }
}
