package io.waybill.format;

import java.util.Collection;
import java.util.Locale;

/** Names, places or values in a sentence: the first ones, and how many more there are. */
public final class ShortList {
    private ShortList() {}

    /**
     * The first ones with commas, e.g. {@code a, b and 1,234 more}.
     *
     * @param most how many are named at most
     */
    public static String of(Collection<String> all, int most) {
        return outOf(all.stream().limit(most).toList(), all.size());
    }

    /**
     * The same with semicolons, for what has commas of its own.
     *
     * @param most how many are named at most
     */
    public static String ofPhrases(Collection<String> all, int most) {
        return String.join("; ", all.stream().limit(most).toList()) + more("; and ", all.size() - most);
    }

    /**
     * Those that are known out of more.
     *
     * @param count how many there are in all
     */
    public static String outOf(Collection<String> known, long count) {
        return String.join(", ", known) + more(" and ", count - known.size());
    }

    private static String more(String join, long others) {
        return others <= 0 ? "" : join + String.format(Locale.ROOT, "%,d more", others);
    }
}
