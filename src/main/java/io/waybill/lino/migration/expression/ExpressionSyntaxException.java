package io.waybill.lino.migration.expression;

import static java.util.Objects.requireNonNull;

/** An expression that cannot be understood. */
public final class ExpressionSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;
    private final String found;
    private final String expected;

    ExpressionSyntaxException(int offset, String found, String expected) {
        super("at character " + (offset + 1) + ": found " + found + ", expected " + expected);
        this.offset = offset;
        this.found = requireNonNull(found, "found");
        this.expected = requireNonNull(expected, "expected");
    }

    /** Where in the expression's text, 0-based. */
    public int offset() {
        return offset;
    }

    /** What stands there. */
    public String found() {
        return found;
    }

    /** What could stand there, as a phrase. */
    public String expected() {
        return expected;
    }
}
