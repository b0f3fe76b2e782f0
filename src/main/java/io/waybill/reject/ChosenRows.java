package io.waybill.reject;

import io.waybill.model.FeedName;
import java.time.Instant;
import java.util.List;

/**
 * The choices for open rejects of a feed that are not delivered yet.
 *
 * @param feed that the rejects came from
 * @param rows how many choices
 * @param latest when the latest choice was made
 * @param people who made the choices, in alphabetical order
 */
public record ChosenRows(FeedName feed, long rows, Instant latest, List<String> people) {
    public ChosenRows {
        people = List.copyOf(people);
    }
}
