package io.waybill.lino.migration.expression;

import static java.util.Objects.requireNonNull;

/** The values of a row for which an expression has no value, such as a division by zero: the row is refused, not the dump. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String rule;
    private final String found;
    private final String expected;

    /**
     * @param rule short stable name of what is broken, such as {@code division-by-zero}
     * @param found the value or values
     * @param expected what was expected, as a phrase
     */
    public EvaluationException(String rule, String found, String expected) {
        // One is thrown for each refused row, and nobody looks at where.
        super(expected, null, false, false);
        this.rule = requireNonNull(rule, "rule");
        this.found = requireNonNull(found, "found");
        this.expected = requireNonNull(expected, "expected");
    }

    /** This one, with the column that has no value because of it. */
    public EvaluationException of(String column) {
        return new EvaluationException(rule, found, expected + ", for the column " + column);
    }

    /** Short stable name of what is broken. */
    public String rule() {
        return rule;
    }

    /** The value or values. */
    public String found() {
        return found;
    }

    /** What was expected, as a phrase. */
    public String expected() {
        return expected;
    }
}
