package io.waybill.lino.migration.expression;

import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.Translations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** What values of a row mean to the operators and functions of the language: as numbers, texts and conditions. */
public final class Values {
    /** Digits before or after the decimal point; a longer number is nobody's data. */
    private static final int MOST_DIGITS = 1_000;
    /** Characters of a text that an expression makes. */
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;
    /** Characters of a value in a message. */
    private static final int LONGEST_SHOWN = 100;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private Values() {}

    /** Whether a condition holds; null is no. Sites on MySQL write 1 and 0. */
    static boolean truth(Object value) {
        if (value == null || value instanceof Boolean) {
            return value != null && (Boolean) value;
        }
        if (value instanceof Long number && (number == 0 || number == 1)) {
            return number == 1;
        }
        throw new EvaluationException("not-a-condition", shown(value), "true or false as a condition");
    }

    /**
     * A value as a number; a text of digits is one.
     *
     * @param value not null
     * @throws EvaluationException when it is none
     */
    public static BigDecimal number(Object value) {
        BigDecimal number = numberOrNull(value);
        if (number == null) {
            throw new EvaluationException("not-a-number", shown(value), "a number");
        }
        return number;
    }

    private static BigDecimal numberOrNull(Object value) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigDecimal number) {
            return checked(number);
        }
        if (value instanceof BigInteger number) {
            return checked(new BigDecimal(number));
        }
        if (value instanceof String text && !text.isEmpty() && text.length() <= MOST_DIGITS) {
            try {
                return checked(new BigDecimal(text));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    /**
     * The result of a calculation, whole where it is meant to be and can be.
     *
     * @throws EvaluationException when it is too long
     */
    public static Object number(BigDecimal result, boolean whole) {
        checked(result);
        if (!whole) {
            return result;
        }
        try {
            BigInteger integer = result.toBigIntegerExact();
            return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
        } catch (ArithmeticException fraction) {
            return result;
        }
    }

    /** Whether a number is a whole one by its kind: 5 is, 5.00 is not. */
    static boolean isWhole(Object value) {
        return value instanceof Long
                || value instanceof BigInteger
                || value instanceof String && number(value).scale() <= 0;
    }

    /** A number such as 1E+999999999 is short, and fills the memory as soon as something is added. */
    private static BigDecimal checked(BigDecimal number) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new EvaluationException(
                    "number-too-long", "a number of more digits", "at most " + MOST_DIGITS + " digits");
        }
        return number;
    }

    /** Two texts one behind the other. */
    static String joined(String one, String other) {
        checkLength((long) one.length() + other.length());
        return one + other;
    }

    static void checkLength(long characters) {
        if (characters > LONGEST_TEXT) {
            throw new EvaluationException(
                    "text-too-long", "a text of " + characters + " characters", "at most " + LONGEST_TEXT);
        }
    }

    /** Whether two values are the same; a number and the text of the same number are. */
    static boolean equal(Object one, Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (one instanceof ContentType model && other instanceof ContentType another) {
            return model.application().equals(another.application())
                    && model.name().equals(another.name());
        }
        if (one instanceof String && other instanceof String || isMoment(one) && isMoment(other)) {
            return one.equals(other);
        }
        if (one instanceof Boolean || other instanceof Boolean) {
            return flag(one) != null && flag(one).equals(flag(other));
        }
        if (isMoment(one) || isMoment(other)) {
            return text(one).equals(text(other));
        }
        BigDecimal number = numberOrNull(one);
        BigDecimal another = numberOrNull(other);
        return number != null && another != null ? number.compareTo(another) == 0 : one.equals(other);
    }

    private static Boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return value instanceof Long number && (number == 0 || number == 1) ? number == 1 : null;
    }

    /**
     * The order of two values, neither of them null: numbers by size, texts by their characters, moments by time.
     *
     * @throws EvaluationException when they cannot be compared
     */
    public static int order(Object one, Object other) {
        if (one instanceof LocalDate date && other instanceof LocalDate another) {
            return date.compareTo(another);
        }
        if (one instanceof LocalTime time && other instanceof LocalTime another) {
            return time.compareTo(another);
        }
        if (one instanceof LocalDateTime moment && other instanceof LocalDateTime another) {
            return moment.compareTo(another);
        }
        boolean texts = one instanceof String && other instanceof String
                || isMoment(one) && other instanceof String
                || one instanceof String && isMoment(other);
        if (texts) {
            return text(one).compareTo(text(other));
        }
        BigDecimal number = numberOrNull(one);
        BigDecimal another = numberOrNull(other);
        if (number == null || another == null) {
            throw new EvaluationException(
                    "not-comparable", shown(one) + " and " + shown(other), "two numbers, two texts or two dates");
        }
        return number.compareTo(another);
    }

    private static boolean isMoment(Object value) {
        return value instanceof LocalDate || value instanceof LocalTime || value instanceof LocalDateTime;
    }

    /**
     * A value as a text.
     *
     * @param value not null
     * @throws EvaluationException when it has no single text
     */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal number) {
            return checked(number).toPlainString();
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate() + " " + TIME.format(moment);
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof ContentType model) {
            return model.model();
        }
        if (value instanceof Translations) {
            throw new EvaluationException(
                    "several-languages",
                    shown(value),
                    "a text in one language: language(column, 'de') gives one of them");
        }
        return value.toString().toLowerCase(Locale.ROOT);
    }

    /** A value for a message. */
    static String shown(Object value) {
        String text = value instanceof Translations translations
                ? "texts in " + String.join(", ", translations.texts().keySet())
                : value instanceof BigDecimal number ? number.toString() : text(value);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
