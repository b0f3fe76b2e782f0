package io.waybill.merlin.value;

/**
 * A text that a column of the target has room for.
 *
 * @param longest characters as PostgreSQL counts them; 0 for as many as there are
 */
public record TextRule(int longest) {
    /** A text of any length. */
    public static final TextRule ANY = new TextRule(0);

    /** Understands the text of a cell. */
    public Parsed<String> parse(String cell) {
        String text = WrittenText.of(cell);
        return longest > 0 && text.codePointCount(0, text.length()) > longest
                ? Parsed.wrong("value-too-long", "at most " + longest + " characters")
                : Parsed.of(text);
    }

    /** The same with ASCII digits, for numbers that are no quantities: telephones. */
    public Parsed<String> parseDigits(String cell) {
        return parse(WrittenText.withAsciiDigits(cell));
    }
}
