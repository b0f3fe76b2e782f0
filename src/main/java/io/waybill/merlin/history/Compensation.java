package io.waybill.merlin.history;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * The content of a compensation snapshot.
 *
 * @param band number of the pay band; null when it is not known
 * @param change in pay bands
 * @param bonus in percent
 */
public record Compensation(BigDecimal band, BigDecimal change, BigDecimal bonus) {
    public Compensation {
        requireNonNull(change, "change");
        requireNonNull(bonus, "bonus");
    }
}
