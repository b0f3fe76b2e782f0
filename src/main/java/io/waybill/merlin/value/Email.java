package io.waybill.merlin.value;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address: the one rule for whoever is named by one, in every file.
 *
 * @param text as it was written, without what nobody sees
 * @param key equal for two spellings of one address: capitals do not count
 */
public record Email(String text, String key) {
    /** As long as the target's column. */
    public static final int LONGEST = 254;

    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern FORM =
            Pattern.compile("(?<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
                    + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");

    /** Understands the text of a cell. */
    public static Parsed<Email> parse(String cell) {
        String text = WrittenText.of(cell);
        if (text.length() > LONGEST) {
            // Before the form is looked at, which takes memory that grows with the text.
            return tooLong();
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Parsed.wrong("not-an-email", "one e-mail address such as sara@example.com");
        }
        if (form.group("local").length() > LONGEST_LOCAL_PART) {
            return tooLong();
        }
        return Parsed.of(new Email(text, text.toLowerCase(Locale.ROOT)));
    }

    private static Parsed<Email> tooLong() {
        return Parsed.wrong(
                "email-too-long",
                "an address of at most " + LONGEST + " characters, " + LONGEST_LOCAL_PART + " of them before the @");
    }
}
