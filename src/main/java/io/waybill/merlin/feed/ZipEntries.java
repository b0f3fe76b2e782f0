package io.waybill.merlin.feed;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.OwnerOnly;
import io.waybill.format.Position;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Unpacks a zip that somebody dropped. Names within it are only told, never used as paths. */
final class ZipEntries {
    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final int MOST_FILES = 100;
    /** Of all files together; a million history rows are 150 MB. */
    private static final long MOST_BYTES = 4L * 1024 * 1024 * 1024;
    /** Text does not become smaller than this by packing. */
    private static final long MOST_RATIO = 200;

    private static final int BUFFER = 64 * 1024;
    /** What archivers add of their own. */
    private static final String RESOURCE_FORKS = "__MACOSX/";

    private final String name;
    private final long packed;
    private long unpacked;

    private ZipEntries(String name, long packed) {
        this.name = name;
        this.packed = packed;
    }

    static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /**
     * Unpacks all files of a zip.
     *
     * @param name of the zip as its owner knows it
     * @param folder that is there, for what is unpacked
     * @return name within the zip → where it stands now, in the order of the zip
     * @throws BrokenFileException when it is damaged, encrypted, or holds too much
     */
    static Map<String, Path> unpack(Path zip, String name, Path folder) throws IOException {
        ZipEntries entries = new ZipEntries(name, Files.size(zip));
        Map<String, Path> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip), BUFFER))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String shown = entry.getName().replace('\\', '/');
                String last = shown.substring(shown.lastIndexOf('/') + 1);
                if (entry.isDirectory() || shown.startsWith(RESOURCE_FORKS) || last.startsWith(".")) {
                    continue;
                }
                if (files.size() == MOST_FILES) {
                    throw entries.broken(
                            "too-many-files", "more than " + MOST_FILES + " files", "at most " + MOST_FILES);
                }
                Path file = folder.resolve("file-" + (files.size() + 1));
                Files.deleteIfExists(file);
                OwnerOnly.create(file);
                try (OutputStream out = Files.newOutputStream(file)) {
                    entries.copy(in, out);
                }
                if (files.put(shown, file) != null) {
                    throw entries.broken("file-twice", shown, "each file once");
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw entries.broken("damaged-zip", null, "a zip that can be unpacked without a password");
        }
        if (files.isEmpty()) {
            throw entries.broken("no-files", "an empty zip", "at least one CSV file");
        }
        return files;
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            unpacked += read;
            if (unpacked > MOST_BYTES || unpacked > BUFFER + packed * MOST_RATIO) {
                throw broken("too-large", "more than " + (unpacked / 1_000_000) + " MB", "less when unpacked");
            }
            out.write(buffer, 0, read);
        }
    }

    private BrokenFileException broken(String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(
                Position.of(name), rule, found, expected, "Pack the files again, or drop them one by one."));
    }
}
