package io.waybill.merlin.history;

import io.waybill.merlin.history.DayOutcomes.Misfit;
import io.waybill.merlin.history.EventOutcome.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One user's history, day by day from the first: what the rows of a drop add to what the target has, and what of the target follows from
 * that. The order of the rows of a day does not matter.
 *
 * <p>A change of pay that is new must lead to the next one of the target. Until that comes, the days since the new one are kept.
 */
public final class Timeline {
    private final HistoryRules rules;
    private final LocalDate lastPay;
    private final Standing former = new Standing();
    private final List<HistoryDay> open = new ArrayList<>();
    private final List<DayOutcome> outcomes = new ArrayList<>();
    private final Map<Long, Refusal> refused = new HashMap<>();
    private Standing standing = new Standing();
    private Standing beforeOpen;

    /**
     * A history without days.
     *
     * @param lastPay the day of the target's last change of pay; null when it has none
     */
    public Timeline(HistoryRules rules, LocalDate lastPay) {
        this.rules = rules;
        this.lastPay = lastPay;
    }

    /**
     * Adds the next day about which the drop or the target has anything. Days are added in their order.
     *
     * @param rows of the drop, in any order
     * @param there what the target has about that day
     * @return the days that are settled, in their order
     */
    public List<DayOutcome> day(LocalDate date, List<FileEvent> rows, TargetDay there) {
        boolean mayBeMisfit = lastPay != null && !date.isAfter(lastPay);
        if (mayBeMisfit && open.isEmpty()) {
            beforeOpen = standing.copy();
        }
        MatchedDay matched = new DayMatch(rules, there).match(rows);
        open.add(new HistoryDay(date, new FormerDay(rules, there, former), matched));
        Misfit misfit = replay(open.size() - 1);
        while (misfit != null) {
            refused.put(misfit.file().number(), misfit.why());
            outcomes.clear();
            standing = beforeOpen.copy();
            misfit = replay(0);
        }
        return mayBeMisfit && standing.payRow() != null ? List.of() : end();
    }

    /** Replays the open days from one on, up to the first row that the target does not fit. */
    private Misfit replay(int first) {
        for (HistoryDay day : open.subList(first, open.size())) {
            DayOutcomes replayed = new DayReplay(rules, day, refused).run(standing);
            if (replayed.misfit() != null) {
                return replayed.misfit();
            }
            outcomes.add(replayed.all());
        }
        return null;
    }

    /** The days that are not settled yet, when there are no more days. */
    public List<DayOutcome> end() {
        List<DayOutcome> settled = List.copyOf(outcomes);
        outcomes.clear();
        open.clear();
        refused.clear();
        return settled;
    }
}
