package io.waybill.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.waybill.format.BinaryFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.OwnerOnly;
import io.waybill.format.Position;
import io.waybill.model.Notice;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip that was dropped, and the rule for what it may contain, both in folders and at the desk. As other programs do, it is read by the
 * list at its end: what the list does not name is not in it. Names in it appear in messages only and are never used as paths;
 * nevertheless a zip with a name that leads out of its folder is refused, because it was not packed in good faith.
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
    /** Maximum size of the list, which is read into memory. */
    private static final long LONGEST_LIST = 4L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;
    /** Folder that archivers of macOS add. */
    private static final String RESOURCE_FORKS = "__MACOSX/";

    /** Names that are not UTF-8 are in the code page of DOS, as the format says. */
    private static final Charset DOS = Charset.isSupported("IBM437") ? Charset.forName("IBM437") : ISO_8859_1;

    private static final int HEADER = 30;
    private static final int HEADER_NAME_LENGTH = 26;
    private static final int KIND = 0170000;
    private static final Set<Integer> PLAIN_KINDS = Set.of(0, 0100000, 0040000);

    private static final String DAMAGED = "damaged-zip";
    private static final String WHOLE = "a whole zip that can be unpacked without a password";
    /** Of the names that a notice lists. */
    private static final int MOST_LISTED = 5;

    private final Path zip;
    private final String name;
    private final IgnoredNames ignored;
    private final long packed;
    /** As messages show them: some archivers of Windows write its own separator. */
    private final Set<String> shownNames = new HashSet<>();

    private final List<String> companions = new ArrayList<>();
    private final List<String> ignoredFiles = new ArrayList<>();
    private long unpacked;
    private int files;

    private DroppedZip(Path zip, String name, IgnoredNames ignored) throws IOException {
        this.zip = requireNonNull(zip, "zip");
        this.name = requireNonNull(name, "name");
        this.ignored = requireNonNull(ignored, "ignored");
        this.packed = Files.size(zip);
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
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(MAGIC.length);
            if (isZip(begin, begin.length)) {
                return true;
            }
        }
        return ZipEnd.of(file).isPresent();
    }

    private static boolean isZip(byte[] begin, int length) {
        return length >= MAGIC.length && Arrays.equals(begin, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
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
        String more = names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "";
        return name + ": left out " + String.join(", ", names.subList(0, Math.min(names.size(), MOST_LISTED))) + more;
    }

    /** Decides where a file is written. */
    private interface Sink {
        /** @param place 1 for the first */
        OutputStream open(String shown, int place) throws IOException;
    }

    private void read(Sink sink) throws IOException {
        requireShortList(ZipEnd.of(zip).orElseThrow(() -> broken(DAMAGED, null, WHOLE)));
        try (ZipFile listed = opened();
                SeekableByteChannel channel = Files.newByteChannel(zip)) {
            for (ZipArchiveEntry entry : Collections.list(listed.getEntries())) {
                read(listed, entry, channel, sink);
            }
        }
        if (files == 0) {
            List<String> left = new ArrayList<>(companions);
            left.addAll(ignoredFiles);
            throw broken(
                    "no-files",
                    left.isEmpty() ? "an empty zip" : "only what is left out: " + left.get(0),
                    "at least one CSV file");
        }
    }

    private void requireShortList(ZipEnd end) {
        if (end.files() > MOST_ENTRIES || end.bytes() > LONGEST_LIST) {
            throw broken(
                    "too-many-files", "more than " + MOST_ENTRIES + " entries", "at most " + MOST_FILES + " files");
        }
    }

    private ZipFile opened() throws IOException {
        try {
            return ZipFile.builder().setPath(zip).get();
        } catch (IOException e) {
            throw unreadable(e, null);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw broken(DAMAGED, null, WHOLE);
        }
    }

    private void read(ZipFile listed, ZipArchiveEntry entry, SeekableByteChannel channel, Sink sink)
            throws IOException {
        String shown = nameOf(entry).replace('\\', '/');
        requireHarmless(shown);
        if (!shownNames.add(shown)) {
            throw broken("file-twice", shown, "each file once");
        }
        if (shownNames.size() > MOST_ENTRIES) {
            throw broken(
                    "too-many-files", "more than " + MOST_ENTRIES + " entries", "at most " + MOST_FILES + " files");
        }
        requireReadable(listed, entry, shown);
        requireSameName(entry, shown, channel);
        boolean wanted = isWanted(shown);
        if (wanted && ++files > MOST_FILES) {
            throw broken("too-many-files", "more than " + MOST_FILES + " files", "at most " + MOST_FILES);
        }
        try (OutputStream out = wanted ? sink.open(shown, files) : OutputStream.nullOutputStream()) {
            copy(listed, entry, shown, out, wanted);
        }
    }

    private boolean isWanted(String shown) {
        if (shown.endsWith("/")) {
            return false;
        }
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

    /** The format has UTF-8, if a file says so, and DOS; but archivers of Unix write UTF-8 without saying so. */
    private static String nameOf(ZipArchiveEntry entry) {
        boolean told = entry.getGeneralPurposeBit().usesUTF8ForNames()
                || entry.getNameSource() != ZipArchiveEntry.NameSource.NAME;
        if (told || entry.getRawName() == null) {
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

    private void requireReadable(ZipFile listed, ZipArchiveEntry entry, String shown) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw broken(DAMAGED, shown + ", which has a password", WHOLE);
        }
        if (entry.isUnixSymlink() || !PLAIN_KINDS.contains(entry.getUnixMode() & KIND)) {
            throw broken("not-a-file", shown + ", which is a link or a device", "files");
        }
        if (!listed.canReadEntryData(entry)) {
            throw broken(
                    "unknown-packing",
                    shown + ", which is packed by method " + entry.getMethod(),
                    "files packed by the usual method (Deflate)");
        }
    }

    /** Each file says its name itself, too: a zip in which that is another one was made to mean different things to different programs. */
    private void requireSameName(ZipArchiveEntry entry, String shown, SeekableByteChannel channel) throws IOException {
        byte[] listed = entry.getRawName();
        ByteBuffer header = ByteBuffer.allocate(HEADER + listed.length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(entry.getLocalHeaderOffset());
        int read = 0;
        while (header.hasRemaining() && read >= 0) {
            read = channel.read(header);
        }
        boolean same = !header.hasRemaining()
                && header.getShort(HEADER_NAME_LENGTH) == (short) listed.length
                && Arrays.equals(header.array(), HEADER, HEADER + listed.length, listed, 0, listed.length);
        if (!same) {
            throw broken(DAMAGED, shown + ", which has another name in its own place", WHOLE);
        }
    }

    private void copy(ZipFile listed, ZipArchiveEntry entry, String shown, OutputStream out, boolean wanted)
            throws IOException {
        CRC32 sum = new CRC32();
        long length = 0;
        try (InputStream in = content(listed, entry, sum)) {
            byte[] buffer = new byte[BUFFER];
            int read = read(in, buffer, shown);
            if (wanted) {
                requireText(shown, buffer, read);
            }
            for (; read > 0; read = read(in, buffer, shown)) {
                length += read;
                unpacked += read;
                if (unpacked > MOST_BYTES || unpacked > BUFFER + packed * MOST_RATIO) {
                    throw broken("too-large", "more than " + unpacked / 1_000_000 + " MB when unpacked", "less");
                }
                out.write(buffer, 0, read);
            }
        }
        if (sum.getValue() != entry.getCrc() || length != entry.getSize()) {
            throw broken(DAMAGED, shown + ", which is not as it was packed", WHOLE);
        }
    }

    private InputStream content(ZipFile listed, ZipArchiveEntry entry, CRC32 sum) throws IOException {
        try {
            return new CheckedInputStream(new BufferedInputStream(listed.getInputStream(entry), BUFFER), sum);
        } catch (IOException e) {
            throw unreadable(e, entry.getName());
        }
    }

    private int read(InputStream in, byte[] buffer, String shown) throws IOException {
        try {
            return in.readNBytes(buffer, 0, BUFFER);
        } catch (IOException e) {
            throw unreadable(e, shown);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw broken(DAMAGED, shown, WHOLE);
        }
    }

    private void requireText(String shown, byte[] begin, int length) {
        Optional<Fault> binary = BinaryFile.fault(begin, length, name + ", " + shown);
        if (binary.isPresent()) {
            throw new BrokenFileException(binary.get());
        }
        if (isZip(begin, length)) {
            throw broken("nested-zip", shown + ", which is a zip itself", "CSV files");
        }
    }

    /** A zip that cannot be understood is damaged, but a disk that cannot be read is not the zip's fault. */
    private BrokenFileException unreadable(IOException failure, String found) throws IOException {
        StackTraceElement[] frames = failure.getStackTrace();
        if (failure instanceof FileSystemException || frames.length > 0 && frames[0].isNativeMethod()) {
            throw failure;
        }
        return broken(DAMAGED, found, WHOLE);
    }

    private BrokenFileException broken(String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(
                Position.of(name), rule, found, expected, "Pack the files again, or drop them one by one."));
    }
}
