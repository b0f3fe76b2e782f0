package io.waybill.system;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import java.util.List;

/**
 * A feed, and what people should know of it before they drop a file.
 *
 * @param feed its name
 * @param sentence what may be dropped, and what happens then
 * @param columns header of an empty file to start from; empty where there is no such file
 * @param options options that a drop may have, besides {@code preview} and {@code again}
 * @param archives whether a drop may be an archive of files that only the feed's own reader can judge; otherwise a zip is a batch of text
 *     files, and nothing else that is packed is taken
 */
public record FeedGuide(FeedName feed, String sentence, List<String> columns, List<Option> options, boolean archives) {
    public FeedGuide {
        requireNonNull(feed, "feed");
        requireNonNull(sentence, "sentence");
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }

    /** A feed that takes text files, and zips of them. */
    public FeedGuide(FeedName feed, String sentence, List<String> columns, List<Option> options) {
        this(feed, sentence, columns, options, false);
    }

    /**
     * An option of a feed.
     *
     * @param name as in an options file
     * @param words what it does
     * @param choices its values; empty for one that is on or off, and for a text
     * @param text whether people write its value themselves
     * @param solves rules of rejects that there would not be with it; only of one that is on or off
     */
    public record Option(String name, String words, List<String> choices, boolean text, List<String> solves) {
        public Option {
            requireNonNull(name, "name");
            requireNonNull(words, "words");
            choices = List.copyOf(choices);
            solves = List.copyOf(solves);
        }

        /** One of several values; without one, the feed's own configuration decides. */
        public static Option choice(String name, String words, List<String> choices) {
            return new Option(name, words, choices, false, List.of());
        }

        /** One that is on or off. */
        public static Option flag(String name, String words) {
            return flag(name, words, List.of());
        }

        /**
         * One that is on or off.
         *
         * @param solves rules of rejects that there would not be with it
         */
        public static Option flag(String name, String words, List<String> solves) {
            return new Option(name, words, List.of(), false, solves);
        }

        /** One whose value people write; without one, the feed's own configuration decides. */
        public static Option text(String name, String words) {
            return new Option(name, words, List.of(), true, List.of());
        }
    }

    /** What people call it: the folder that its files are dropped into. */
    public String title() {
        return feed.isBatch() ? feed.system() : feed.toString();
    }

    /** Whether several files may be dropped at once, as one batch. */
    public boolean takesSeveral() {
        return feed.isBatch();
    }
}
