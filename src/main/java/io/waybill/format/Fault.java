package io.waybill.format;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a drop, as an operator needs to know it: where, what was found, what was expected, what
 * to do.
 *
 * @param at its place in the file
 * @param record the record as people name it, e.g. {@code timetables.event 17}; null when it belongs to no record
 * @param field the field or column; null when it concerns the whole record or file
 * @param rule short stable name of the rule that was broken, kebab-case, e.g. {@code value-too-long}
 * @param found what was found, shortened; null when there is nothing to show
 * @param expected what was expected, as a phrase
 * @param advice what to do about it, as a sentence; null when the expectation says it all
 */
public record Fault(
        Position at, String record, String field, String rule, String found, String expected, String advice) {
    /** Values are cut to this many characters, so that a 400 KB cell does not drown its message. */
    private static final int LONGEST_VALUE = 120;

    public Fault {
        requireNonNull(at, "at");
        requireNonNull(rule, "rule");
        requireNonNull(expected, "expected");
        if (found != null && found.length() > LONGEST_VALUE) {
            found = found.substring(0, LONGEST_VALUE) + "… (" + found.length() + " characters)";
        }
    }

    /** A fault of the file itself, not of one of its records. */
    public static Fault ofFile(Position at, String rule, String found, String expected, String advice) {
        return new Fault(at, null, null, rule, found, expected, advice);
    }

    /** The whole fault on one line. */
    public String sentence() {
        StringBuilder text = new StringBuilder().append(visible(at.toString())).append(": ");
        if (record != null) {
            text.append(record).append(", ");
        }
        if (field != null) {
            text.append("field ").append(field).append(": ");
        }
        if (found != null) {
            text.append("found ").append(visible(found)).append(", ");
        }
        text.append("expected ").append(expected).append('.');
        if (advice != null) {
            text.append(' ').append(advice);
        }
        return text.toString();
    }

    /** The same for somebody who has just typed the value of an option, and so knows where it stands. */
    public String sentenceOfOption() {
        return field.replaceFirst("^option ", "") + ": found '" + found + "', expected " + expected + ".";
    }

    /** A text with its control characters, which would break the line or the terminal, as escapes. */
    public static String visible(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c) && !pairedAt(value, i)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean pairedAt(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
