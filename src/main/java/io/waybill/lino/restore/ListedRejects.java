package io.waybill.lino.restore;

import io.waybill.model.Notice;
import io.waybill.reject.RejectedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rejected rows of a dump as people mend them: one for each key, because that is what can stand in the table. Of rows with the same key
 * the first one is listed with what is wrong with it; the others are told in a notice, with their places.
 *
 * @param rows one for each table and key
 * @param beside those that have the key of one of these
 */
record ListedRejects(List<RejectedRow> rows, List<RejectedRow> beside) {
    /** The rule of a row whose key an earlier row has. */
    static final String DUPLICATE_KEY = "duplicate-key";

    private static final int MOST_PLACES = 10;

    private record Key(String table, List<String> cells) {}

    /** @param rejected in any order */
    static ListedRejects of(List<RejectedRow> rejected) {
        Map<Key, RejectedRow> byKey = new LinkedHashMap<>();
        List<RejectedRow> beside = new ArrayList<>();
        for (RejectedRow row : rejected) {
            byKey.merge(new Key(row.kind(), row.keyCells()), row, (earlier, later) -> {
                boolean repeats = earlier.rule().equals(DUPLICATE_KEY);
                beside.add(repeats ? earlier : later);
                return repeats ? later : earlier;
            });
        }
        return new ListedRejects(List.copyOf(byKey.values()), beside);
    }

    /** What people should know of the others; empty when there are none. */
    Optional<Notice> notice() {
        if (beside.isEmpty()) {
            return Optional.empty();
        }
        int count = beside.size();
        String places = beside.stream()
                .limit(MOST_PLACES)
                .map(row -> row.kind() + " " + String.join(", ", row.keyCells()) + " (" + row.at() + ")")
                .collect(Collectors.joining("; "));
        return Optional.of(new Notice(
                "rejects-of-one-key",
                (count == 1 ? "1 rejected row has" : count + " rejected rows have")
                        + " the key of another rejected row, and only that one is listed: " + places
                        + (count > MOST_PLACES ? "; …" : "") + ". Look at them before you mend it: what is delivered"
                        + " under a key answers all of them.",
                count));
    }
}
