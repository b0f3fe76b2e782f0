package io.waybill.lino.migration.expression;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text a name, a text without its quotes, a number, or a sign; empty at the end
 * @param offset where it begins in the expression, 0-based
 */
record Token(Kind kind, String text, int offset) {
    /** What a word is. */
    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        /** A name in double quotes, which is always that of a column. */
        QUOTED_NAME,
        SIGN,
        END
    }

    /** Whether it is this sign or reserved word. */
    boolean is(String word) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(word);
    }

    /** For messages. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text '" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
            default -> text;
        };
    }
}
