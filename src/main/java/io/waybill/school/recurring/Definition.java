package io.waybill.school.recurring;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * An event that comes again and again.
 *
 * @param file that defines it
 * @param line where it begins there, from 1
 * @param category of its events
 * @param title of its events
 * @param starts null when it lasts all day
 * @param ends null when it lasts all day
 * @param days of the week, from 1, Monday, to 7, Sunday
 * @param weeks letters of the weeks in which it is, and a space for days without a letter
 * @param first null: from the beginning of the era
 * @param last null: to the end of the era
 * @param occurrences which of such weekdays of a month, as {@link Occurrence}
 * @param greyed whether it is shown as not taking place
 * @param organiser initials; null for nobody
 * @param note null for none
 * @param parts who and what takes part
 */
record Definition(
        String file,
        long line,
        String category,
        String title,
        LocalTime starts,
        LocalTime ends,
        Set<Integer> days,
        String weeks,
        LocalDate first,
        LocalDate last,
        Set<Occurrence> occurrences,
        boolean greyed,
        String organiser,
        String note,
        List<Part> parts) {
    Definition {
        days = Set.copyOf(days);
        occurrences = Set.copyOf(occurrences);
        parts = List.copyOf(parts);
    }

    /** What may take part, by the words that files use. */
    enum PartKind {
        STAFF,
        GROUP,
        LOCATION,
        PROPERTY
    }

    /** Who or what takes part, by name; staff by their initials. */
    record Part(PartKind kind, String name) {}

    /** Which of a month's Mondays, say. */
    enum Occurrence {
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
        FIFTH,
        LAST,
        PENULTIMATE,
        ANTEPENULTIMATE,
        ALL
    }

    /** By what its events are known: what a file calls so at these times is one event a day. */
    String key() {
        return key(file, category, title, starts, ends);
    }

    static String key(String file, String category, String title, LocalTime starts, LocalTime ends) {
        return YamlName.known(file) + ": " + category + " " + title + " "
                + (starts == null ? "all day" : starts + "-" + ends);
    }
}
