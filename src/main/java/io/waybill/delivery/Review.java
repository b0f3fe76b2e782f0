package io.waybill.delivery;

/**
 * A plan that was written down, beside the one of this waybill that people have reviewed before.
 *
 * @param fingerprint of the plan as it is now
 * @param earlier whether one was reviewed before
 * @param fresh changes that were not in it
 * @param gone changes that were in it and are not to be made any more
 */
public record Review(String fingerprint, boolean earlier, long fresh, long gone) {
    /** Whether it is the very plan that was reviewed. */
    public boolean same() {
        return earlier && fresh == 0 && gone == 0;
    }
}
