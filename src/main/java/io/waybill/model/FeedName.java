package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** One kind of file that may be dropped: {@code <system>/<feed>}. */
public record FeedName(String system, String feed) {
    /** The feed of a system's own folder, which takes files of any of its feeds: one, several, or a zip. */
    public static final String BATCH = "batch";

    public FeedName {
        requireNonNull(system, "system");
        requireNonNull(feed, "feed");
    }

    /**
     * Reads {@code <system>/<feed>}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static FeedName parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException("'" + text + "' is not a feed: expected <system>/<feed>");
        }
        return new FeedName(parts[0], parts[1]);
    }

    /** Whether its files are dropped into the system's own folder. */
    public boolean isBatch() {
        return feed.equals(BATCH);
    }

    /**
     * The folder with the checks of this feed; the folder above it holds those of all feeds of the system.
     *
     * @param config the folder of the configuration
     */
    public Path checks(Path config) {
        return config.resolve("checks").resolve(system).resolve(feed);
    }

    @Override
    public String toString() {
        return system + "/" + feed;
    }
}
