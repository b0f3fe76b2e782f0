package io.waybill.format.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A tar archive, packed with gzip or not. It has no list, so that it is read once from begin to end, and what is wanted of it is unpacked.
 * Names in it are never used as paths.
 */
public final class TarArchive {
    private static final int BUFFER = 64 * 1024;
    private static final int MARK = 257;
    private static final String USTAR = "ustar";
    private static final int GZIP_1 = 0x1F;
    private static final int GZIP_2 = 0x8B;

    private static final Set<Byte> PLAIN_KINDS = Set.of(
            TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG, TarConstants.LF_GNUTYPE_SPARSE);

    private static final String DAMAGED = "damaged-tar";
    private static final String WHOLE = "a whole tar archive, packed with gzip or not";

    private final UnpackedBytes bytes;
    private final Path archive;

    private TarArchive(Path archive, UnpackedBytes bytes) {
        this.archive = archive;
        this.bytes = bytes;
    }

    /** Whether a file is packed with gzip, or is a tar archive. */
    public static boolean isTar(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(MARK + USTAR.length());
            return isGzip(begin)
                    || begin.length == MARK + USTAR.length()
                            && USTAR.equals(new String(begin, MARK, USTAR.length(), ISO_8859_1));
        }
    }

    private static boolean isGzip(byte[] begin) {
        return begin.length > 1 && (begin[0] & 0xFF) == GZIP_1 && (begin[1] & 0xFF) == GZIP_2;
    }

    /**
     * Unpacks some files of an archive.
     *
     * @param name as its owner knows it
     * @param advice what to do about a broken one
     * @param folder an existing one, for the unpacked files
     * @param wanted which files are unpacked, by their names in the archive
     * @return name in the archive → unpacked file, in the order of the archive
     * @throws BrokenFileException when it is damaged, has too much, or a name that leads elsewhere, or when a wanted file is a link
     */
    public static Map<String, Path> unpack(
            Path archive, String name, String advice, ArchiveLimits limits, Path folder, Predicate<String> wanted)
            throws IOException {
        UnpackedBytes bytes = new UnpackedBytes(
                requireNonNull(archive, "archive"),
                requireNonNull(name, "name"),
                advice,
                requireNonNull(limits, "limits"));
        return new TarArchive(archive, bytes).unpack(folder, wanted);
    }

    private Map<String, Path> unpack(Path folder, Predicate<String> wanted) throws IOException {
        Map<String, Path> unpacked = new LinkedHashMap<>();
        try (InputStream in = unpackedBytes();
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            Set<String> names = new HashSet<>();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String shown = withoutDot(entry.getName().replace('\\', '/'));
                if (shown.isEmpty()) {
                    continue;
                }
                bytes.requireHarmless(shown);
                if (!names.add(shown)) {
                    throw bytes.twice(shown);
                }
                if (names.size() > bytes.limits().entries()) {
                    throw bytes.tooMany();
                }
                if (!entry.isDirectory() && wanted.test(shown)) {
                    if (!PLAIN_KINDS.contains(entry.getLinkFlag())) {
                        throw bytes.notAFile(shown);
                    }
                    Path file = folder.resolve("file-" + (unpacked.size() + 1));
                    Files.deleteIfExists(file);
                    unpacked.put(shown, OwnerOnly.create(file));
                    copy(tar, file);
                }
            }
        } catch (IOException e) {
            throw bytes.unreadable(e, DAMAGED, null, WHOLE);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw bytes.broken(DAMAGED, null, WHOLE);
        }
        return Collections.unmodifiableMap(unpacked);
    }

    /** As {@code tar -c .} writes names. */
    private static String withoutDot(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static void copy(InputStream in, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
    }

    private InputStream unpackedBytes() throws IOException {
        BufferedInputStream packed = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        try {
            packed.mark(2);
            byte[] begin = packed.readNBytes(2);
            packed.reset();
            InputStream tar = isGzip(begin)
                    ? GzipCompressorInputStream.builder()
                            .setInputStream(packed)
                            .setDecompressConcatenated(true)
                            .get()
                    : packed;
            return new Counted(tar, bytes);
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    /** Counts all that comes out, wanted or not: to go over a file means to unpack it. */
    private static final class Counted extends FilterInputStream {
        private final UnpackedBytes bytes;

        Counted(InputStream in, UnpackedBytes bytes) {
            super(in);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                bytes.add(1);
            }
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                bytes.add(read);
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            bytes.add(skipped);
            return skipped;
        }
    }
}
