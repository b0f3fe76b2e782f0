package io.waybill.school.source;

import io.waybill.format.Fault;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;

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
     * A link in the export that leads to nothing, such as one of a group to a pupil who is not in it. As the calendar does not know it either,
     * nothing has to stay for it.
     */
    void rejectedLink(Area area, Fault fault);

    /** Something to know, although nothing was rejected. */
    void notice(Notice notice);

    /** What became of an area; once for each, after all of its records. */
    void area(Area area, AreaState state);
}
