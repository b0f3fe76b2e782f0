package io.waybill.school.source;

import io.waybill.format.Fault;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that an adapter gives, to be looked at. */
public final class CollectedExtract implements Extract {
    private final List<SchoolRecord> records = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Map<Area, AreaState> areas = new EnumMap<>(Area.class);

    /** What was rejected. */
    public record Rejected(Area area, String key, Fault fault) {
        @Override
        public String toString() {
            return area + " " + key + ": " + fault.sentence();
        }
    }

    @Override
    public void record(SchoolRecord record) {
        records.add(record);
    }

    @Override
    public void rejected(Area area, String key, Fault fault) {
        rejected.add(new Rejected(area, key, fault));
    }

    @Override
    public void rejectedWith(Area area, String key, Fault fault) {
        rejected.add(new Rejected(area, "with the rest: " + key, fault));
    }

    @Override
    public void rejectedLink(Area area, Fault fault) {
        rejected.add(new Rejected(area, "link", fault));
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
    }

    @Override
    public void area(Area area, AreaState state) {
        if (areas.put(area, state) != null) {
            throw new IllegalStateException(area + " ended twice");
        }
    }

    public List<SchoolRecord> records() {
        return records;
    }

    /** Those of one kind. */
    public <T extends SchoolRecord> List<T> records(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<Rejected> rejected() {
        return rejected;
    }

    public List<String> notices() {
        return notices.stream()
                .map(notice -> notice.rule() + ": " + notice.sentence())
                .toList();
    }

    public Map<Area, AreaState> areas() {
        return areas;
    }
}
