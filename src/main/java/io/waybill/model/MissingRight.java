package io.waybill.model;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which right this account lacks at a file or folder, and with which command somebody gives it. */
public final class MissingRight {
    private static final int STICKY = 01000;

    private MissingRight() {}

    private enum Right {
        READ("read", "u+r"),
        ENTER("enter", "u+x"),
        LIST("list", "u+rx"),
        WRITE("write into", "u+rwx");

        private final String verb;
        private final String mode;

        Right(String verb, String mode) {
            this.verb = verb;
            this.mode = mode;
        }
    }

    /** Why this account cannot read a file, or list a folder; empty when its rights are not the reason. */
    public static Optional<String> toRead(Path path) {
        Path absolute = path.toAbsolutePath();
        return above(absolute).or(() -> {
            boolean folder = Files.isDirectory(absolute);
            boolean may = Files.isReadable(absolute) && (!folder || Files.isExecutable(absolute));
            return may || !Files.exists(absolute)
                    ? Optional.empty()
                    : Optional.of(sentence(absolute, folder ? Right.LIST : Right.READ));
        });
    }

    /** Why this account cannot put files into a folder, or take them out of it; empty when its rights are not the reason. */
    public static Optional<String> toWriteInto(Path folder) {
        Path absolute = folder.toAbsolutePath();
        return above(absolute)
                .or(() -> Files.isDirectory(absolute) && !(Files.isWritable(absolute) && Files.isExecutable(absolute))
                        ? Optional.of(sentence(absolute, Right.WRITE))
                        : Optional.empty());
    }

    /**
     * Why this account cannot move a file away although it may write into its folder: the folder keeps each file for its owner, or a mark
     * of the file system protects it.
     */
    public static String toMove(Path file) {
        String text = "The account " + account() + " may not move " + NameBytes.readablePath(file) + owner(file) + ": ";
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || isSticky(file.getParent())
                ? text + chown(file)
                : text + "sudo chattr -i " + quoted(file) + " if it is marked as immutable";
    }

    /** Whether each file of a folder may only be moved by its owner, as in {@code /tmp}. */
    private static boolean isSticky(Path folder) {
        try {
            return ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The first folder above a path that this account may not enter. */
    private static Optional<String> above(Path path) {
        List<Path> folders = new ArrayList<>();
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            folders.add(0, folder);
        }
        return folders.stream()
                .filter(folder -> Files.isDirectory(folder) && !Files.isExecutable(folder))
                .findFirst()
                .map(folder -> sentence(folder, Right.ENTER));
    }

    private static String sentence(Path path, Right right) {
        return "The account " + account() + " may not " + right.verb + " " + NameBytes.readablePath(path) + owner(path)
                + ": " + command(path, right);
    }

    private static String command(Path path, Right right) {
        if (attributes(path)
                .map(each -> each.owner().getName())
                .filter(account()::equals)
                .isPresent()) {
            return "chmod " + right.mode + " " + quoted(path);
        }
        // The owner of a folder above the data folder is not to change: others depend on it.
        return right == Right.ENTER ? "sudo chmod o+x " + quoted(path) : chown(path);
    }

    private static String chown(Path path) {
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        return "sudo chown " + (folder ? "-R " : "") + account() + " " + quoted(path);
    }

    private static String owner(Path path) {
        return attributes(path)
                .map(each -> ", which belongs to " + each.owner().getName() + " ("
                        + PosixFilePermissions.toString(each.permissions()) + ")")
                .orElse("");
    }

    private static Optional<PosixFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static String account() {
        return System.getProperty("user.name", "of Waybill");
    }

    /** As a shell needs it. */
    private static String quoted(Path path) {
        String text = path.toAbsolutePath().toString();
        if (text.matches("[A-Za-z0-9_./+-]+")) {
            return text;
        }
        String readable = NameBytes.readablePath(path.toAbsolutePath());
        return readable.equals(text)
                ? "'" + text.replace("'", "'\\''") + "'"
                : "\"$(printf '" + NameBytes.octal(path) + "')\"";
    }
}
