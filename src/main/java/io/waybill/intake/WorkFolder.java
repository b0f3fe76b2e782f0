package io.waybill.intake;

import io.waybill.format.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder {@code work/<number>/} of one claimed drop. Its note is written before anything is moved, so that after a crash
 * it is known where the file came from:
 *
 * <pre>
 * claim.properties   the note
 * options, done      what stood beside the drop, moved first
 * original/          the drop, moved last: when it is here, it is claimed
 * outbox/            what a system made for people, until it is moved to the outbox
 * error/             reason.txt, faults.csv and the like, until they are moved to the error folder
 * </pre>
 */
final class WorkFolder {
    private static final String NOTE = "claim.properties";

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    static WorkFolder of(DataFolder data, long number) {
        return new WorkFolder(data.work(number));
    }

    /**
     * Where a drop came from.
     *
     * @param preview whether it was dropped into the preview folder
     * @param name its file name
     */
    record Note(FeedName feed, boolean preview, String name) {
        Path inboxFile(DataFolder data) {
            Path inbox = data.inbox(feed);
            return (preview ? inbox.resolve(DataFolder.PREVIEW) : inbox).resolve(name);
        }
    }

    void make() {
        DataFolder.makePrivate(folder);
        DataFolder.makePrivate(folder.resolve("original"));
    }

    void write(Note note) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("system", note.feed().system());
        properties.setProperty("feed", note.feed().feed());
        properties.setProperty("preview", Boolean.toString(note.preview()));
        properties.setProperty("name", note.name());
        StringWriter text = new StringWriter();
        properties.store(text, null);
        WholeFile.write(folder.resolve(NOTE), text.toString());
    }

    Optional<Note> note() throws IOException {
        Path file = folder.resolve(NOTE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Optional.of(new Note(
                new FeedName(properties.getProperty("system"), properties.getProperty("feed")),
                Boolean.parseBoolean(properties.getProperty("preview")),
                properties.getProperty("name")));
    }

    /** Takes the drop and what stands beside it, each in one step. */
    void take(Path inboxFile) throws IOException {
        String name = inboxFile.getFileName().toString();
        FileMoves.moveIfThere(inboxFile.resolveSibling(name + DropNames.OPTIONS), options());
        FileMoves.moveIfThere(inboxFile.resolveSibling(name + DropNames.DONE), done());
        FileMoves.move(inboxFile, original(name));
    }

    /** Moves all of it, in one step, to where held drops wait. */
    void hold(Path held) throws IOException {
        if (Files.exists(folder)) {
            FileMoves.deleteTree(outbox());
            FileMoves.deleteTree(error());
            FileMoves.move(folder, held);
        }
    }

    /** Undoes {@link #hold}. */
    void release(Path held) throws IOException {
        if (Files.exists(held) && !Files.exists(folder)) {
            FileMoves.move(held, folder);
        }
    }

    /** Undoes {@link #take}, whatever part of it was done; nothing in the inbox is overwritten. */
    void putBack(Path inboxFile) throws IOException {
        String name = inboxFile.getFileName().toString();
        restore(options(), inboxFile.resolveSibling(name + DropNames.OPTIONS));
        restore(original(name), inboxFile);
        restore(done(), inboxFile.resolveSibling(name + DropNames.DONE));
        if (!Files.exists(original(name), LinkOption.NOFOLLOW_LINKS)) {
            delete();
        }
    }

    Path path() {
        return folder;
    }

    Path original(String name) {
        return folder.resolve("original").resolve(name);
    }

    boolean hasOriginal(String name) {
        return Files.exists(original(name), LinkOption.NOFOLLOW_LINKS);
    }

    Path options() {
        return folder.resolve("options");
    }

    /** Where files for the outbox wait for their move. */
    Path outbox() {
        return folder.resolve("outbox");
    }

    /** Where files for the error folder wait for their move. */
    Path error() {
        return folder.resolve("error");
    }

    /** Deletes the folder and whatever systems have put there. Call it last. */
    void delete() throws IOException {
        // The note goes last: without it, what is left could not be put back.
        FileMoves.deleteTree(folder, folder.resolve(NOTE));
    }

    private Path done() {
        return folder.resolve("done");
    }

    private static void restore(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            FileMoves.move(from, to);
        }
    }
}
