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
 * Shows, without reading a file again, that nobody has written to it since.
 *
 * @param size bytes
 * @param modified when its content was last changed, as the file system says
 * @param changed when anything of it was last changed, its name too; the same as {@code modified} where that is not kept
 * @param file the file itself, whatever its name; null where the file system does not say
 * @param taken when the stamp was taken; null when nothing is known about the file
 */
public record FileStamp(long size, FileTime modified, FileTime changed, Object file, Instant taken) {
    /** Nothing is known about the file: only its bytes can show a change. */
    public static final FileStamp UNKNOWN =
            new FileStamp(0, FileTime.fromMillis(0), FileTime.fromMillis(0), null, null);

    private static final String CHANGED = "unix:ctime";
    /** A change within the same tick of the clock does not change the time. */
    private static final Duration TICK = Duration.ofMillis(20);
    /** For file systems that store whole seconds, or only even ones. */
    private static final Duration COARSE_TICK = Duration.ofSeconds(2);

    /**
     * The stamp of a file as it is now.
     *
     * @throws IOException when its attributes cannot be read
     */
    public static FileStamp of(Path file) throws IOException {
        Instant now = Instant.now();
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        FileTime changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(file, CHANGED, LinkOption.NOFOLLOW_LINKS)
                : basic.lastModifiedTime();
        return new FileStamp(basic.size(), basic.lastModifiedTime(), changed, basic.fileKey(), now);
    }

    /** Whether the file is certainly still the same, byte for byte. If not, its digest decides. */
    boolean proves(FileStamp later) {
        return isLike(later) && settledWhenTaken();
    }

    /** Whether the two stamps show no sign of a change. */
    public boolean isLike(FileStamp later) {
        return taken != null
                && size == later.size
                && modified.equals(later.modified)
                && changed.equals(later.changed)
                && Objects.equals(file, later.file);
    }

    /** A file written to just before the stamp was taken may have been written to again within the same tick. */
    private boolean settledWhenTaken() {
        boolean coarse = modified.toInstant().getNano() == 0;
        return modified.toInstant().isBefore(taken.minus(coarse ? COARSE_TICK : TICK));
    }
}
