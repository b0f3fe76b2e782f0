package io.waybill.delivery;

/**
 * How a plan compares with the one of the same waybill that was reviewed before.
 *
 * @param fingerprint of the plan as it is now
 * @param earlier whether one was reviewed before
 * @param fresh how many changes were not in that one
 * @param gone how many changes of that one are no longer needed
 */
public record Review(String fingerprint, boolean earlier, long fresh, long gone) {
    /** Whether it is exactly the plan that was reviewed. */
    public boolean same() {
        return earlier && fresh == 0 && gone == 0;
    }
}
