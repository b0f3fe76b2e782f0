package io.waybill.doctor;

import static io.waybill.doctor.Finding.missing;
import static io.waybill.doctor.Finding.note;

import io.waybill.model.MissingRight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rights and owners of folders and files, as an account needs them. */
final class FolderExamination {
    private static final String SUBJECT = "folders";
    /** The bit of a folder's mode that lets only the owner of a file move it away. */
    private static final int STICKY = 01000;

    private static final Pattern COMMAND = Pattern.compile("(.*?): ((?:sudo )?(?:chmod|chown) .*)", Pattern.DOTALL);

    private final String account;

    /** @param account that runs Waybill */
    FolderExamination(String account) {
        this.account = account;
    }

    /** Whether files can be read in a folder, put into it and moved out of it. */
    void examine(Path folder, List<Finding> wrong) {
        Optional<String> lacking = MissingRight.toRead(folder).or(() -> MissingRight.toWriteInto(folder));
        if (!Files.isDirectory(folder)) {
            wrong.add(missing(
                    SUBJECT, folder + " is a file, but a folder must stand there.", "mv " + folder + " elsewhere"));
        } else if (lacking.isPresent()) {
            wrong.add(right(lacking.get()));
        } else if (isSticky(folder) && !owner(folder).equals(account) && !account.equals("root")) {
            wrong.add(missing(
                    SUBJECT,
                    "The folder " + folder + " is sticky and belongs to " + owner(folder) + ": user " + account
                            + " cannot move away what others put there.",
                    "chmod -t " + folder + " (as root)"));
        }
    }

    /** The first file that waits in an inbox and cannot be read. */
    void drops(Path inbox, List<Finding> wrong) {
        try (Stream<Path> files = Files.list(inbox)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(file -> MissingRight.toRead(file).stream())
                    .findFirst()
                    .ifPresent(sentence -> wrong.add(right(sentence)));
        } catch (IOException e) {
            // That the folder cannot be read is among the findings already.
            return;
        }
    }

    /** Folders with personal data are for the account that runs Waybill; the folder above them keeps others out. */
    void privacy(Path root, List<Finding> wrong) {
        if (isForAll(root)) {
            wrong.add(note(
                    SUBJECT,
                    "Everybody on this machine can enter " + root + ", where personal data are.",
                    "chmod o-rwx " + root));
        }
    }

    /** Whether a drop can be moved from its inbox in one step. */
    void oneFileSystem(Path inbox, Path work, List<Finding> wrong) {
        try {
            if (Files.isDirectory(inbox)
                    && Files.isDirectory(work)
                    && !Files.getFileStore(inbox).equals(Files.getFileStore(work))) {
                wrong.add(missing(
                        SUBJECT,
                        inbox + " and " + work
                                + " are on different file systems: a drop cannot be claimed in one step.",
                        "put the whole data folder on one file system"));
            }
        } catch (IOException e) {
            wrong.add(missing(SUBJECT, "The file system of " + inbox + " cannot be looked at.", ""));
        }
    }

    /**
     * Whether others can read a file that is secret.
     *
     * @param holds the setting that names it, or what it holds
     */
    static Optional<Finding> secret(Path file, String holds) {
        return isForAll(file)
                ? Optional.of(missing(
                        "secrets",
                        "Everybody on this machine can read " + file + " (" + holds + ").",
                        "chmod 600 " + file))
                : Optional.empty();
    }

    /** @param sentence that ends with a colon and the command that gives the right */
    private static Finding right(String sentence) {
        Matcher matcher = COMMAND.matcher(sentence);
        return matcher.matches()
                ? missing(SUBJECT, matcher.group(1) + ".", matcher.group(2))
                : missing(SUBJECT, sentence + ".", "");
    }

    private static boolean isForAll(Path file) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            return rights.contains(PosixFilePermission.OTHERS_READ)
                    || rights.contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean isSticky(Path folder) {
        try {
            return ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "somebody else";
        }
    }
}
