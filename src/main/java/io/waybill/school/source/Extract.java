package io.waybill.school.source;

import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Receives what an adapter makes of an export. */
public interface Extract {
    /** A record; those that others refer to come before them. */
    void record(SchoolRecord record);

    /**
     * Something that is in the export and cannot be used. What the calendar knows under its key has to stay as it is: it has not gone.
     *
     * @param key of the record as the model would have it; null when it is not known. Then nothing of the area may be taken for gone.
     */
    void rejected(Area area, String key, Fault fault);

    /**
     * Something in the export that cannot be used because what it is a part of was rejected: it comes right with that, and nobody has to answer it.
     * What the calendar knows under its key has to stay as it is.
     *
     * @param key of the record; null when it is not known
     */
    void rejectedWith(Area area, String key, Fault fault);

    /**
     * A link in the export that leads to nothing, such as one of a group to a pupil who is not in it. As the calendar does not know it either,
     * nothing has to stay for it. One that cannot be read at all is given as {@link #unreadable}, too.
     */
    void rejectedLink(Area area, Fault fault);

    /**
     * A record whose links in the export do not all lead to something. Whoever and whatever the calendar has in it stays there.
     *
     * @param key of the record, which is given as well
     */
    default void incomplete(String key) {}

    /**
     * An occurrence at a place that no room of the export is called. If its name may be a misspelt one, the rooms that the calendar has for it stay.
     *
     * @param occurrence its key; the record is given as well
     * @param record whose place it is, as people name it
     */
    default void unplaced(String occurrence, String record) {}

    /**
     * The week that a row is about, by its Sunday, where an export may have some weeks alone: what is rejected of the row is about that week, and
     * an export without the week says nothing of it.
     */
    default void week(Position row, LocalDate sunday) {}

    /**
     * A record whose week is known now: what was rejected of it before, because its week was not, has been put right.
     *
     * @param record as people name it
     */
    default void dated(String record) {}

    /**
     * An entry of the timetable that was rejected, whose events the calendar may know under another key: one of its rows that has left, or
     * that came. What it may be stays as it is.
     */
    default void unusable(UnusableEntry entry) {}

    /** A link that was rejected, when it is not known what the calendar has for it. */
    default void unreadable(UnreadableLink link) {}

    /**
     * Which file a table is read from, and how: its encoding may be a guess.
     *
     * @throws IOException when the file cannot be read
     */
    default void table(String name, Path file, CsvDialect dialect) throws IOException {}

    /** Something to know, although nothing was rejected. */
    void notice(Notice notice);

    /**
     * Tells how many things were rejected with what they are a part of.
     *
     * @param count none for no notice
     * @param one of them, as one calls it
     * @param many several of them
     * @param whole what they are parts of
     */
    default void waiting(long count, String one, String many, String whole) {
        if (count > 0) {
            notice(new Notice(
                    "rejected-with",
                    count + " " + (count == 1 ? one + " waits" : many + " wait") + " for " + whole
                            + ": nothing changes about them, and they come right with these.",
                    count));
        }
    }

    /** What became of an area; once for each, after all of its records. */
    void area(Area area, AreaState state);
}
