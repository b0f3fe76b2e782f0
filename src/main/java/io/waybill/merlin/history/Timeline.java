package io.waybill.merlin.history;

import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.Levels;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One user's history, told day by day from the first one on: what the rows of a drop add to what the target has. The order of rows
 * does not matter: what several of one day lead to follows from what they say.
 */
public final class Timeline {
    private final HistoryRules rules;
    private final Map<String, Levels> levels = new HashMap<>();
    private BigDecimal band;

    public Timeline(HistoryRules rules) {
        this.rules = rules;
    }

    /**
     * The next day of which the drop or the target has anything; days are to be told in their order.
     *
     * @param rows of the drop, in any order
     * @param there what the target has of that day
     * @return one outcome a row; new events in the order in which they are to be made
     */
    public List<EventOutcome> day(List<FileEvent> rows, TargetDay there) {
        return new DayMatch(rules, there).match(rows).tell(this);
    }

    HistoryRules rules() {
        return rules;
    }

    /** Where the user stood on a row's ladder before the day that is being told. */
    Levels before(HistoryRow row) {
        return levels.getOrDefault(rules.ladderCode(row), Levels.NONE);
    }

    /** The pay band at the moment that is being told; null when it is not known. */
    BigDecimal band() {
        return band;
    }

    void paid(Compensation compensation) {
        band = compensation.band();
    }

    /** The day is over: where the user stands from now on. */
    void stands(Map<String, Seniority> seniorities) {
        seniorities.forEach(
                (ladder, seniority) -> levels.put(ladder, new Levels(seniority.levels(), seniority.stages())));
    }
}
