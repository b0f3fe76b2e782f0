package io.waybill.school.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a school does in its own way with the events of its calendar.
 *
 * @param unsetWeeks whether weeks of the timetable that are set for no week of the year are used in all of them
 * @param overloads what somebody who covers may do at the same time, so that it is no clash
 */
public record EventRules(boolean unsetWeeks, List<Overload> overloads) {
    public EventRules {
        overloads = List.copyOf(overloads);
    }

    /**
     * Two events that one person may be at.
     *
     * @param cover what the name of the covered event has in it
     * @param other what the name of the other one has in it
     */
    public record Overload(Pattern cover, Pattern other) {}

    /** Whether somebody who covers the one event may be at the other, too. */
    public boolean permits(String cover, String other) {
        return overloads.stream()
                .anyMatch(each -> each.cover.matcher(cover).find()
                        && each.other.matcher(other).find());
    }
}
