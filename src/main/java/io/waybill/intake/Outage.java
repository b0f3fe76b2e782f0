package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why drops wait in their inboxes although nothing is wrong with them.
 *
 * @param place what cannot be used
 * @param reason one or two sentences for an operator: what is wrong, what to do; no personal values
 * @param since when it began
 * @param nextTry when it is tried again, without anybody's doing; may be past while that is under way
 */
public record Outage(Place place, String reason, Instant since, Instant nextTry) {
    public Outage {
        requireNonNull(place, "place");
        requireNonNull(reason, "reason");
        requireNonNull(since, "since");
        requireNonNull(nextTry, "nextTry");
    }

    /** What drops are delivered into, or come from. */
    public enum Place {
        /** The target database. */
        TARGET,
        /** This machine's folders: no space, read-only, no permission to write. */
        FOLDERS
    }
}
