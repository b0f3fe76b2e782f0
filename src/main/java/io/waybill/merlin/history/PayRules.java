package io.waybill.merlin.history;

import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What holds for changes of pay: each is to a band that exists, from the band before it. */
final class PayRules {
    private static final String BAND = "pay_band_number";
    private static final String NOT_ADDING_UP = "pay-bands-do-not-add-up";

    private final PayBands bands;
    private final Set<BigDecimal> known;

    /** @param known numbers of the pay bands that the target has */
    PayRules(PayBands bands, Collection<BigDecimal> known) {
        this.bands = bands;
        // Compared by value: 24 and 24.0 are the same band.
        this.known = new TreeSet<>(known);
    }

    PayChain chain() {
        return new PayChain(bands);
    }

    /**
     * The refusal of a band that the target lacks and that is not made; empty for other bands.
     *
     * @param band null when the row has none
     */
    Optional<Refusal> unknownBand(BigDecimal band) {
        return band == null || known.contains(band) || bands.isCreatable(band)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        BAND,
                        "pay-band-not-found",
                        plain(band),
                        "a band that the target has",
                        "Correct it, or widen pay-bands.creatable in merlin.yaml."));
    }

    /**
     * The refusal of a change of pay that does not start from the band before it; empty when it does.
     *
     * @param before null when it is not known
     */
    Optional<Refusal> misfit(Compensation change, BigDecimal before) {
        return isMisfit(change, before)
                ? Optional.of(new Refusal(
                        BAND,
                        NOT_ADDING_UP,
                        plain(change.band()),
                        "the band before, " + plain(before) + ", changed by " + plain(change.change()),
                        null))
                : Optional.empty();
    }

    /**
     * The refusal of a change of pay from whose band the next one of the target does not start.
     *
     * @param band to which the refused one leads
     * @param on the day of the next one
     */
    Refusal leadsAstray(BigDecimal band, Compensation next, LocalDate on) {
        return new Refusal(
                BAND,
                NOT_ADDING_UP,
                plain(band),
                plain(bands.before(next.band(), next.change())) + ", from which the next change of pay starts, that of "
                        + on,
                "Correct it, or drop it together with the changes of pay that are missing in between.");
    }

    /**
     * Whether a change of pay does not start from the band before it.
     *
     * @param before null when it is not known; then every change fits
     */
    boolean isMisfit(Compensation change, BigDecimal before) {
        return before != null
                && change.band() != null
                && change.change().signum() != 0
                && change.band().subtract(change.change()).compareTo(before) != 0
                && bands.before(change.band(), change.change()).compareTo(before) != 0;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
