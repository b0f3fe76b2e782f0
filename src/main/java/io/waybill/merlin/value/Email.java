package io.waybill.merlin.value;

import io.waybill.format.WrittenText;
import io.waybill.format.csv.DamagedText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address. People are named by one in every file, by this one rule.
 *
 * @param text as it was written, without invisible characters
 * @param key the same for all spellings of one address: capitals are ignored. Addresses of the target are compared by such a key, too; there
 *     it ignores more, because anything may be stored ({@code email_key} in create-wanted.sql).
 */
public record Email(String text, String key) {
    /** The length of the target's column, in characters. */
    public static final int LONGEST = 254;

    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern FORM =
            Pattern.compile("(?<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
                    + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");

    /** Parses the text of a cell. */
    public static ParsedCell<Email> parse(String cell) {
        String text = WrittenText.of(cell);
        if (text.length() > LONGEST) {
            // Checked first: matching the form takes memory that grows with the text.
            return tooLong();
        }
        Optional<String> damaged = DamagedText.inEmail(text);
        if (damaged.isPresent()) {
            return ParsedCell.damaged(damaged.get());
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return ParsedCell.wrong("not-an-email", "one e-mail address such as sara@example.com");
        }
        if (form.group("local").length() > LONGEST_LOCAL_PART) {
            return tooLong();
        }
        return ParsedCell.of(new Email(text, text.toLowerCase(Locale.ROOT)));
    }

    private static ParsedCell<Email> tooLong() {
        return ParsedCell.wrong(
                "email-too-long",
                "an address of at most " + LONGEST + " characters, " + LONGEST_LOCAL_PART + " of them before the @");
    }
}
