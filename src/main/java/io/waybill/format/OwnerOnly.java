package io.waybill.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files that only their owner may read: mode 0600, where the file system has modes. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Creates an empty file.
     *
     * @throws IOException when it cannot be created or exists already
     */
    public static Path create(Path file) throws IOException {
        return Files.createFile(file, attributes(file));
    }

    /**
     * Removes the permissions of others from a file that was created elsewhere. Anything but a regular file is left as
     * it is, and so is a file of another account, which cannot be changed.
     */
    public static void restrict(Path file) {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            if (view != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                view.setPermissions(MODE);
            }
        } catch (IOException e) {
            // The file of another account. The folders of the data folder are closed to others anyway.
            return;
        }
    }

    static FileAttribute<?>[] attributes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(MODE)}
                : new FileAttribute<?>[0];
    }
}
