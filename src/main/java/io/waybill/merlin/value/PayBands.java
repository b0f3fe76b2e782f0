package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pay bands that may exist.
 *
 * @param step bands are multiples of it
 * @param missing multiples that are not bands
 * @param creatable the bands that are created when the target lacks them; null when none are
 */
public record PayBands(BigDecimal step, Set<BigDecimal> missing, Range creatable) {
    /**
     * A range of bands.
     *
     * @param lowest the first of them
     * @param highest the last of them
     */
    public record Range(BigDecimal lowest, BigDecimal highest) {
        public Range {
            requireNonNull(lowest, "lowest");
            requireNonNull(highest, "highest");
        }
    }

    public PayBands {
        requireNonNull(step, "step");
        if (step.signum() <= 0) {
            throw new IllegalArgumentException(
                    "found a step of " + step.toPlainString() + "; expected a number above 0");
        }
        for (BigDecimal band : missing) {
            if (band.remainder(step).signum() != 0) {
                throw new IllegalArgumentException(
                        band.toPlainString() + " is not a multiple of " + step.toPlainString());
            }
        }
        // By value: 24.5 and 24.50 are the same band.
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    /** Whether a number is a band. */
    public boolean isBand(BigDecimal number) {
        return number.signum() >= 0 && number.remainder(step).signum() == 0 && !missing.contains(number);
    }

    /** Whether a change of pay leads from one band to another. */
    public boolean isChange(BigDecimal change) {
        return change.remainder(step).signum() == 0;
    }

    /** Whether a band is created when the target lacks it. */
    public boolean isCreatable(BigDecimal band) {
        return creatable != null && band.compareTo(creatable.lowest) >= 0 && band.compareTo(creatable.highest) <= 0;
    }

    /** The band from which a change led to another one. Missing bands are stepped over. */
    public BigDecimal before(BigDecimal band, BigDecimal change) {
        BigDecimal former = band.subtract(change);
        while (missing.contains(former)) {
            former = change.signum() > 0 ? former.subtract(step) : former.add(step);
        }
        return former;
    }
}
