package io.waybill.lino.dump;

import java.util.Map;

/** How the values of a column are written in a dump, by the type of the column. */
enum ValueForm {
    /** A text in quotes: texts, and whatever Django writes as its text. */
    TEXT,
    /** A whole number. */
    WHOLE,
    /** {@code True} or {@code False}. */
    TRUTH,
    /** {@code date(2019,2,28)}. */
    DATE,
    /** {@code time(9,30,0)}. */
    TIME,
    /** {@code dt(2019,2,28,9,30,0)}. */
    TIMESTAMP,
    /** Bytes, as text in base 64. */
    BYTES,
    /** A duration, as Django's text for it. */
    DURATION,
    /** The variable of a model: {@code contacts_Partner}. */
    CONTENT_TYPE;

    private static final Map<String, ValueForm> BY_TYPE = Map.of(
            "int2", WHOLE,
            "int4", WHOLE,
            "int8", WHOLE,
            "bool", TRUTH,
            "date", DATE,
            "time", TIME,
            "timestamp", TIMESTAMP,
            "timestamptz", TIMESTAMP,
            "bytea", BYTES,
            "interval", DURATION);

    /** @param typeName short name of the column's type, such as {@code varchar} */
    static ValueForm of(String typeName) {
        return BY_TYPE.getOrDefault(typeName, TEXT);
    }
}
