package io.waybill.format.csv;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The words that people and programs write into a cell to say that there is no value. Capitals are ignored. */
public final class NothingWords {
    /** The words of a mapping file that does not list any. */
    public static final List<String> USUAL = List.of("-", "--", "–", "—", "N/A", "NULL", "None", "nil");

    /** There are none. */
    public static final NothingWords NONE = new NothingWords(List.of());

    private final Set<String> keys;
    private final UnaryOperator<String> key;
    private final int longest;

    /** The words, in capitals or not. */
    public NothingWords(Collection<String> words) {
        this(words, word -> word.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The words.
     *
     * @param key gives what is the same for all spellings of a word
     */
    public NothingWords(Collection<String> words, UnaryOperator<String> key) {
        this.key = requireNonNull(key, "key");
        this.keys = requireNonNull(words, "words").stream().map(key).collect(Collectors.toSet());
        this.longest = words.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Tells how many cells of a file were read as blank.
     *
     * @param file what people call it
     * @param words with how often each was found; at least one
     * @param mapping the file that has the words
     */
    public static String sentence(String file, Map<String, Long> words, String mapping) {
        long cells = words.values().stream().mapToLong(Long::longValue).sum();
        return cells + (cells == 1 ? " cell" : " cells") + " of " + file + " with a word for \"no value\" "
                + (cells == 1 ? "was" : "were") + " read as blank: "
                + words.entrySet().stream()
                        .map(word -> word.getKey() + " (" + word.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + ". The words are in \"nothing\" of " + mapping + ".";
    }

    /** Whether the text of a cell is one of the words. */
    public boolean contains(String text) {
        return text.length() <= longest && !text.isEmpty() && keys.contains(key.apply(text));
    }
}
