package io.waybill.match;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A path without the differences that people overlook: capitals, spaces around names, kinds of separators, compatible forms of the same
 * letter, double slashes and slashes at the ends.
 *
 * @param segments the names of the path, folded, none of them empty
 */
record FoldedPath(List<String> segments) {
    private static final Pattern SEPARATORS = Pattern.compile("[-_.\\s\\p{Z}\\p{Pd}]+");
    private static final Pattern OUTER_SPACES = Pattern.compile("(?<=^|/)[\\s\\p{Z}]+|[\\s\\p{Z}]+(?=$|/)");
    private static final Pattern INNER_SEPARATORS = Pattern.compile("(?<=[^/])[-_.\\s\\p{Z}\\p{Pd}]+(?=[^/])");
    private static final Pattern OUTER_MARKS = Pattern.compile("(?<=^|/)[-_.\\p{Pd}]+|[-_.\\p{Pd}]+(?=$|/)");

    static FoldedPath of(String path) {
        return new FoldedPath(written(path).stream().map(FoldedPath::folded).toList());
    }

    /** The names of a path as they are written, without those that fold to nothing. */
    static List<String> written(String path) {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String name = path.substring(from, to);
            if (!folded(name).isEmpty()) {
                names.add(name);
            }
            from = to + 1;
        }
        return names;
    }

    /** A name, folded. */
    static String folded(String name) {
        if (plain(name)) {
            return name;
        }
        String text = SEPARATORS
                .matcher(caseless(Normalizer.normalize(name, Normalizer.Form.NFKC)))
                .replaceAll("_");
        int from = text.startsWith("_") ? 1 : 0;
        int to = text.endsWith("_") ? text.length() - 1 : text.length();
        return from < to ? text.substring(from, to) : "";
    }

    String last() {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }

    /** How two paths that fold to the same path differ, e.g. {@code capitals and spaces}. */
    static String difference(String one, String other) {
        for (Leniency leniency : Leniency.values()) {
            if (equalUnder(EnumSet.of(leniency), one, other)) {
                return leniency.words;
            }
        }
        List<String> needed = new ArrayList<>();
        for (Leniency leniency : Leniency.values()) {
            if (!equalUnder(EnumSet.complementOf(EnumSet.of(leniency)), one, other)) {
                needed.add(leniency.words);
            }
        }
        return needed.isEmpty() ? "spaces and separators" : String.join(" and ", needed);
    }

    private static boolean equalUnder(Set<Leniency> leniencies, String one, String other) {
        String a = one;
        String b = other;
        for (Leniency leniency : leniencies) {
            a = leniency.fold.apply(a);
            b = leniency.fold.apply(b);
        }
        return a.equals(b);
    }

    /** A difference that folding removes; the order is that in which they are removed. */
    private enum Leniency {
        LETTERS("the form of letters", text -> Normalizer.normalize(text, Normalizer.Form.NFKC)),
        SPACES("spaces", text -> OUTER_SPACES.matcher(text).replaceAll("")),
        CAPITALS("capitals", FoldedPath::caseless),
        MARKS(
                "separators",
                text -> OUTER_MARKS
                        .matcher(INNER_SEPARATORS.matcher(text).replaceAll("_"))
                        .replaceAll("")),
        SLASHES("slashes", text -> String.join("/", nonEmpty(text)));

        private final String words;
        private final UnaryOperator<String> fold;

        Leniency(String words, UnaryOperator<String> fold) {
            this.words = words;
            this.fold = fold;
        }

        private static List<String> nonEmpty(String text) {
            return Arrays.stream(text.split("/"))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
    }

    private static String caseless(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean plain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}
