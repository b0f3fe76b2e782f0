package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One claimed drop: the file is ours, has a waybill number and stands in the work folder.
 *
 * @param number the waybill number
 * @param feed the feed whose folder it was dropped into
 * @param file the claimed file, in the work folder of this waybill
 * @param fileName its name as it was dropped; never used as a path
 * @param size bytes
 * @param sha256 of its bytes, lower-case hex
 * @param options what the person who dropped it asked for
 */
public record Drop(
        long number, FeedName feed, Path file, String fileName, long size, String sha256, DropOptions options) {
    public Drop {
        requireNonNull(feed, "feed");
        requireNonNull(file, "file");
        requireNonNull(fileName, "fileName");
        requireNonNull(sha256, "sha256");
        requireNonNull(options, "options");
    }

    /** The name without its last extension, for files that are made of it: {@code live.dump} gives {@code live}. */
    public String stem() {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }
}
