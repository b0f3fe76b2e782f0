package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;

/**
 * Open rejects that fail for one cause and can be answered at once.
 *
 * @param first the first of them; its reason and candidates stand for all
 * @param feed of the first one's waybill
 * @param rows how many there are
 * @param chosen for how many of them something was chosen
 */
public record Cause(Reject first, FeedName feed, long rows, long chosen) {
    public Cause {
        requireNonNull(first, "first");
        requireNonNull(feed, "feed");
    }
}
