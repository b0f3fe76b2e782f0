package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a waybill carries: a claimed drop, which has a waybill number and whose file is in the work folder; or a request, which has no
 * file.
 *
 * @param number the waybill number
 * @param kind whether it is a dropped file or a request
 * @param feed the feed whose folder it was dropped into
 * @param file the claimed file, in the work folder of this waybill
 * @param fileName its name as it was dropped; never used as a path
 * @param size bytes
 * @param sha256 of its bytes, lower-case hex
 * @param options given by the person who dropped it
 * @param claimedAt when it was claimed; also the value for fields that default to the current time, so that every attempt gives the
 *     same plan
 * @param stamp of the file, taken before its bytes were first read
 */
public record Drop(
        long number,
        WaybillKind kind,
        FeedName feed,
        Path file,
        String fileName,
        long size,
        String sha256,
        DropOptions options,
        Instant claimedAt,
        FileStamp stamp) {
    /** Name of the exchange property under which a drop travels along its route. */
    public static final String PROPERTY = "drop";
    /** Name of the exchange property that is true when a drop has to begin anew, at once and whatever has failed. */
    public static final String AGAIN = "again";

    public Drop {
        requireNonNull(kind, "kind");
        requireNonNull(claimedAt, "claimedAt");
        requireNonNull(feed, "feed");
        requireNonNull(file, "file");
        requireNonNull(fileName, "fileName");
        requireNonNull(sha256, "sha256");
        requireNonNull(options, "options");
        requireNonNull(stamp, "stamp");
    }

    /** A drop of whose file only the digest is known. */
    public Drop(
            long number,
            WaybillKind kind,
            FeedName feed,
            Path file,
            String fileName,
            long size,
            String sha256,
            DropOptions options,
            Instant claimedAt) {
        this(number, kind, feed, file, fileName, size, sha256, options, claimedAt, FileStamp.UNKNOWN);
    }

    /** The name without its last extension, for files that are made from it: {@code live.dump} gives {@code live}. */
    public String stem() {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    /**
     * Call this after the whole file has been read and before anything of it takes effect: a program that had it open when it was
     * claimed, or that knows its path, may still write to it.
     *
     * @throws DropChangedException when the file is not the one that was claimed, byte for byte
     * @throws IOException when it cannot be read
     */
    public void requireUnchanged() throws IOException {
        if (kind == WaybillKind.DROP
                && !stamp.proves(FileStamp.of(file))
                && !FileDigest.of(file).equals(new FileDigest(size, sha256))) {
            throw new DropChangedException(fileName);
        }
    }

    /** The same drop with a new stamp. */
    public Drop withStamp(FileStamp now) {
        return new Drop(number, kind, feed, file, fileName, size, sha256, options, claimedAt, now);
    }
}
