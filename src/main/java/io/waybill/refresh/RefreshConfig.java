package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.time.Instant;
import java.util.Optional;

/**
 * How a system is refreshed by schedule: the settings {@code waybill.refresh.<system>.*}.
 *
 * @param feed takes the file
 * @param enabled off by default
 * @param times when
 * @param source where the file comes from
 * @param ending of the name of a file that has none yet, e.g. {@code .csv}; may be empty
 */
public record RefreshConfig(FeedName feed, boolean enabled, RefreshTimes times, RefreshSource source, String ending) {
    public RefreshConfig {
        requireNonNull(feed, "feed");
        requireNonNull(times, "times");
        requireNonNull(source, "source");
        requireNonNull(ending, "ending");
    }

    /** Whose it is. */
    public String system() {
        return feed.system();
    }

    /** When the next run is due after an instant; empty when there is none, or refreshes are off. */
    public Optional<Instant> nextAfter(Instant instant) {
        return enabled ? times.nextAfter(instant) : Optional.empty();
    }

    /** Where the file comes from, as people read it. */
    public String description() {
        return source.description();
    }
}
