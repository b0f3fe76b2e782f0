package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.time.Instant;

/**
 * A reject in a list.
 *
 * @param reject the row and its state
 * @param feed of the waybill that could not deliver it
 * @param closedAt null while it is open
 * @param choice of an open reject, what is chosen on the desk; of one that was solved or dropped, the decision that closed it, by whoever made it; null for
 *     neither
 */
public record ListedReject(Reject reject, FeedName feed, Instant closedAt, Choice choice) {
    public ListedReject {
        requireNonNull(reject, "reject");
        requireNonNull(feed, "feed");
    }

    /** Whether somebody still has to deal with it. */
    public boolean open() {
        return reject.state().equals("open");
    }
}
