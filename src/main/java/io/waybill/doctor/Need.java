package io.waybill.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A right that a feed needs on a table.
 *
 * @param table by its name in the mapping file
 * @param privilege as {@code GRANT} calls it
 * @param way what it is needed for
 * @param feed whose drops need it
 */
record Need(String table, String privilege, Way way, String feed) {
    /** What a right is needed for: the first ones need it for every drop, the last ones only now and then. */
    enum Way {
        DELIVER("to deliver"),
        READ("to match rows of"),
        REFRESH("to refresh"),
        REFER("to check the references of"),
        NUMBER("to number new rows of"),
        UNDO("to undo"),
        RESTORE("to restore a backup of");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /** What needs are for, as a clause: the most frequent way, with all its feeds. */
    static String purpose(List<Need> needs) {
        Way first = needs.stream().map(Need::way).min(Comparator.naturalOrder()).orElseThrow();
        Set<String> feeds = new TreeSet<>();
        needs.stream().filter(need -> need.way == first).forEach(need -> feeds.add(need.feed));
        return first.words + " " + String.join(", ", feeds);
    }
}
