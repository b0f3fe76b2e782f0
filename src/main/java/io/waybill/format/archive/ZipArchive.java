package io.waybill.format.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip from anywhere. As other programs do, it is read by the list at its end: what the list does not name is not in it. Names in it are
 * never used as paths; nevertheless a zip with a name that leads out of its folder is refused, because it was not packed in good faith.
 */
public final class ZipArchive implements Closeable {
    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final int BUFFER = 64 * 1024;

    /** Names that are not UTF-8 are in the code page of DOS, as the format says. */
    private static final Charset DOS = Charset.isSupported("IBM437") ? Charset.forName("IBM437") : ISO_8859_1;

    private static final int HEADER = 30;
    private static final int HEADER_NAME_LENGTH = 26;
    private static final int KIND = 0170000;
    private static final Set<Integer> PLAIN_KINDS = Set.of(0, 0100000, 0040000);

    private static final String DAMAGED = "damaged-zip";
    private static final String WHOLE = "a whole zip that can be unpacked without a password";

    private final Path path;
    private final UnpackedBytes bytes;
    private final ZipFile listed;
    private final List<Entry> entries;

    private ZipArchive(Path path, UnpackedBytes bytes, ZipFile listed) {
        this.path = path;
        this.bytes = bytes;
        this.listed = listed;
        this.entries = list();
    }

    /** A file or folder of the zip. */
    public static final class Entry {
        private final String name;
        private final ZipArchiveEntry listed;

        private Entry(String name, ZipArchiveEntry listed) {
            this.name = name;
            this.listed = listed;
        }

        /** With slashes, whatever the archiver wrote: some of Windows write its own separator. */
        public String name() {
            return name;
        }

        /** Whether it is a folder. */
        public boolean isFolder() {
            return name.endsWith("/");
        }
    }

    /** Whether a file is a zip, whatever its name, and whatever stands before it in the file. */
    public static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(MAGIC.length);
            if (isZip(begin, begin.length)) {
                return true;
            }
        }
        return ZipEnd.of(file).isPresent();
    }

    /** Whether a file that begins with these bytes is one. */
    public static boolean isZip(byte[] begin, int length) {
        return length >= MAGIC.length && Arrays.equals(begin, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Opens a zip and reads its list.
     *
     * @param name as its owner knows it
     * @param advice what to do about a broken one
     * @throws BrokenFileException when it is damaged, or its list has too much or a name that leads elsewhere
     */
    public static ZipArchive open(Path zip, String name, String advice, ArchiveLimits limits) throws IOException {
        UnpackedBytes bytes = new UnpackedBytes(
                requireNonNull(zip, "zip"), requireNonNull(name, "name"), advice, requireNonNull(limits, "limits"));
        ZipEnd end = ZipEnd.of(zip).orElseThrow(() -> bytes.broken(DAMAGED, null, WHOLE));
        if (end.files() > limits.entries() || end.bytes() > limits.listBytes()) {
            throw bytes.tooMany();
        }
        ZipFile listed = listed(zip, bytes);
        try {
            return new ZipArchive(zip, bytes, listed);
        } catch (RuntimeException e) {
            listed.close();
            throw e;
        }
    }

    private static ZipFile listed(Path zip, UnpackedBytes bytes) throws IOException {
        try {
            return ZipFile.builder().setPath(zip).get();
        } catch (IOException e) {
            throw bytes.unreadable(e, DAMAGED, null, WHOLE);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw bytes.broken(DAMAGED, null, WHOLE);
        }
    }

    private List<Entry> list() {
        List<Entry> list = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry each : Collections.list(listed.getEntries())) {
            Entry entry = new Entry(nameOf(each).replace('\\', '/'), each);
            bytes.requireHarmless(entry.name);
            if (!names.add(entry.name)) {
                throw bytes.twice(entry.name);
            }
            if (names.size() > bytes.limits().entries()) {
                throw bytes.tooMany();
            }
            bytes.add(each.getSize());
            list.add(entry);
        }
        return Collections.unmodifiableList(list);
    }

    /** The format has UTF-8, if a file says so, and DOS; but archivers of Unix write UTF-8 without saying so. */
    private static String nameOf(ZipArchiveEntry entry) {
        boolean declared = entry.getGeneralPurposeBit().usesUTF8ForNames()
                || entry.getNameSource() != ZipArchiveEntry.NameSource.NAME;
        if (declared || entry.getRawName() == null) {
            return entry.getName();
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(entry.getRawName()))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(entry.getRawName(), DOS);
        }
    }

    /** Its files and folders, in the order of the list. */
    public List<Entry> entries() {
        return entries;
    }

    /** A fault of this zip, with the advice that it was opened with. */
    public BrokenFileException broken(String rule, String found, String expected) {
        return bytes.broken(rule, found, expected);
    }

    /**
     * Unpacks a file. What comes is compared with what the list says of it: at the end, or as soon as there is more.
     *
     * @throws BrokenFileException when it has a password, is a link or a device, or is packed in an unknown way; when read, also when it
     *     is damaged
     */
    public InputStream open(Entry entry) throws IOException {
        requireReadable(entry);
        requireSameName(entry);
        try {
            InputStream in = new BufferedInputStream(listed.getInputStream(entry.listed), BUFFER);
            return new VerifiedStream(in, bytes, entry.name, entry.listed.getSize(), entry.listed.getCrc());
        } catch (IOException e) {
            throw damaged(e, bytes, entry.name);
        }
    }

    static BrokenFileException damaged(IOException failure, UnpackedBytes bytes, String entry) throws IOException {
        return bytes.unreadable(failure, DAMAGED, entry, WHOLE);
    }

    static BrokenFileException damaged(UnpackedBytes bytes, String found) {
        return bytes.broken(DAMAGED, found, WHOLE);
    }

    private void requireReadable(Entry entry) {
        ZipArchiveEntry file = entry.listed;
        if (file.getGeneralPurposeBit().usesEncryption()) {
            throw damaged(bytes, entry.name + ", which has a password");
        }
        if (file.isUnixSymlink() || !PLAIN_KINDS.contains(file.getUnixMode() & KIND)) {
            throw bytes.notAFile(entry.name);
        }
        if (!listed.canReadEntryData(file)) {
            throw bytes.broken(
                    "unknown-packing",
                    entry.name + ", which is packed by method " + file.getMethod(),
                    "files packed by the usual method (Deflate)");
        }
    }

    /** Each file says its name itself, too: a zip in which that is another one was made to mean different things to different programs. */
    private void requireSameName(Entry entry) throws IOException {
        byte[] name = entry.listed.getRawName();
        ByteBuffer header = ByteBuffer.allocate(HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            channel.position(entry.listed.getLocalHeaderOffset());
            int read = 0;
            while (header.hasRemaining() && read >= 0) {
                read = channel.read(header);
            }
        }
        boolean same = !header.hasRemaining()
                && header.getShort(HEADER_NAME_LENGTH) == (short) name.length
                && Arrays.equals(header.array(), HEADER, HEADER + name.length, name, 0, name.length);
        if (!same) {
            throw damaged(bytes, entry.name + ", which has another name in its own place");
        }
    }

    @Override
    public void close() throws IOException {
        listed.close();
    }
}
