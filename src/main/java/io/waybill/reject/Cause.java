package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;

/**
 * The open rejects that have one cause and can be answered together.
 *
 * @param first the first of them; its reason and candidates apply to all
 * @param feed of the first one's waybill
 * @param rows how many rejects
 * @param chosen how many of them have a choice
 * @param standing what is chosen for them
 */
public record Cause(Reject first, FeedName feed, long rows, long chosen, UndeliveredChoices standing) {
    public Cause {
        requireNonNull(first, "first");
        requireNonNull(feed, "feed");
        requireNonNull(standing, "standing");
    }

    Cause with(UndeliveredChoices other) {
        return new Cause(first, feed, rows, chosen, other);
    }
}
