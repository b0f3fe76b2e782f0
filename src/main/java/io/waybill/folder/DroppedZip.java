package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BinaryFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.OwnerOnly;
import io.waybill.format.Position;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A zip that was dropped, and the rule for what it may contain, both in folders and at the desk. Names in it appear in messages only and
 * are never used as paths; nevertheless a zip with a name that leads out of its folder is refused, because it was not packed in good faith.
 */
public final class DroppedZip {
    /** How many files are taken at once. */
    public static final int MOST_FILES = 100;

    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    /** Including folders and files that archivers add. */
    private static final int MOST_ENTRIES = 1_000;
    /** Maximum size of all files together; a million history rows are 150 MB. */
    private static final long MOST_BYTES = 4L * 1024 * 1024 * 1024;
    /** Maximum ratio: text does not shrink further by packing. */
    private static final long MOST_RATIO = 200;
    /** Maximum size of the central directory, which is read into memory. */
    private static final long LONGEST_LIST = 16L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;
    /** Folder that archivers of macOS add. */
    private static final String RESOURCE_FORKS = "__MACOSX/";

    private static final String DAMAGED = "damaged-zip";
    private static final String WHOLE = "a whole zip that can be unpacked without a password";

    private final Path zip;
    private final String name;
    private final long packed;
    /** As they are in the zip. */
    private final Set<String> names = new HashSet<>();
    /** As messages show them: some archivers of Windows write its own separator. */
    private final Set<String> shownNames = new HashSet<>();

    private long unpacked;
    private int files;

    private DroppedZip(Path zip, String name) throws IOException {
        this.zip = requireNonNull(zip, "zip");
        this.name = requireNonNull(name, "name");
        this.packed = Files.size(zip);
    }

    /** Whether a file is a zip, whatever its name. */
    public static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(MAGIC.length);
            return isZip(begin, begin.length);
        }
    }

    private static boolean isZip(byte[] begin, int length) {
        return length >= MAGIC.length && Arrays.equals(begin, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads a whole zip without keeping anything.
     *
     * @param name as its owner knows it
     * @throws BrokenFileException when it is damaged or encrypted, or contains too much or something that is not a plain file
     */
    public static void check(Path zip, String name) throws IOException {
        new DroppedZip(zip, name).read((shown, place) -> OutputStream.nullOutputStream());
    }

    /**
     * Unpacks all files of a zip.
     *
     * @param name as its owner knows it
     * @param folder an existing one, for the unpacked files
     * @return name in the zip → unpacked file, in the order of the zip
     * @throws BrokenFileException as {@link #check}
     */
    public static Map<String, Path> unpack(Path zip, String name, Path folder) throws IOException {
        Map<String, Path> unpacked = new LinkedHashMap<>();
        new DroppedZip(zip, name).read((shown, place) -> {
            Path file = folder.resolve("file-" + place);
            Files.deleteIfExists(file);
            unpacked.put(shown, OwnerOnly.create(file));
            return Files.newOutputStream(file);
        });
        return unpacked;
    }

    /** Decides where a file is written. */
    private interface Sink {
        /** @param place 1 for the first */
        OutputStream open(String shown, int place) throws IOException;
    }

    private void read(Sink sink) throws IOException {
        try (Counted counted = new Counted(Files.newInputStream(zip));
                ZipInputStream in = new ZipInputStream(new BufferedInputStream(counted, BUFFER))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                read(entry, in, sink);
            }
            compareWithList(packed - counted.bytes);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw broken(DAMAGED, null, WHOLE);
        }
        if (files == 0) {
            throw broken("no-files", "an empty zip", "at least one CSV file");
        }
    }

    private void read(ZipEntry entry, ZipInputStream in, Sink sink) throws IOException {
        String shown = entry.getName().replace('\\', '/');
        requireHarmless(shown);
        names.add(entry.getName());
        if (!shownNames.add(shown)) {
            throw broken("file-twice", shown, "each file once");
        }
        if (shownNames.size() > MOST_ENTRIES) {
            throw broken(
                    "too-many-files", "more than " + MOST_ENTRIES + " entries", "at most " + MOST_FILES + " files");
        }
        String last = shown.substring(shown.lastIndexOf('/') + 1);
        boolean wanted = !shown.endsWith("/") && !shown.startsWith(RESOURCE_FORKS) && !DropNames.isCompanion(last);
        if (wanted && ++files > MOST_FILES) {
            throw broken("too-many-files", "more than " + MOST_FILES + " files", "at most " + MOST_FILES);
        }
        try (OutputStream out = wanted ? sink.open(shown, files) : OutputStream.nullOutputStream()) {
            copy(shown, in, out, wanted);
        }
    }

    private void requireHarmless(String shown) {
        boolean leadsElsewhere = shown.startsWith("/")
                || shown.matches("[A-Za-z]:.*")
                || Arrays.asList(shown.split("/")).contains("..");
        if (leadsElsewhere || shown.isBlank() || shown.chars().anyMatch(Character::isISOControl)) {
            throw broken(
                    "unsafe-name",
                    shown,
                    "plain names of files within the zip: no '..', and none that begins with '/' or a drive");
        }
    }

    private void copy(String shown, InputStream in, OutputStream out, boolean wanted) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read = in.readNBytes(buffer, 0, BUFFER);
        if (wanted) {
            Optional<Fault> binary = BinaryFile.fault(buffer, read, name + ", " + shown);
            if (binary.isPresent()) {
                throw new BrokenFileException(binary.get());
            }
        }
        if (wanted && isZip(buffer, read)) {
            throw broken("nested-zip", shown + ", which is a zip itself", "CSV files");
        }
        for (; read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
            unpacked += read;
            if (unpacked > MOST_BYTES || unpacked > BUFFER + packed * MOST_RATIO) {
                throw broken("too-large", "more than " + unpacked / 1_000_000 + " MB when unpacked", "less");
            }
            out.write(buffer, 0, read);
        }
    }

    /** The central directory must list exactly what was read: a truncated zip has none, and other programs go by it. */
    private void compareWithList(long length) throws IOException {
        if (length > LONGEST_LIST) {
            throw broken(DAMAGED, null, WHOLE);
        }
        try (ZipFile listed = new ZipFile(zip.toFile())) {
            if (listed.size() != names.size()
                    || !listed.stream()
                            .map(ZipEntry::getName)
                            .collect(Collectors.toSet())
                            .equals(names)) {
                throw broken(DAMAGED, null, WHOLE);
            }
        }
    }

    private BrokenFileException broken(String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(
                Position.of(name), rule, found, expected, "Pack the files again, or drop them one by one."));
    }

    /** Counts the bytes that were read. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
