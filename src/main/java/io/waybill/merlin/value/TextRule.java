package io.waybill.merlin.value;

import io.waybill.format.WrittenText;
import io.waybill.format.csv.DamagedText;

/**
 * How long a text may be.
 *
 * @param longest in characters as PostgreSQL counts them; 0 for any length
 */
public record TextRule(int longest) {
    /** A text of any length. */
    public static final TextRule ANY = new TextRule(0);

    /** Parses the text of a cell. */
    public ParsedCell<String> parse(String cell) {
        String text = WrittenText.of(cell);
        return this.equals(ANY)
                ? ParsedCell.of(text)
                : DamagedText.inName(text).map(ParsedCell::<String>damaged).orElseGet(() -> parseName(text));
    }

    private ParsedCell<String> parseName(String text) {
        return longest > 0 && text.codePointCount(0, text.length()) > longest
                ? ParsedCell.wrong("value-too-long", "at most " + longest + " characters")
                : ParsedCell.of(text);
    }

    /** The same with all digits in ASCII, for telephone numbers and the like. */
    public ParsedCell<String> parseDigits(String cell) {
        String text = WrittenText.withAsciiDigits(WrittenText.of(cell));
        return DamagedText.inDigits(text).map(ParsedCell::<String>damaged).orElseGet(() -> parse(text));
    }
}
