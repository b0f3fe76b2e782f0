package io.waybill.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody meant who misspelt it. */
public final class NearestName {
    private static final int MOST_EDITS = 4;
    private static final int LETTERS_AN_EDIT = 4;

    private NearestName() {}

    /**
     * The known name that differs least from another one, whatever its case.
     *
     * @return empty when they all differ too much for a misspelling: by more than one letter, and one more for every four that it has
     */
    public static Optional<String> to(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt((String each) -> edits(lower, each))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(each -> edits(lower, each) <= Math.min(MOST_EDITS, 1 + each.length() / LETTERS_AN_EDIT));
    }

    /** The name that was probably meant, to be said after the one that is unknown: {@code  (did you mean red?)}; empty when none is near. */
    public static String suggestion(String name, Collection<String> known) {
        return to(name, known)
                .map(nearest -> " (did you mean " + nearest + "?)")
                .orElse("");
    }

    private static int edits(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(one, other.toLowerCase(Locale.ROOT));
    }
}
