package io.waybill.merlin.value;

import io.waybill.format.WrittenText;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers as people write them: digits of any script, a sign, a decimal point (the Arabic one too), an exponent as programs write
 * it. Refused are {@code nan}, {@code inf}, digits in groups, a decimal comma and a percent sign.
 */
public final class NumberText {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    /** A double holds so many digits exactly. */
    private static final int MOST_DIGITS = 15;
    /** Nobody means a longer text as a number, and parsing one could take minutes. */
    private static final int LONGEST = 500;

    private NumberText() {}

    /** Parses a decimal number that a double holds exactly. */
    public static ParsedCell<BigDecimal> decimal(String cell) {
        String text = plain(cell);
        if (!DECIMAL.matcher(text).matches()) {
            return ParsedCell.wrong("not-a-number", "a number such as 24.5", advice(text));
        }
        if (text.length() > LONGEST) {
            return ParsedCell.wrong("number-out-of-range", "a number of at most " + MOST_DIGITS + " digits");
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        double binary = number.doubleValue();
        if (number.precision() > MOST_DIGITS || Double.isInfinite(binary) || binary == 0 && number.signum() != 0) {
            return ParsedCell.wrong("number-out-of-range", "a number of at most " + MOST_DIGITS + " digits");
        }
        return ParsedCell.of(number);
    }

    /**
     * Parses a whole number.
     *
     * @param least the smallest that is accepted
     * @param most the largest that is accepted
     */
    public static ParsedCell<Integer> whole(String cell, int least, int most) {
        String text = plain(cell);
        String expected = "a whole number from " + least + " to " + most;
        if (!WHOLE.matcher(text).matches()) {
            return ParsedCell.wrong("not-a-whole-number", expected);
        }
        if (text.length() > LONGEST) {
            return ParsedCell.wrong("number-out-of-range", expected);
        }
        BigDecimal number = new BigDecimal(text);
        return number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0
                ? ParsedCell.wrong("number-out-of-range", expected)
                : ParsedCell.of(number.intValueExact());
    }

    private static String plain(String cell) {
        return WrittenText.withAsciiDigits(WrittenText.of(cell))
                .replace('\u066B', '.') // Arabic decimal separator
                .replace('\u2212', '-'); // minus sign
    }

    private static String advice(String text) {
        if (text.indexOf(',') >= 0 || text.indexOf('\u066C') >= 0) {
            return "Use a decimal point, and no separators between thousands.";
        }
        return text.endsWith("%") || text.endsWith("\u066A") ? "Leave out the percent sign." : null;
    }
}
