package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;

/**
 * What a scheduled refresh of a system drops.
 *
 * @param feed takes the file
 * @param files glob of such files, e.g. {@code *.csv}, for an operator who has not set another
 * @param readsDatabase whether the system can also write the file from a database: in its route
 *     {@code direct:read-<system>-database}
 */
public record RefreshFeed(FeedName feed, String files, boolean readsDatabase) {
    public RefreshFeed {
        requireNonNull(feed, "feed");
        requireNonNull(files, "files");
    }
}
