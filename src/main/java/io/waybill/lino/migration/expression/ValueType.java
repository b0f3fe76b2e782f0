package io.waybill.lino.migration.expression;

/** What an expression gives, as far as its text says. A column can hold anything, so most of it is known only with the row. */
public enum ValueType {
    ANY("a value"),
    NULL("null"),
    BOOLEAN("true or false"),
    NUMBER("a number"),
    TEXT("a text"),
    DATE("a date"),
    TIME("a time"),
    TIMESTAMP("a point in time"),
    MODEL("a model");

    private final String phrase;

    ValueType(String phrase) {
        this.phrase = phrase;
    }

    /** For messages, with its article. */
    public String phrase() {
        return phrase;
    }

    /** Whether a value of this type can be one of another type: what is not known can be anything. */
    boolean canBe(ValueType other) {
        return this == other || this == ANY || this == NULL || other == ANY;
    }

    /** The type of something that is either of two. */
    ValueType or(ValueType other) {
        if (this == other || other == NULL) {
            return this;
        }
        return this == NULL ? other : ANY;
    }
}
