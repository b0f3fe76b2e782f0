package io.waybill.system;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.FeedSpec;
import io.waybill.model.FeedName;
import java.util.List;

/**
 * What a feed does in the target, so that the rights it needs are known before anything is dropped.
 *
 * @param feed whose drops these are
 * @param delivers the tables that it writes, and how
 * @param reads tables that it only reads, by their names in the mapping file
 */
public record FeedTables(FeedName feed, FeedSpec delivers, List<String> reads) {
    public FeedTables {
        requireNonNull(feed, "feed");
        requireNonNull(delivers, "delivers");
        reads = List.copyOf(reads);
    }
}
