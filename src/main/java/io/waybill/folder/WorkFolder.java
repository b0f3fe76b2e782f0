package io.waybill.folder;

import io.waybill.format.WholeFile;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
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
 * claim.properties   the note; going-back.properties when the drop is to go back to where it came from
 * options, done      what stood beside the drop, moved first
 * original/          the drop, moved last: when it is here, it is claimed
 * outbox/            what a system made for people, until it is moved to the outbox
 * error/             reason.txt, faults.csv and the like, until they are moved to the error folder
 * log/<state>/       what became of each row, until it is moved to the logs of its system
 * </pre>
 */
public final class WorkFolder {
    private static final String NOTE = "claim.properties";
    private static final int MOST_NAMES = 10_000;

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    public static WorkFolder of(DataFolder data, long number) {
        return at(data.work(number));
    }

    public static WorkFolder at(Path folder) {
        return new WorkFolder(folder);
    }

    /**
     * Where a drop came from.
     *
     * @param preview whether it was dropped into the preview folder
     * @param name its file name
     */
    public record Note(FeedName feed, boolean preview, String name) {
        public Path inboxFile(DataFolder data) {
            Path inbox = data.inbox(feed);
            return (preview ? inbox.resolve(DataFolder.PREVIEW) : inbox).resolve(name);
        }
    }

    public void make() {
        DataFolder.makePrivate(folder);
        DataFolder.makePrivate(folder.resolve("original"));
    }

    public void write(Note note) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("system", note.feed().system());
        properties.setProperty("feed", note.feed().feed());
        properties.setProperty("preview", Boolean.toString(note.preview()));
        properties.setProperty("name", note.name());
        StringWriter text = new StringWriter();
        properties.store(text, null);
        WholeFile.write(folder.resolve(NOTE), text.toString());
    }

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
                properties.getProperty("name")));
    }

    /** Notes that the drop is to go back to its inbox. A new name for the note: on a full disk nothing more can be written. */
    public void goBack() throws IOException {
        FileMoves.moveIfThere(folder.resolve(NOTE), goingBack());
    }

    public boolean isGoingBack() {
        return Files.exists(goingBack());
    }

    /** It stays after all. */
    public void stay() throws IOException {
        FileMoves.moveIfThere(goingBack(), folder.resolve(NOTE));
    }

    /** It is not complete, whoever said so: it has to settle first. */
    public void forgetDone() throws IOException {
        Files.deleteIfExists(done());
    }

    /** Takes the drop and what stands beside it, each in one step. */
    public void take(Path inboxFile) throws IOException {
        String name = inboxFile.getFileName().toString();
        FileMoves.moveIfThere(inboxFile.resolveSibling(name + DropNames.OPTIONS), options());
        FileMoves.moveIfThere(inboxFile.resolveSibling(name + DropNames.DONE), done());
        FileMoves.move(inboxFile, original(name));
    }

    /** Moves all of it, in one step, to where held drops wait. */
    public void hold(Path held) throws IOException {
        if (Files.exists(folder)) {
            FileMoves.deleteTree(outbox());
            FileMoves.deleteTree(logs());
            FileMoves.deleteTree(error());
            FileMoves.move(folder, held);
        }
    }

    /** Undoes {@link #hold}. */
    public void release(Path held) throws IOException {
        if (Files.exists(held) && !Files.exists(folder)) {
            FileMoves.move(held, folder);
        }
    }

    /**
     * Undoes {@link #take}, whatever part of it was done; may be repeated. Nothing in the inbox is overwritten: where a file of that
     * name was dropped meanwhile, this one gets another name. What it is to be carried with is there before it is.
     *
     * @return where it stands
     */
    public Path putBack(Path inboxFile) throws IOException {
        Path original = original(inboxFile.getFileName().toString());
        if (!Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
            // It never left, or is back already.
            putBeside(inboxFile);
            return inboxFile;
        }
        Path place = freePlace(original, inboxFile);
        putBeside(place);
        if (!isThere(original, place)) {
            FileMoves.putAlso(original, place);
        }
        Files.deleteIfExists(options());
        Files.deleteIfExists(done());
        Files.deleteIfExists(original);
        return place;
    }

    public Path path() {
        return folder;
    }

    public Path original(String name) {
        return folder.resolve("original").resolve(name);
    }

    public boolean hasOriginal(String name) {
        return Files.exists(original(name), LinkOption.NOFOLLOW_LINKS);
    }

    public Path options() {
        return folder.resolve("options");
    }

    /** Where the logs of the rows wait for their move. */
    private Path logs() {
        return folder.resolve("log");
    }

    /** Where the log of the rows is that says that the waybill has come to this state; logs of earlier tries say another one. */
    public Path log(State state) {
        return logs().resolve(state.word());
    }

    /** Where files for the outbox wait for their move. */
    public Path outbox() {
        return folder.resolve("outbox");
    }

    /** Where files for the error folder wait for their move. */
    public Path error() {
        return folder.resolve("error");
    }

    /** Deletes the folder and whatever systems have put there. Call it last. */
    public void delete() throws IOException {
        // The note goes last: without it, what is left could not be put back.
        FileMoves.deleteTree(folder, isGoingBack() ? goingBack() : folder.resolve(NOTE));
    }

    private Path goingBack() {
        return folder.resolve("going-back.properties");
    }

    private Path done() {
        return folder.resolve("done");
    }

    private Path freePlace(Path original, Path inboxFile) throws IOException {
        String name = inboxFile.getFileName().toString();
        for (int i = 1; i < MOST_NAMES; i++) {
            Path place = inboxFile.resolveSibling(DropNames.numbered(name, i));
            if (isFree(original, place)
                    && isFree(options(), beside(place, DropNames.OPTIONS))
                    && isFree(done(), beside(place, DropNames.DONE))) {
                return place;
            }
        }
        throw new IOException("too many drops of the name " + name + " wait in " + inboxFile.getParent());
    }

    private void putBeside(Path place) throws IOException {
        putBeside(options(), beside(place, DropNames.OPTIONS));
        putBeside(done(), beside(place, DropNames.DONE));
    }

    private static void putBeside(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            FileMoves.putAlso(from, to);
        }
    }

    private static Path beside(Path place, String ending) {
        return place.resolveSibling(place.getFileName() + ending);
    }

    /** Whether nothing stands there but what an earlier try has put there. */
    private static boolean isFree(Path from, Path to) throws IOException {
        return !Files.exists(to, LinkOption.NOFOLLOW_LINKS) || isThere(from, to);
    }

    private static boolean isThere(Path from, Path to) throws IOException {
        return Files.exists(from, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(to, LinkOption.NOFOLLOW_LINKS)
                && Files.isSameFile(from, to);
    }
}
