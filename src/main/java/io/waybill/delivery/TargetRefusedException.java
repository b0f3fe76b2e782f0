package io.waybill.delivery;

/**
 * A rule of the target that could not be checked beforehand (a trigger, a constraint over columns that the drop lacks) refused
 * the rows; the transaction was rolled back. The message names the rule as the database does.
 */
public final class TargetRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param sentence what was refused, by which rule, and what to do */
    public TargetRefusedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
