package io.waybill.merlin.value;

import io.waybill.format.WrittenText;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words for the categories of tribes and teams: one table for both. */
public final class CategoryTable {
    private final Map<String, String> categories = new HashMap<>();
    private final List<String> names;

    /**
     * @param words category as the target spells it → the words that mean it, besides its own name
     * @throws IllegalArgumentException when a word means two categories
     */
    public CategoryTable(Map<String, ? extends Collection<String>> words) {
        names = List.copyOf(words.keySet());
        new LinkedHashMap<>(words).forEach((category, meanings) -> {
            put(category, category);
            meanings.forEach(word -> put(word, category));
        });
    }

    private void put(String word, String category) {
        String other = categories.put(key(word), category);
        if (other != null && !other.equals(category)) {
            throw new IllegalArgumentException("'" + word + "' means both " + other + " and " + category);
        }
    }

    /** Parses the text of a cell. */
    public ParsedCell<String> parse(String cell) {
        String category = categories.get(key(cell));
        return category == null
                ? ParsedCell.wrong(
                        "unknown-category",
                        "a category: " + String.join(" or ", names),
                        "If the word is right, add it to categories in merlin.yaml.")
                : ParsedCell.of(category);
    }

    private static String key(String word) {
        return MatchingKey.of(WrittenText.withoutNonJoiners(word)).replaceAll("[\\s_-]+", "");
    }
}
