package io.waybill.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What tells, without reading a file again, that nobody has written to it since.
 *
 * @param size bytes
 * @param modified when its content was last changed, as the file system says
 * @param changed when anything of it was last changed, its name too; the same as {@code modified} where that is not kept
 * @param file the file itself, whatever its name; null where the file system does not tell
 * @param taken when this was noted; null when nothing is known of the file
 */
public record FileStamp(long size, FileTime modified, FileTime changed, Object file, Instant taken) {
    /** Nothing is known of a file: only its bytes can tell. */
    public static final FileStamp UNKNOWN =
            new FileStamp(0, FileTime.fromMillis(0), FileTime.fromMillis(0), null, null);

    private static final String CHANGED = "unix:ctime";
    /** A change within the same tick of the clock leaves the time as it is. */
    private static final Duration TICK = Duration.ofMillis(20);
    /** Of file systems that keep whole seconds only, or even ones. */
    private static final Duration COARSE_TICK = Duration.ofSeconds(2);

    /** Of a file as it is now. @throws IOException when it cannot be looked at */
    public static FileStamp of(Path file) throws IOException {
        Instant now = Instant.now();
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        FileTime changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(file, CHANGED, LinkOption.NOFOLLOW_LINKS)
                : basic.lastModifiedTime();
        return new FileStamp(basic.size(), basic.lastModifiedTime(), changed, basic.fileKey(), now);
    }

    /** Whether it is certain that the file is the same now, byte for byte. When not, its digest decides. */
    boolean proves(FileStamp later) {
        return isLike(later) && settledWhenTaken();
    }

    /** Whether nothing is to be seen of a change. */
    public boolean isLike(FileStamp later) {
        return taken != null
                && size == later.size
                && modified.equals(later.modified)
                && changed.equals(later.changed)
                && Objects.equals(file, later.file);
    }

    /** Written to a moment before it was noted, it may have been written to in the same moment after. */
    private boolean settledWhenTaken() {
        boolean coarse = modified.toInstant().getNano() == 0;
        return modified.toInstant().isBefore(taken.minus(coarse ? COARSE_TICK : TICK));
    }
}
