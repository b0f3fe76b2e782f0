package io.waybill.school.config;

import io.waybill.delivery.guard.Limit;
import io.waybill.format.yaml.MappingFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much may be rejected, and how much of what the calendar has may end by one drop, before somebody has to approve it: as a share of what
 * there is.
 *
 * @param rejects of the records of an area
 * @param pupils who leave
 * @param staff who leave
 * @param subjects that go
 * @param rooms that go
 * @param groups that end
 * @param members who leave a group that goes on
 * @param events that are withdrawn
 */
public record SchoolLimits(
        Limit rejects,
        Limit pupils,
        Limit staff,
        Limit subjects,
        Limit rooms,
        Limit groups,
        Limit members,
        Limit events) {
    /** All of them, by their names in the mapping file. */
    Map<String, Limit> byName() {
        Map<String, Limit> all = new LinkedHashMap<>();
        all.put("rejects", rejects);
        all.put("pupils", pupils);
        all.put("staff", staff);
        all.put("subjects", subjects);
        all.put("rooms", rooms);
        all.put("groups", groups);
        all.put("members", members);
        all.put("events", events);
        return all;
    }

    void check(MappingFile file) {
        byName().forEach((name, limit) ->
                file.require("limits." + name, limit != null, null, "a limit such as 10 %, 50 rows or \"off\""));
    }
}
