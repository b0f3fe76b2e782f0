package io.waybill.merlin.history;

import io.waybill.merlin.text.Levels;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Where a user stands at one time: the levels on each ladder, and the pay band. */
final class Standing {
    private final Map<String, Levels> levels;
    private BigDecimal band;
    private FileEvent payRow;

    Standing() {
        this(Map.of(), null, null);
    }

    private Standing(Map<String, Levels> levels, BigDecimal band, FileEvent payRow) {
        this.levels = new HashMap<>(levels);
        this.band = band;
        this.payRow = payRow;
    }

    Standing copy() {
        return new Standing(levels, band, payRow);
    }

    /** The levels on a ladder. */
    Levels levels(String ladder) {
        return levels.getOrDefault(ladder, Levels.NONE);
    }

    void seniority(Seniority seniority) {
        levels.put(seniority.ladder(), seniority.asLevels());
    }

    /** The pay band; null when it is not known. */
    BigDecimal band() {
        return band;
    }

    /** The row of the drop that the pay band comes from; null when the target had it. */
    FileEvent payRow() {
        return payRow;
    }

    /**
     * The pay band is another one from now on.
     *
     * @param next null when it is not known any more
     * @param row of the drop that says so; null when the target does
     */
    void pay(BigDecimal next, FileEvent row) {
        band = next;
        payRow = row;
    }

    /** A bonus, or whatever else says nothing of a change, was paid in a band. */
    void paidIn(BigDecimal paid) {
        if (paid != null && (band == null || paid.compareTo(band) != 0)) {
            pay(paid, null);
        }
    }
}
