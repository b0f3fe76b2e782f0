package io.waybill.timetable.feed;

import io.waybill.format.Position;
import io.waybill.format.django.DjangoRecord;
import io.waybill.model.Notice;
import io.waybill.timetable.PathId;
import java.util.List;

/**
 * Counts the Things whose {@code pathid} or {@code name} in the dump is another than follows from their {@code fullpath}: those are
 * stored as they follow, not as they are written.
 */
final class DerivedValues {
    private static final String THING = "timetables.thing";

    private long things;
    private Position first;

    void note(DjangoRecord record) {
        if (!record.model().equals(THING) || !record.isText("fullpath")) {
            return;
        }
        String path = record.text("fullpath");
        if (differs(record, "pathid", PathId.of(path))
                || differs(record, "name", path.substring(path.lastIndexOf('/') + 1))) {
            things++;
            first = first == null ? record.position() : first;
        }
    }

    private static boolean differs(DjangoRecord record, String field, String derived) {
        return record.hasField(field)
                && !(record.isText(field) && record.text(field).equals(derived));
    }

    List<Notice> notices() {
        return things == 0
                ? List.of()
                : List.of(new Notice(
                        "derived-values",
                        (things == 1 ? "1 Thing has a pathid or name" : things + " Things have a pathid or name")
                                + " in the dump that does not follow from the fullpath; what follows from it is stored,"
                                + " as the application itself does (first: " + first + ").",
                        things));
    }
}
