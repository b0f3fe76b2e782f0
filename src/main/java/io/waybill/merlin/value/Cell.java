package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/** What a cell does to one value of the target: keeps it, clears it, or sets it. */
public sealed interface Cell<T> {
    /** The file does not have the column, or the cell is blank: the target's value is kept. */
    record Keep<T>() implements Cell<T> {}

    /** The cell holds the token that clears a value. */
    record Clear<T>() implements Cell<T> {}

    /** @param value never null */
    record Given<T>(T value) implements Cell<T> {
        public Given {
            requireNonNull(value, "value");
        }
    }

    /** A cell that keeps the target's value. */
    static <T> Cell<T> keep() {
        return new Keep<>();
    }

    /** A cell that clears the target's value. */
    static <T> Cell<T> clear() {
        return new Clear<>();
    }

    /** A cell that sets the target's value. */
    static <T> Cell<T> given(T value) {
        return new Given<>(value);
    }

    /** Whether it keeps the target's value. */
    default boolean isKeep() {
        return this instanceof Keep;
    }

    /** The value that it sets; null when it sets none. */
    default T orNull() {
        return this instanceof Given<T> given ? given.value() : null;
    }

    /** The same with a converted value. */
    default <R> Cell<R> map(Function<T, R> change) {
        if (this instanceof Given<T> given) {
            return given(change.apply(given.value()));
        }
        return this instanceof Clear ? clear() : keep();
    }

    /**
     * The cell as one text, for a working table: null keeps, {@code ""} clears, anything else sets. A value must not be the
     * empty text.
     */
    default String asText() {
        return this instanceof Given<T> given ? given.value().toString() : this instanceof Clear ? "" : null;
    }
}
