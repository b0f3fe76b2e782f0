package io.waybill.merlin.history;

import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.Levels;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One user's history, day by day from the first: what the rows of a drop add to what the target has. The order of the rows of a day
 * does not matter.
 */
public final class Timeline {
    private final HistoryRules rules;
    private final Map<String, Levels> levels = new HashMap<>();
    private BigDecimal band;

    /** A history without days. */
    public Timeline(HistoryRules rules) {
        this.rules = rules;
    }

    /**
     * Adds the next day about which the drop or the target has anything. Days are added in their order.
     *
     * @param rows of the drop, in any order
     * @param there what the target has about that day
     * @return one outcome for each row; new events in the order in which they are created
     */
    public List<EventOutcome> day(List<FileEvent> rows, TargetDay there) {
        return new DayMatch(rules, there).match(rows).run(this);
    }

    HistoryRules rules() {
        return rules;
    }

    /** The user's levels on a row's ladder before the current day. */
    Levels before(HistoryRow row) {
        return levels.getOrDefault(rules.ladderCode(row), Levels.NONE);
    }

    /** The pay band after the latest change of pay; null when it is unknown. */
    BigDecimal band() {
        return band;
    }

    /** A change of pay takes effect. */
    void pay(Compensation compensation) {
        band = compensation.band();
    }

    /**
     * Ends the day.
     *
     * @param seniorities the user's latest seniority on each ladder that had one on this day
     */
    void endDay(Map<String, Seniority> seniorities) {
        seniorities.forEach(
                (ladder, seniority) -> levels.put(ladder, new Levels(seniority.levels(), seniority.stages())));
    }
}
