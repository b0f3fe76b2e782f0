package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import io.waybill.format.csv.DamagedText;
import java.util.function.Function;

/** The value of a cell, or why its text is not one. */
public sealed interface ParsedCell<T> {
    /**
     * A value.
     *
     * @param value never null
     */
    record Value<T>(T value) implements ParsedCell<T> {
        public Value {
            requireNonNull(value, "value");
        }
    }

    /**
     * Why a text is not a value.
     *
     * @param rule short stable name of the rule that was broken, kebab-case
     * @param expected what should be there, as a phrase
     * @param advice what to do, as a sentence; null when {@code expected} says enough
     */
    record Wrong<T>(String rule, String expected, String advice) implements ParsedCell<T> {
        public Wrong {
            requireNonNull(rule, "rule");
            requireNonNull(expected, "expected");
        }
    }

    /** A value. */
    static <T> ParsedCell<T> of(T value) {
        return new Value<>(value);
    }

    /** A text that is not a value. */
    static <T> ParsedCell<T> wrong(String rule, String expected) {
        return new Wrong<>(rule, expected, null);
    }

    /** A text that is not a value, with advice. */
    static <T> ParsedCell<T> wrong(String rule, String expected, String advice) {
        return new Wrong<>(rule, expected, advice);
    }

    /** A text that a spreadsheet or a program has put in the place of a value, with what to do. */
    static <T> ParsedCell<T> damaged(String advice) {
        return wrong(DamagedText.RULE, DamagedText.EXPECTED, advice);
    }

    /** Converts the value with a function that may refuse it in turn; what is wrong stays wrong. */
    default <R> ParsedCell<R> then(Function<T, ParsedCell<R>> next) {
        if (this instanceof Value<T> value) {
            return next.apply(value.value());
        }
        Wrong<T> wrong = (Wrong<T>) this;
        return new Wrong<>(wrong.rule(), wrong.expected(), wrong.advice());
    }
}
