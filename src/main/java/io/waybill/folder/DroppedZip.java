package io.waybill.folder;

import static java.util.Objects.requireNonNull;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A zip that somebody dropped, and what it may hold: the one rule for folders and desk. Names within it are only told, never used as
 * paths; a zip with a name that could lead elsewhere was not packed in good faith, and is refused all the same.
 */
public final class DroppedZip {
    /** How many files are taken at once. */
    public static final int MOST_FILES = 100;

    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    /** Folders and what archivers add of their own among them. */
    private static final int MOST_ENTRIES = 1_000;
    /** Of all files together; a million history rows are 150 MB. */
    private static final long MOST_BYTES = 4L * 1024 * 1024 * 1024;
    /** Text does not become smaller than this by packing. */
    private static final long MOST_RATIO = 200;
    /** The list at the end, which is read into memory. */
    private static final long LONGEST_LIST = 16L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;
    /** What archivers add of their own. */
    private static final String RESOURCE_FORKS = "__MACOSX/";

    private static final String DAMAGED = "damaged-zip";
    private static final String WHOLE = "a whole zip that can be unpacked without a password";

    private final Path zip;
    private final String name;
    private final long packed;
    /** As the zip has them. */
    private final Set<String> names = new HashSet<>();
    /** As they are told; some archivers of Windows write its own separator. */
    private final Set<String> told = new HashSet<>();

    private long unpacked;
    private int files;

    private DroppedZip(Path zip, String name) throws IOException {
        this.zip = requireNonNull(zip, "zip");
        this.name = requireNonNull(name, "name");
        this.packed = Files.size(zip);
    }

    /** Whether a file is one, whatever it is called. */
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
     * Reads all of it, and keeps nothing.
     *
     * @param name as its owner knows it
     * @throws BrokenFileException when it is damaged or encrypted, or holds too much or what is no plain file
     */
    public static void check(Path zip, String name) throws IOException {
        new DroppedZip(zip, name).read((shown, place) -> OutputStream.nullOutputStream());
    }

    /**
     * Unpacks all files of a zip.
     *
     * @param name as its owner knows it
     * @param folder that is there, for what is unpacked
     * @return name within the zip → where it stands now, in the order of the zip
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

    /** Says where a file goes. */
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
        if (!told.add(shown)) {
            throw broken("file-twice", shown, "each file once");
        }
        if (told.size() > MOST_ENTRIES) {
            throw broken(
                    "too-many-files", "more than " + MOST_ENTRIES + " entries", "at most " + MOST_FILES + " files");
        }
        String last = shown.substring(shown.lastIndexOf('/') + 1);
        boolean wanted = !shown.endsWith("/") && !shown.startsWith(RESOURCE_FORKS) && !last.startsWith(".");
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

    /** What the zip itself says is in it must be what was found: a zip that was cut off has no list, and others could read another one. */
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

    /** Tells how far it was read. */
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
