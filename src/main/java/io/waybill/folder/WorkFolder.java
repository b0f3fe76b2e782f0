package io.waybill.folder;

import io.waybill.format.NameBytes;
import io.waybill.format.WholeFile;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder {@code work/<number>/} of one claimed drop. Its note is written before anything is moved, so that after a crash the origin
 * of the file is known:
 *
 * <pre>
 * claim.properties   the note; renamed to going-back.properties when the drop is to return to its inbox
 * options, done      the files beside the drop, moved first
 * original/          the drop, moved last: once it is here, it is claimed
 * outbox/            files that a system made for people, until they are moved to the outbox
 * error/             reason.txt, faults.csv and the like, until they are moved to the error folder
 * log/<state>/       the row log, until it is moved to the logs of its system
 * </pre>
 */
public final class WorkFolder {
    private static final String NOTE = "claim.properties";
    private static final int MOST_NAMES = 10_000;
    /** In bytes, on the file systems of Linux. */
    private static final int LONGEST_NAME = 255;

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    /** The work folder of a waybill. */
    public static WorkFolder of(DataFolder data, long number) {
        return at(data.work(number));
    }

    /** The work folder at a path; a held drop is in such a folder too. */
    public static WorkFolder at(Path folder) {
        return new WorkFolder(folder);
    }

    /**
     * Where a drop came from.
     *
     * @param preview whether it was dropped into the preview folder
     * @param name its file name, as people read it
     * @param raw the name as {@link NameBytes#raw} has it, when it is not text; null otherwise
     */
    public record Note(FeedName feed, boolean preview, String name, String raw) {
        /** Of a drop whose name is text. */
        public Note(FeedName feed, boolean preview, String name) {
            this(feed, preview, name, null);
        }

        /** Of a file in an inbox. */
        public static Note of(FeedName feed, boolean preview, Path file) {
            String name = NameBytes.readable(file);
            if (NameBytes.in(file.getParent(), name).equals(file)) {
                return new Note(feed, preview, name);
            }
            boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
            return new Note(feed, preview, fits ? name : DropNames.shortened(name), NameBytes.raw(file));
        }

        /** The file in its inbox. */
        public Path inboxFile(DataFolder data) {
            Path inbox = preview ? data.inbox(feed).resolve(DataFolder.PREVIEW) : data.inbox(feed);
            return raw == null ? NameBytes.in(inbox, name) : NameBytes.inRaw(inbox, raw);
        }
    }

    /** Creates the folder. */
    public void make() {
        DataFolder.makePrivate(folder);
        DataFolder.makePrivate(folder.resolve("original"));
    }

