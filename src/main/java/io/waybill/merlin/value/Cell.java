package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/** What a file wants of one value of the target: keep it, clear it, or set it. */
public sealed interface Cell<T> {
    /** The file does not have the column, or the cell is blank: whatever the target has is kept. */
    record Keep<T>() implements Cell<T> {}

    /** The cell holds the token that clears a value. */
    record Clear<T>() implements Cell<T> {}

    /** @param value never null */
    record Given<T>(T value) implements Cell<T> {
        public Given {
            requireNonNull(value, "value");
        }
    }

    static <T> Cell<T> keep() {
        return new Keep<>();
    }

    static <T> Cell<T> clear() {
        return new Clear<>();
    }

    static <T> Cell<T> given(T value) {
        return new Given<>(value);
    }

    default boolean isKeep() {
        return this instanceof Keep;
    }

    /** The given value; null when the cell gives none. */
    default T orNull() {
        return this instanceof Given<T> given ? given.value() : null;
    }

    /** The same of another type. */
    default <R> Cell<R> map(Function<T, R> change) {
        if (this instanceof Given<T> given) {
            return given(change.apply(given.value()));
        }
        return this instanceof Clear ? clear() : keep();
    }

    /**
     * The cell as one text, for a stage: null keeps, {@code ""} clears, anything else sets. A given value must not be the empty
     * text.
     */
    default String asText() {
        return this instanceof Given<T> given ? given.value().toString() : this instanceof Clear ? "" : null;
    }
}
