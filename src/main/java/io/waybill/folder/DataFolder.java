package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.format.NameBytes;
import io.waybill.model.FeedName;
import io.waybill.model.MissingRight;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders below {@code data/}, and where the files of one waybill are in them. Folders are created for their owner only (mode 0700),
 * because they hold personal data; an inbox that an administrator has opened to others is left as it is.
 */
public final class DataFolder {
    /** Name of the folder inside a feed's inbox for drops that are only planned. */
    public static final String PREVIEW = "preview";

    private static final List<String> FOLDERS =
            List.of("inbox", "error", "outbox", "held", "archive", "work", "backup", "log");

    private final Path root;

    /**
     * Refers to a data folder.
     *
     * @param root need not exist yet
     */
    public DataFolder(Path root) {
        this.root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    /**
     * Creates every folder that is missing.
     *
     * @throws UnusableFolderException when one cannot be created or written to, or is not a folder; or when inbox and work are on
     *     different file systems, between which a file cannot be moved in one step
     */
    public void make() {
        makePrivate(root);
        FOLDERS.forEach(name -> makePrivate(root.resolve(name)));
        requireOneFileSystem(inbox(), root.resolve("work"));
    }

    /**
     * Creates the folders of one feed.
     *
     * @throws UnusableFolderException as {@link #make()}
     */
    public void make(FeedName feed) {
        makePrivate(inbox(feed));
        makePrivate(inbox(feed).resolve(PREVIEW));
        makePrivate(outbox(feed.system()));
        requireOneFileSystem(inbox(feed), root.resolve("work"));
    }

    /** Deletes everything in the data folder but its lock. Only for a data folder that was created to be thrown away. */
    public void clear() throws IOException {
        try (Stream<Path> inside = Files.list(root)) {
            for (Path each : inside.filter(
                            path -> !path.getFileName().toString().startsWith(DataFolderLock.LOCK))
                    .toList()) {
                FileMoves.deleteTree(each);
            }
        }
    }

    /**
     * Checks whether the folders can be used now.
     *
     * @return one sentence for each that cannot
     */
    public List<String> complaints() {
        return FOLDERS.stream()
                .map(root::resolve)
                .filter(folder -> !Files.isDirectory(folder) || !Files.isWritable(folder))
                .map(folder -> Files.isDirectory(folder)
                        ? MissingRight.toWriteInto(folder)
                                .map(sentence -> sentence + ".")
                                .orElse("The folder " + folder + " cannot be written to.")
                        : "The folder " + folder + " is missing.")
                .toList();
    }

    /** The folders that every data folder has. */
    public List<Path> folders() {
        return FOLDERS.stream().map(root::resolve).toList();
    }

    /** The data folder itself. */
    public Path root() {
        return root;
    }

    /** Where the folders of all feeds are. */
    public Path inbox() {
        return root.resolve("inbox");
    }

    /** Where files of this feed are dropped. */
    public Path inbox(FeedName feed) {
        Path system = inbox().resolve(feed.system());
        return feed.isBatch() ? system : system.resolve(feed.feed());
    }

    /** Where a waybill's refused file, its reason and its rejects are put. Not created here. */
    public Path error(FeedName feed, long number) {
        return root.resolve("error").resolve(feed.system()).resolve(feed.feed()).resolve(Long.toString(number));
    }

    /** Where files for people and other programs are put. */
    public Path outbox(String system) {
        return root.resolve("outbox").resolve(system);
    }

    /** Where the original and {@code waybill.json} are archived. Not created here. */
    public Path archive(LocalDate day, long number) {
        return root.resolve("archive")
                .resolve(String.format(Locale.ROOT, "%04d", day.getYear()))
                .resolve(String.format(Locale.ROOT, "%02d", day.getMonthValue()))
                .resolve(String.format(Locale.ROOT, "%02d", day.getDayOfMonth()))
                .resolve(Long.toString(number));
    }

    /** Where the row logs of a system's waybills are put. */
    public Path rowLogs(String system) {
        return root.resolve("log").resolve(system);
    }

    /** The row log of one waybill, where its system writes one. Not created here. */
    public Path rowLog(String system, long number) {
        return rowLogs(system).resolve(number + ".jsonl");
    }

    /** Where a drop's row log is until the waybill has reached a state. Created here. */
    public Path workLog(long number, State state) {
        return made(WorkFolder.of(this, number).log(state));
    }

    /** Where a claimed drop is while it is being carried; systems may put files of their own there. */
    public Path work(long number) {
        return work().resolve(Long.toString(number));
    }

    /** Where files of a drop that is being carried are until they go to the outbox. Created here. */
    public Path workOutbox(long number) {
        return made(work(number).resolve("outbox"));
    }

    /** Where files of a drop that is being carried are until they go to its error folder. Created here. */
    public Path workError(long number) {
        return made(work(number).resolve("error"));
    }

    /** Where the files of a zip that is being carried are unpacked. Created here. */
    public Path workUnpacked(long number) {
        return made(work(number).resolve("unpacked"));
    }

    /** A folder of its own for a file that grows until it is complete and can be dropped. Created here. */
    public Path spool(String name) {
        return made(root.resolve("spool").resolve(name));
    }

    /**
     * The folders made by {@link #spool} whose names begin with a prefix.
     *
     * @throws IOException when they cannot be listed
     */
    public List<Path> spools(String prefix) throws IOException {
        Path all = root.resolve("spool");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    /** Where the desk keeps its accounts. Created here. */
    public Path desk() {
        return made(root.resolve("desk"));
    }

    private static Path made(Path folder) {
        makePrivate(folder);
        return folder;
    }

    /** Where all drops are that are being carried. */
    public Path work() {
        return root.resolve("work");
    }

    /** Where a waybill waits for approval. Not created here. */
    public Path held(long number) {
        return root.resolve("held").resolve(Long.toString(number));
    }

    /** The path as the ledger keeps it: relative to the data folder, with {@code /}. */
    public String relative(Path path) {
        List<String> names = new ArrayList<>();
        root.relativize(path.toAbsolutePath().normalize()).forEach(name -> names.add(NameBytes.readable(name)));
        return String.join("/", names);
    }

    /** The path that the ledger keeps as {@code relative}; it may lead out of the data folder when the ledger was tampered with. */
    public Path file(String relative) {
        Path file = root;
        for (String name : relative.split("/")) {
            file = NameBytes.in(file, name);
        }
        return file.normalize();
    }

    /**
     * Creates a folder, and those above it, for its owner only; an existing one is left as it is.
     *
     * @throws UnusableFolderException when it cannot be created, is a file, or cannot be written to
     */
    public static void makePrivate(Path folder) {
        try {
            Path parent = folder.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                makePrivate(parent);
            }
            if (!Files.isDirectory(folder)) {
                createForOwner(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw new UnusableFolderException(
                        folder + " is a file, but a folder must stand there: move the file away.", e);
            }
        } catch (IOException e) {
            throw new UnusableFolderException(
                    "The folder " + folder + " cannot be made"
                            + Optional.ofNullable(folder.toAbsolutePath().getParent())
                                    .flatMap(MissingRight::toWriteInto)
                                    .map(right -> ". " + right + "; or set")
                                    .orElseGet(() -> " (" + reason(e) + "): set")
                            + " waybill.data (WAYBILL_DATA) to another folder.",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new UnusableFolderException(
                    MissingRight.toWriteInto(folder)
                                    .map(right -> right + "; or set")
                                    .orElse("The folder " + folder + " cannot be written to: set")
                            + " waybill.data (WAYBILL_DATA) to another folder.",
                    null);
        }
    }

    private static void createForOwner(Path folder) throws IOException {
        boolean posix =
                Files.getFileAttributeView(folder.toAbsolutePath().getParent(), PosixFileAttributeView.class) != null;
        if (posix) {
            Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(owner));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static void requireOneFileSystem(Path inbox, Path work) {
        try {
            if (!Files.getFileStore(inbox).equals(Files.getFileStore(work))) {
                throw new UnusableFolderException(
                        "The folders " + inbox + " and " + work
                                + " are on different file systems: a dropped file could not"
                                + " be claimed in one step. Put the whole data folder on one file system.",
                        null);
            }
        } catch (IOException e) {
            throw new UnusableFolderException("The folder " + inbox + " cannot be looked at: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getClass().getSimpleName();
    }
}
