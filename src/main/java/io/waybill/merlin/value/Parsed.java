package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/** What the text of a cell was understood as, or why it was not. */
public sealed interface Parsed<T> {
    /** @param value never null */
    record Value<T>(T value) implements Parsed<T> {
        public Value {
            requireNonNull(value, "value");
        }
    }

    /**
     * @param rule short stable name of the rule that was broken, kebab-case
     * @param expected what should stand there, as a phrase
     * @param advice what to do, as a sentence; null when the expectation says it all
     */
    record Wrong<T>(String rule, String expected, String advice) implements Parsed<T> {
        public Wrong {
            requireNonNull(rule, "rule");
            requireNonNull(expected, "expected");
        }
    }

    static <T> Parsed<T> of(T value) {
        return new Value<>(value);
    }

    static <T> Parsed<T> wrong(String rule, String expected) {
        return new Wrong<>(rule, expected, null);
    }

    static <T> Parsed<T> wrong(String rule, String expected, String advice) {
        return new Wrong<>(rule, expected, advice);
    }

    /** The same for a value made of this one, by something that may find it wrong in its turn. */
    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        if (this instanceof Value<T> value) {
            return next.apply(value.value());
        }
        Wrong<T> wrong = (Wrong<T>) this;
        return new Wrong<>(wrong.rule(), wrong.expected(), wrong.advice());
    }
}
