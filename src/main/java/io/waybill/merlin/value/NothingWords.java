package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that people and programs write into a cell to say that there is no value. Capitals are ignored. */
public final class NothingWords {
    /** The words of a mapping file that does not list any. */
    public static final List<String> USUAL =
            List.of("-", "--", "–", "—", "N/A", "NULL", "None", "nil", "ندارد", "ندارم", "هیچ", "خالی", "نامشخص");

    private final Set<String> keys;
    private final int longest;

    /** The words, in any spelling. */
    public NothingWords(Collection<String> words) {
        this.keys = requireNonNull(words, "words").stream().map(MatchingKey::of).collect(Collectors.toSet());
        this.longest = words.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Whether the text of a cell is one of the words. */
    public boolean contains(String text) {
        return text.length() <= longest && !text.isEmpty() && keys.contains(MatchingKey.of(text));
    }
}
