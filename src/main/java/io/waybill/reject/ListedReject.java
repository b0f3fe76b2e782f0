package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.time.Instant;

/**
 * A reject as lists show it.
 *
 * @param reject the row and its state
 * @param feed of the waybill that could not deliver it
 * @param closedAt null while it is not closed
 * @param choice what was chosen on the desk; null when nothing was. For a closed one without a choice: the decision that the file brought
 *     which closed it
 */
public record ListedReject(Reject reject, FeedName feed, Instant closedAt, Choice choice) {
    public ListedReject {
        requireNonNull(reject, "reject");
        requireNonNull(feed, "feed");
    }

    /** Whether it waits for somebody. */
    public boolean open() {
        return reject.state().equals("open");
    }
}
