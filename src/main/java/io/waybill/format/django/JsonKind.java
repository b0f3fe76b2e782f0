package io.waybill.format.django;

/** The kinds of scanned values, as small numbers, because they are packed together with offsets. */
final class JsonKind {
    /** The key of a record that has none. */
    static final int MISSING = 0;
    /** A string of ASCII without escapes: its bytes are its characters. */
    static final int PLAIN = 1;
    /** A string with escapes or beyond ASCII. */
    static final int TEXT = 2;

    static final int INTEGER = 3;
    static final int DECIMAL = 4;
    static final int TRUE = 5;
    static final int FALSE = 6;
    static final int NULL = 7;
    static final int ARRAY = 8;
    static final int OBJECT = 9;
    /** NaN, Infinity, -Infinity: not JSON, but Python reads and writes them. */
    static final int NOT_FINITE = 10;

    private JsonKind() {}

    static boolean isString(int kind) {
        return kind == PLAIN || kind == TEXT;
    }
}
