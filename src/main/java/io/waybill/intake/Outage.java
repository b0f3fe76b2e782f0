package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What keeps drops waiting in their folders although nothing is wrong with them.
 *
 * @param place where the trouble is
 * @param reason one sentence or two for an operator: what is wrong, what to do; no personal values
 * @param since when it was first met
 * @param nextTry when it is tried again, by itself; may have passed while that is being done
 */
public record Outage(Place place, String reason, Instant since, Instant nextTry) {
    public Outage {
        requireNonNull(place, "place");
        requireNonNull(reason, "reason");
        requireNonNull(since, "since");
        requireNonNull(nextTry, "nextTry");
    }

    /** Where drops go to, or come from. */
    public enum Place {
        /** The database that is delivered into. */
        TARGET,
        /** This machine's folders: no room, read-only, no right to write. */
        FOLDERS
    }
}
