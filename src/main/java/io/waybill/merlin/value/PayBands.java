package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which pay bands there may be.
 *
 * @param step bands are multiples of it
 * @param missing multiples that are no bands
 * @param creatable the lowest and the highest band that is made when the target lacks it; null when none is
 */
public record PayBands(BigDecimal step, Set<BigDecimal> missing, Range creatable) {
    /**
     * @param lowest the least of them
     * @param highest the greatest
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
            throw new IllegalArgumentException("a step of " + step.toPlainString() + " leads nowhere");
        }
        for (BigDecimal band : missing) {
            if (band.remainder(step).signum() != 0) {
                throw new IllegalArgumentException(band.toPlainString() + " is no multiple of " + step.toPlainString());
            }
        }
        // By value: 24.5 and 24.50 are the same band.
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    /** Whether there may be such a band. */
    public boolean isBand(BigDecimal number) {
        return number.signum() >= 0 && number.remainder(step).signum() == 0 && !missing.contains(number);
    }

    /** Whether a change leads from band to band. */
    public boolean isChange(BigDecimal change) {
        return change.remainder(step).signum() == 0;
    }

    /** Whether a band that the target lacks is made. */
    public boolean isCreatable(BigDecimal band) {
        return creatable != null && band.compareTo(creatable.lowest) >= 0 && band.compareTo(creatable.highest) <= 0;
    }

    /** The band that a change led from; from one that is missing, the next in the same direction. */
    public BigDecimal before(BigDecimal band, BigDecimal change) {
        BigDecimal former = band.subtract(change);
        while (missing.contains(former)) {
            former = change.signum() > 0 ? former.subtract(step) : former.add(step);
        }
        return former;
    }
}
