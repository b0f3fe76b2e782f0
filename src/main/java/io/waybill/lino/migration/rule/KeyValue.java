package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.expression.EvaluationException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Keys as dumps have them: numbers, texts, and numbers that sites on MySQL write as texts. */
final class KeyValue {
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private KeyValue() {}

    /** The same for the number 12 and the text 12, and another one for the text 012; null for null. */
    static String text(Object key) {
        if (key == null) {
            return null;
        }
        return key instanceof BigDecimal number ? number.toPlainString() : key.toString();
    }

    /** Whether it is a whole number, or the text of one. */
    static boolean isNumber(Object key) {
        return key instanceof Long
                || key instanceof String text && NUMBER.matcher(text).matches();
    }

    /**
     * The number that a key is.
     *
     * @param key not null
     * @throws EvaluationException when it is none
     */
    static long number(Object key) {
        if (key instanceof Long number) {
            return number;
        }
        if (!isNumber(key)) {
            throw new EvaluationException("key-not-a-number", text(key), "a key that is a whole number");
        }
        return Long.parseLong((String) key);
    }

    /**
     * A key so much higher.
     *
     * @param key not null
     * @throws EvaluationException when it is no number, or becomes too large
     */
    static Object raised(Object key, long by) {
        long number = number(key);
        long raised = number + by;
        if (by > 0 == raised < number && by != 0) {
            throw new EvaluationException("key-too-large", text(key), "a key to which " + by + " can be added");
        }
        return raised;
    }

    /** A word of a step file as a value: a number where it is written as one. */
    static Object ofWord(String word) {
        return NUMBER.matcher(word).matches() ? (Object) Long.parseLong(word) : word;
    }
}
