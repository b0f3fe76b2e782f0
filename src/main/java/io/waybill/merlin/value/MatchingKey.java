package io.waybill.merlin.value;

import io.waybill.format.WrittenText;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A form of a name that is the same for all its spellings. It is used for comparing only and never stored in place of the name. It
 * ignores the difference between Arabic and Persian yeh and kaf, digits of different scripts, capitals and small letters, a non-joiner
 * and a space, several spaces and one.
 */
public final class MatchingKey {
    private static final String TATWEEL = "\u0640";

    private MatchingKey() {}

    /**
     * The key of a name.
     *
     * @param text as it is written in a file or in the target
     */
    public static String of(String text) {
        String written = WrittenText.of(text);
        written = WrittenText.isAscii(written) ? written.toLowerCase(Locale.ROOT) : folded(written);
        StringBuilder key = new StringBuilder(written.length());
        boolean space = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\u200C' || c == '\u200D' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
                continue;
            }
            if (space && key.length() > 0) {
                key.append(' ');
            }
            space = false;
            key.append(persian(c));
        }
        return key.toString();
    }

    private static String folded(String text) {
        // Marks that a tatweel kept apart are composed, or put in order, below; some letters are one with theirs until
        // they are normalized.
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).replace(TATWEEL, "");
        // To lower, upper and lower case again: letters whose other case consists of several letters come out the same.
        String caseless =
                composed.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return WrittenText.withAsciiDigits(Normalizer.normalize(caseless, Normalizer.Form.NFKC));
    }

    private static char persian(char c) {
        return switch (c) {
            case '\u064A', '\u0649' -> '\u06CC'; // yeh
            case '\u0643' -> '\u06A9'; // kaf
            default -> c;
        };
    }
}