    /**
     * Writes the note.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Note note) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("system", note.feed().system());
        properties.setProperty("feed", note.feed().feed());
        properties.setProperty("preview", Boolean.toString(note.preview()));
        properties.setProperty("name", note.name());
        if (note.raw() != null) {
            properties.setProperty("raw", note.raw());
        }
        StringWriter text = new StringWriter();
        properties.store(text, null);
        WholeFile.write(folder.resolve(NOTE), text.toString());
    }

    /**
     * Reads the note; empty when there is none.
     *
     * @throws IOException when it cannot be read
     */
    public Optional<Note> note() throws IOException {
        Path file = isGoingBack() ? goingBack() : folder.resolve(NOTE);
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
                properties.getProperty("name"),
                properties.getProperty("raw")));
    }

    /**
     * Notes that the drop is to return to its inbox, by renaming the note: on a full disk nothing more can be written.
     *
     * @throws IOException when it cannot be renamed
     */
    public void goBack() throws IOException {
        FileMoves.moveIfThere(folder.resolve(NOTE), goingBack());
    }

    /** Whether the drop is to return to its inbox. */
    public boolean isGoingBack() {
        return Files.exists(goingBack());
    }

    /**
     * Notes that the drop is not to return to its inbox after all.
     *
     * @throws IOException when the note cannot be renamed
     */
    public void stay() throws IOException {
        FileMoves.moveIfThere(goingBack(), folder.resolve(NOTE));
    }

    /**
     * Forgets that the drop was marked as complete: it is still being written, and has to settle.
     *
     * @throws IOException when the mark cannot be deleted
     */
    public void forgetDone() throws IOException {
        Files.deleteIfExists(done());
    }

    /** Whether the drop was marked as complete. */
    public boolean isMarked() {
        return Files.exists(done());
    }

    /**
     * Moves the drop and the files beside it here, each in one step.
     *
     * @throws IOException when one cannot be moved
     */
    public void take(Path inboxFile, Note note) throws IOException {
        FileMoves.moveIfThere(OptionsFiles.beside(inboxFile), options());
        FileMoves.moveIfThere(NameBytes.beside(inboxFile, DropNames.DONE), done());
        FileMoves.move(inboxFile, original(note.name()));
    }

    /**
     * Moves the whole folder, in one step, to where held drops wait.
     *
     * @throws IOException when it cannot be moved
     */
    public void hold(Path held) throws IOException {
        if (Files.exists(folder)) {
            FileMoves.deleteTree(outbox());
            FileMoves.deleteTree(logs());
            FileMoves.deleteTree(error());
            FileMoves.move(folder, held);
        }
    }

    /**
     * Undoes {@link #hold}.
     *
     * @throws IOException when it cannot be moved
     */
    public void release(Path held) throws IOException {
        if (Files.exists(held) && !Files.exists(folder)) {
            FileMoves.move(held, folder);
        }
    }

    /**
     * Undoes {@link #take}, whatever part of it was done; may be repeated. Nothing in the inbox is overwritten: when a file of that name
     * was dropped in the meantime, this one gets another name. Its options are there before it is.
     *
     * @return where the drop is now
     * @throws IOException when it cannot be moved
     */
    public Path putBack(Note note, DataFolder data) throws IOException {
        Path inboxFile = note.inboxFile(data);
        Path original = original(note.name());
        if (!Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
            // It never left, or is back already.
            putBeside(inboxFile);
            return inboxFile;
        }
        Path place = freePlace(original, inboxFile, note.name());
        putBeside(place);
        if (!isThere(original, place)) {
            FileMoves.putAlso(original, place);
        }
        Files.deleteIfExists(options());
        Files.deleteIfExists(done());
        Files.deleteIfExists(original);
        return place;
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    /** Where the drop is, once it is claimed. */
    public Path original(String name) {
        return NameBytes.in(folder.resolve("original"), name);
    }

    /** Whether the drop is here. */
    public boolean hasOriginal(String name) {
        return Files.exists(original(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** The options of the drop; the file exists only when there are any. */
    public Path options() {
        return folder.resolve("options");
    }

    /** Where row logs are until they are moved. */
    private Path logs() {
        return folder.resolve("log");
    }

    /** Where the row log is that belongs to the waybill in this state; logs of earlier attempts belong to other states. */
    public Path log(State state) {
        return logs().resolve(state.word());
    }

    /** Where files for the outbox are until they are moved. */
    public Path outbox() {
        return folder.resolve("outbox");
    }

    /** Where files for the error folder are until they are moved. */
    public Path error() {
        return folder.resolve("error");
    }

    /**
     * Deletes the folder and whatever systems have put there. To be called last.
     *
     * @throws IOException when something cannot be deleted
     */
    public void delete() throws IOException {
        // The note is deleted last: without it, the files could not be returned to their inbox.
        FileMoves.deleteTree(folder, isGoingBack() ? goingBack() : folder.resolve(NOTE));
    }

    private Path goingBack() {
        return folder.resolve("going-back.properties");
    }

    private Path done() {
        return folder.resolve("done");
    }

    private Path freePlace(Path original, Path inboxFile, String name) throws IOException {
        for (int i = 1; i < MOST_NAMES; i++) {
            Path place = i == 1 ? inboxFile : NameBytes.in(inboxFile.getParent(), DropNames.numbered(name, i));
            if (isFree(original, place)
                    && isFree(options(), NameBytes.beside(place, DropNames.OPTIONS))
                    && isFree(done(), NameBytes.beside(place, DropNames.DONE))) {
                return place;
            }
        }
        throw new IOException("too many drops of the name " + name + " wait in " + inboxFile.getParent());
    }

    private void putBeside(Path place) throws IOException {
        putBeside(options(), NameBytes.beside(place, DropNames.OPTIONS));
        putBeside(done(), NameBytes.beside(place, DropNames.DONE));
    }

    private static void putBeside(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            FileMoves.putAlso(from, to);
        }
    }

    /** Whether the place is free, or holds what an earlier attempt has put there. */
    private static boolean isFree(Path from, Path to) throws IOException {
        return !Files.exists(to, LinkOption.NOFOLLOW_LINKS) || isThere(from, to);
    }

    private static boolean isThere(Path from, Path to) throws IOException {
        return Files.exists(from, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(to, LinkOption.NOFOLLOW_LINKS)
                && Files.isSameFile(from, to);
    }
}
