package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a scheduled refresh of a system drops.
 *
 * @param feed takes the file, for an operator who has not chosen another one of the system
 * @param files glob of such files, e.g. {@code *.csv}, for an operator who has not set another
 * @param readsDatabase whether the system can also write the file from a database: in its route
 *     {@code direct:read-<system>-database}
 * @param others the other feeds of the system that may be chosen, each with its glob
 */
public record RefreshFeed(FeedName feed, String files, boolean readsDatabase, Map<String, String> others) {
    public RefreshFeed {
        requireNonNull(feed, "feed");
        requireNonNull(files, "files");
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** The only feed of a system that is refreshed. */
    public RefreshFeed(FeedName feed, String files, boolean readsDatabase) {
        this(feed, files, readsDatabase, Map.of());
    }

    /**
     * The same with another feed of the system.
     *
     * @param name of the feed; empty when it cannot be chosen
     */
    Optional<RefreshFeed> choosing(String name) {
        if (name.equals(feed.feed())) {
            return Optional.of(this);
        }
        return Optional.ofNullable(others.get(name))
                .map(glob -> new RefreshFeed(new FeedName(feed.system(), name), glob, false));
    }

    /** The names of all feeds that can be chosen, as people read them. */
    String choices() {
        return others.isEmpty() ? feed.feed() : feed.feed() + ", " + String.join(", ", others.keySet());
    }
}
