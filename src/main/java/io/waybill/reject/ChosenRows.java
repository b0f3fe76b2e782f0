package io.waybill.reject;

import io.waybill.model.FeedName;
import java.time.Instant;
import java.util.List;

/**
 * What was chosen for the open rejects of a feed and is not delivered yet.
 *
 * @param feed whose rejects they are
 * @param rows how many
 * @param latest when the last one was chosen
 * @param people who chose, in the order of their names
 */
public record ChosenRows(FeedName feed, long rows, Instant latest, List<String> people) {
    public ChosenRows {
        people = List.copyOf(people);
    }
}
