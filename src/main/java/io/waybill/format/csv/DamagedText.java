package io.waybill.format.csv;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises texts that a spreadsheet or a program has put in the place of a value. */
public final class DamagedText {
    /** The rule that such a text breaks. */
    public static final String RULE = "damaged-value";
    /** What should be there. */
    public static final String EXPECTED = "the value as it was before a spreadsheet or program changed it";

    private static final String FORMULA = "The cell holds a formula, or the part of one: write its value instead.";
    private static final String NUMBER =
            "A spreadsheet has read it as a number: write all digits, in a column that is formatted as text.";
    private static final String MARK =
            "The apostrophe is a spreadsheet's mark for text: remove it, or export the file again.";
    private static final int LONGEST = 40;

    /** Errors of Excel, LibreOffice and Google Sheets. */
    private static final Pattern ERROR = Pattern.compile(
            "#(?:N/A|REF!|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|UNKNOWN!|PYTHON!|ERROR!"
                    + "|GETTING_DATA|#+)|ERR:[0-9]{3}");

    /** What Python, pandas, R, PostgreSQL, MySQL and JavaScript write for a value that there is not; the spelling matters. */
    private static final Set<String> NO_VALUE =
            Set.of("nan", "NaN", "NaT", "<NA>", "<null>", "\\N", "undefined", "[object Object]");

    private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]+(?:[.,\u066B][0-9]+)?[eE][+-]?[0-9]{1,3}");
    private static final Pattern SPREADSHEET_EXPONENT = Pattern.compile("[+-]?[0-9](?:[.,][0-9]+)?E\\+[0-9]{2,3}");
    private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9]{4,}[.,\u066B]0+");

    private DamagedText() {}

    /**
     * What stands in any cell in place of a value.
     *
     * @return what to do; empty when the text may be a value
     */
    public static Optional<String> inAnyCell(String text) {
        if (isError(text)) {
            return Optional.of("It is an error of a spreadsheet: correct the formula, or write its value.");
        }
        if (NO_VALUE.contains(text)) {
            return Optional.of(
                    "A program writes this when there is no value: write the value, or leave the cell blank.");
        }
        return Optional.empty();
    }

    /** Whether a spreadsheet writes this where a formula cannot be computed. */
    public static boolean isError(String text) {
        return text.length() <= LONGEST
                && ERROR.matcher(text.toUpperCase(Locale.ROOT)).matches();
    }

    /** What a spreadsheet makes of digits and codes such as {@code 7E2}. */
    public static Optional<String> inCode(String text) {
        return text.length() <= LONGEST && SPREADSHEET_EXPONENT.matcher(text).matches()
                ? Optional.of(NUMBER)
                : Optional.empty();
    }

    /** What cannot be the beginning of a name or code, besides what is in any cell. */
    public static Optional<String> inName(String text) {
        if (text.startsWith("=") || text.startsWith("＝")) {
            return Optional.of(FORMULA);
        }
        if (text.startsWith("'") && text.length() > 1 && !Character.isLetter(text.codePointAt(1))) {
            return Optional.of(MARK);
        }
        return inCode(text);
    }

    /** What cannot be an e-mail address, although its characters might. */
    public static Optional<String> inEmail(String text) {
        return text.startsWith("=") || text.startsWith("+") && text.indexOf('(') > 0
                ? Optional.of(FORMULA)
                : text.startsWith("'") ? Optional.of(MARK) : Optional.empty();
    }

    /** What cannot be a telephone number or the like, besides what cannot be a name. */
    public static Optional<String> inDigits(String text) {
        if (text.startsWith("'")) {
            return Optional.of(MARK);
        }
        return text.length() <= LONGEST
                        && (EXPONENT.matcher(text).matches()
                                || FRACTION.matcher(text).matches())
                ? Optional.of(NUMBER)
                : Optional.empty();
    }
}
