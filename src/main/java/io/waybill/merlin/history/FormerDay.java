package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;
import io.waybill.merlin.text.Levels;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A day as it was before the drop, and what it followed from then. */
final class FormerDay {

    private final List<DayItem<Compensation>> compensations;
    private final List<DayItem<Seniority>> seniorities;
    private final BigDecimal band;
    private final Map<String, Levels> levels = new HashMap<>();
    private final Map<Long, BigDecimal> bonusBands = new HashMap<>();
    private final Set<Long> misfits = new HashSet<>();

    /** @param standing of the user before that day; afterwards it is the one after it */
    FormerDay(HistoryRules rules, TargetDay there, Standing standing) {
        DayItems items = new DayItems(there);
        this.compensations = items.of(there.compensations(), EventType::hasCompensation);
        this.seniorities = items.of(there.seniorities(), EventType::hasSeniority);
        this.band = standing.band();
        for (DayItem<Seniority> item : seniorities) {
            String ladder = item.content().ladder();
            if (ladder != null) {
                levels.putIfAbsent(ladder, standing.levels(ladder));
            }
        }
        seniorities.stream()
                .map(DayItem::content)
                .filter(content -> content.ladder() != null)
                .forEach(standing::seniority);
        for (DayItem<Compensation> item : compensations) {
            if (isBonus(item)) {
                bonusBands.put(item.snapshot().id(), standing.band());
                standing.paidIn(item.content().band());
            } else {
                if (rules.pay().isMisfit(item.content(), standing.band())) {
                    misfits.add(item.snapshot().id());
                }
                standing.pay(item.content().band(), null);
            }
        }
    }

    /** Whether a snapshot of pay says nothing of a change. */
    static boolean isBonus(DayItem<Compensation> item) {
        return item.type() == EventType.BONUS_PAYOUT
                || item.type() == null
                        && item.content().change().signum() == 0
                        && item.content().bonus().signum() > 0;
    }

    List<DayItem<Compensation>> compensations() {
        return compensations;
    }

    List<DayItem<Seniority>> seniorities() {
        return seniorities;
    }

    /** The pay band before the day; null when it was not known. */
    BigDecimal band() {
        return band;
    }

    /** The levels on a ladder before the day. */
    Levels levels(String ladder) {
        return levels.getOrDefault(ladder, Levels.NONE);
    }

    /** The pay band that a bonus of the target followed from. */
    BigDecimal bandOf(DayItem<Compensation> bonus) {
        return bonusBands.get(bonus.snapshot().id());
    }

    /** Whether a change of pay in the target started from another band than the one before it. */
    boolean wasMisfit(DayItem<Compensation> pay) {
        return misfits.contains(pay.snapshot().id());
    }
}
