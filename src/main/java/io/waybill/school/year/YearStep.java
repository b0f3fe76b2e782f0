package io.waybill.school.year;

import java.time.LocalDate;

/** What may be asked for at the end of a year. */
public sealed interface YearStep {
    /**
     * People, rooms and groups without a source become those of a source.
     *
     * @param source its name; the calendar has it
     */
    record ClaimSource(String source) implements YearStep {}

    /** Members whom an older program left outside of the days of their groups are cut to these. */
    record Trim() implements YearStep {}

    /**
     * Ends all groups of the current era with its last day; the next era becomes the current one.
     *
     * @param era name of the current era, so that the same file cannot end two
     */
    record EndOfEra(String era) implements YearStep {}

    /**
     * Makes the next era, or gives it other days.
     *
     * @param shortName {@code ""} for none
     * @param sourceKey what SchoolBase calls it; null for nothing
     */
    record NewEra(String name, LocalDate first, LocalDate last, String shortName, String sourceKey)
            implements YearStep {}

    /** From now on, the calendar follows another system; people and rooms of the former one may be found by an export that converts. */
    record Convert(String from, String to) implements YearStep {}
}
