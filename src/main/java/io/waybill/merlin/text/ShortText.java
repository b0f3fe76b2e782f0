package io.waybill.merlin.text;

import java.text.BreakIterator;
import java.util.Locale;

/** Cuts texts that are too long for a column, so that they still read well. */
public final class ShortText {
    private static final String MORE = "…";
    /** A text is cut at the end of a line or word that is at most this many characters before the limit. */
    private static final int WASTE = 80;

    private ShortText() {}

    /**
     * The text itself when it is short enough; otherwise it is cut after a whole line, word or at least letter, and ends with an ellipsis.
     *
     * @param longest characters as PostgreSQL counts them, at least 1
     */
    public static String of(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        int limit = text.offsetByCodePoints(0, longest - 1);
        int line = text.lastIndexOf('\n', limit);
        int word = text.lastIndexOf(' ', limit);
        int least = Math.max(0, limit - WASTE);
        int cut = line > least ? line : word > least ? word : letter(text, limit);
        return text.substring(0, cut).stripTrailing() + MORE;
    }

    /** The last position up to the limit that is not between a letter and its marks. */
    private static int letter(String text, int limit) {
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        return letters.isBoundary(limit) ? limit : letters.preceding(limit);
    }
}
