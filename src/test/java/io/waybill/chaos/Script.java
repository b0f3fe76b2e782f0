package io.waybill.chaos;

import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import java.nio.file.Path;
import java.util.List;

/**
 * What people do in a scenario, one after the other; each act waits for what it needs, through every outage. No two files may have
 * the same name.
 *
 * @param name tells it from others: what comes of it without any fault is found out once
 */
record Script(String name, List<Act> acts) {
    /** One thing that somebody does. */
    sealed interface Act permits Drop, Approve, Undo, Restore {}

    /** A file is put into the folder of its feed. */
    record Drop(FeedName feed, Path file, DropOptions options) implements Act {
        Drop(FeedName feed, Path file) {
            this(feed, file, DropOptions.NONE);
        }
    }

    /** The plan of a drop is approved, once it is held. */
    record Approve(String file) implements Act {}

    /** A drop is taken back, once it is delivered. */
    record Undo(String file) implements Act {}

    /** The backup that was taken before a drop is brought back, once that is delivered. */
    record Restore(String file) implements Act {}

    static Script drops(String name, FeedName feed, Path... files) {
        return new Script(
                name,
                List.of(files).stream().map(file -> (Act) new Drop(feed, file)).toList());
    }
}
