package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a waybill is carried for: one claimed drop, whose file is ours, has a waybill number and stands in the work folder; or a
 * request, which has no file.
 *
 * @param number the waybill number
 * @param kind whether it is a dropped file or a request
 * @param feed the feed whose folder it was dropped into
 * @param file the claimed file, in the work folder of this waybill
 * @param fileName its name as it was dropped; never used as a path
 * @param size bytes
 * @param sha256 of its bytes, lower-case hex
 * @param options what the person who dropped it asked for
 * @param claimedAt when it was claimed; what a record lacks and is filled with the present time gets this one, so that the same plan
 *     comes of it whenever it is carried
 * @param stamp of the file, noted before its bytes were first read
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

    /** Of a file of which nothing is known but its digest. */
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

    /** Name of the route that carries it. */
    public String way() {
        return switch (kind) {
            case DROP -> feed.system() + "-" + feed.feed();
            case UNDO -> "take-back";
            case RESTORE -> "restore";
        };
    }

    /** The name without its last extension, for files that are made of it: {@code live.dump} gives {@code live}. */
    public String stem() {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    /**
     * To be asked when all of it was read and before anything of it becomes true: whoever had it open when it was claimed, or knows
     * where it stands, may still write to it.
     *
     * @throws DropChangedException when the file is not the one that was claimed, byte for byte
     * @throws IOException when it cannot be looked at
     */
    public void requireUnchanged() throws IOException {
        if (kind == WaybillKind.DROP
                && !stamp.proves(FileStamp.of(file))
                && !FileDigest.of(file).equals(new FileDigest(size, sha256))) {
            throw new DropChangedException(fileName);
        }
    }

    /** The same, noted anew. */
    public Drop withStamp(FileStamp now) {
        return new Drop(number, kind, feed, file, fileName, size, sha256, options, claimedAt, now);
    }
}
