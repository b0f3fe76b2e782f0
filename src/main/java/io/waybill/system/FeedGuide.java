package io.waybill.system;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.util.List;

/**
 * What people are told of a feed before they drop something.
 *
 * @param feed which
 * @param sentence what may be dropped, and what it leads to
 * @param columns header of an empty file to start from; empty where there is no such file
 * @param options what may be asked of a drop beside {@code preview} and {@code again}
 */
public record FeedGuide(FeedName feed, String sentence, List<String> columns, List<Option> options) {
    public FeedGuide {
        requireNonNull(feed, "feed");
        requireNonNull(sentence, "sentence");
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }

    /**
     * An option of a feed.
     *
     * @param name as in an options file
     * @param words what it does
     * @param choices its values; empty for one that is on or off
     */
    public record Option(String name, String words, List<String> choices) {
        public Option {
            requireNonNull(name, "name");
            requireNonNull(words, "words");
            choices = List.copyOf(choices);
        }

        /** One of several values, or none: the feed says then. */
        public static Option choice(String name, String words, List<String> choices) {
            return new Option(name, words, choices);
        }

        /** One that is on or off. */
        public static Option flag(String name, String words) {
            return new Option(name, words, List.of());
        }
    }

    /** How people call it: by the folder that its files are dropped into. */
    public String title() {
        return feed.isBatch() ? feed.system() : feed.toString();
    }

    /** Whether several files may be dropped at once, as one batch. */
    public boolean takesSeveral() {
        return feed.isBatch();
    }

    /** Of a feed of which nothing else is known. */
    public static FeedGuide plain(FeedName feed) {
        return new FeedGuide(feed, "", List.of(), List.of());
    }
}
