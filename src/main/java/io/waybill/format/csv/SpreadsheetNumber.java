package io.waybill.format.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises the forms in which spreadsheets write what they take for a number. */
final class SpreadsheetNumber {
    private static final Pattern FORM = Pattern.compile("[+-]?(?:[0-9][0-9., ']*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern EXPONENT = Pattern.compile("([^eE]*)[eE]([+-]?[0-9]{1,3})");
    private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(?:([., '])[0-9]{3})(?:\\1[0-9]{3})*");
    private static final Pattern BRACKETED = Pattern.compile("\\(([0-9.,]+)\\)");

    /** What a spreadsheet keeps of a number. */
    private static final int DIGITS = 15;

    /** What it shows of a number with decimals in a column of the usual width, at least. */
    private static final int SHOWN = 8;

    private static final int LONGEST = 60;

    private SpreadsheetNumber() {}

    static Optional<String> change(String original, String returned) {
        if (original.length() > LONGEST || returned.length() > LONGEST) {
            return Optional.empty();
        }
        String before = ascii(original);
        String after = ascii(returned);
        Matcher bracketed = BRACKETED.matcher(before);
        if (bracketed.matches()) {
            before = "-" + bracketed.group(1);
        }
        boolean ofPercent = before.endsWith("%");
        boolean inPercent = after.endsWith("%");
        before = ofPercent ? before.substring(0, before.length() - 1).strip() : before;
        after = inPercent ? after.substring(0, after.length() - 1).strip() : after;
        if (inPercent && !ofPercent
                || !FORM.matcher(before).matches()
                || !FORM.matcher(after).matches()) {
            return Optional.empty();
        }
        // No spreadsheet adds a zero in front of a whole number: a person has put it back.
        if (after.matches("[+-]?0[0-9].*")) {
            return Optional.empty();
        }
        for (BigDecimal was : values(before)) {
            BigDecimal value = ofPercent && !inPercent ? was.movePointLeft(2) : was;
            for (BigDecimal is : values(after)) {
                Optional<String> how = change(value, is, before, after);
                if (how.isPresent()) {
                    return how;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> change(BigDecimal was, BigDecimal is, String before, String after) {
        if (was.compareTo(is) == 0) {
            return Optional.of(before.matches("[+-]?0[0-9].*") ? "leading zeros" : "another form of the number");
        }
        if (was.signum() == 0 || is.signum() == 0) {
            return Optional.empty();
        }
        Matcher exponent = EXPONENT.matcher(after);
        if (exponent.matches()) {
            int shown =
                    (int) exponent.group(1).chars().filter(Character::isDigit).count();
            return rounded(was, shown, is) ? Optional.of("an exponent in place of digits") : Optional.empty();
        }
        if (was.precision() > DIGITS && rounded(was, DIGITS, is)) {
            return Optional.of("digits behind the fifteenth");
        }
        int kept = is.stripTrailingZeros().precision();
        return was.scale() > 0 && was.precision() > kept && kept >= SHOWN && rounded(was, kept, is)
                ? Optional.of("decimals that were not shown")
                : Optional.empty();
    }

    private static boolean rounded(BigDecimal was, int digits, BigDecimal is) {
        return digits > 0
                && (was.round(new MathContext(digits, RoundingMode.HALF_UP)).compareTo(is) == 0
                        || was.round(new MathContext(digits, RoundingMode.DOWN)).compareTo(is) == 0);
    }

    /** What it may mean: a point or comma may be one of decimals or of thousands. */
    private static List<BigDecimal> values(String text) {
        Matcher exponent = EXPONENT.matcher(text);
        String number = exponent.matches() ? exponent.group(1) : text;
        int power = exponent.matches() ? Integer.parseInt(exponent.group(2).replace("+", "")) : 0;
        boolean negative = number.startsWith("-");
        String digits = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
        List<String> forms = new ArrayList<>();
        forms.add(digits);
        forms.add(digits.replace(',', '.'));
        if (GROUPED.matcher(digits).matches()) {
            forms.add(digits.replaceAll("[., ']", ""));
        }
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        if (last > 0 && GROUPED.matcher(digits.substring(0, last)).matches()) {
            forms.add(digits.substring(0, last).replaceAll("[., ']", "") + "." + digits.substring(last + 1));
        }
        List<BigDecimal> values = new ArrayList<>();
        for (String form : forms) {
            if (form.matches("[0-9]+\\.?[0-9]*|\\.[0-9]+")) {
                BigDecimal value = new BigDecimal(form.endsWith(".") ? form.substring(0, form.length() - 1) : form)
                        .scaleByPowerOfTen(power);
                values.add(negative ? value.negate() : value);
            }
        }
        return values;
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> ascii.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : (char) c));
        return ascii.toString();
    }
}
