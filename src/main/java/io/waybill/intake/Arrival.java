package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import io.waybill.model.FileStamp;
import java.nio.file.Path;

/**
 * A complete file that waits in the inbox of a feed whose files are brought into an order.
 *
 * @param feed whose inbox it is in
 * @param file where it is; something that is no file, and will be refused, may have come, too
 * @param stamp as it was when it arrived
 * @param number counts those of the feed
 */
public record Arrival(FeedName feed, Path file, FileStamp stamp, long number) {
    public Arrival {
        requireNonNull(feed, "feed");
        requireNonNull(file, "file");
        requireNonNull(stamp, "stamp");
    }
}
