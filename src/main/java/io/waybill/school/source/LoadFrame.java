package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * The days that a load is about.
 *
 * @param start what is over before this day is left out
 * @param eraFirst the first day of the school's year
 * @param eraLast the last day of the school's year
 * @param ahead years by which the export is behind: before the system has moved its pupils up, 1
 */
public record LoadFrame(LocalDate start, LocalDate eraFirst, LocalDate eraLast, int ahead) {
    public LoadFrame {
        requireNonNull(start, "start");
        requireNonNull(eraFirst, "eraFirst");
        requireNonNull(eraLast, "eraLast");
    }

    /** The same frame with another effective day. */
    public LoadFrame startingAt(LocalDate day) {
        return day.equals(start) ? this : new LoadFrame(day, eraFirst, eraLast, ahead);
    }

    /** The year of the national curriculum of what is in this one according to the export, which may be behind. */
    public int year(int said) {
        return said + ahead;
    }
}
