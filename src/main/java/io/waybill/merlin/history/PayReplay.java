package io.waybill.merlin.history;

import io.waybill.merlin.history.EventOutcome.Followed;
import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.MatchedDay.Change;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.text.Levels;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Replays the changes of pay of a day, each from the band that the previous one led to, and then its bonuses. */
final class PayReplay {
    private final HistoryRules rules;
    private final FormerDay former;
    private final Standing standing;
    private final DayOutcomes outcomes;
    private final Moves moves = new Moves();

    PayReplay(HistoryRules rules, FormerDay former, Standing standing, DayOutcomes outcomes) {
        this.rules = rules;
        this.former = former;
        this.standing = standing;
        this.outcomes = outcomes;
    }

    void run(List<Change> changes, List<FileEvent> additions) {
        List<DayItem<Compensation>> items = DayItems.withRows(
                former.compensations(),
                changes,
                additions,
                EventType::hasCompensation,
                row -> rules.compensation(row, null));
        if (items.stream().allMatch(item -> item.row() == null) && isSame(former.band(), standing.band())) {
            items.forEach(this::replay);
        } else if (items.stream().allMatch(DayItem::imported)) {
            replayInOrder(items);
        } else {
            // The application has written some of them: their order stays, and new ones come last.
            items.stream().filter(item -> !item.isNew()).forEach(this::replay);
            replayInOrder(items.stream().filter(DayItem::isNew).toList());
        }
    }

    private void replayInOrder(List<DayItem<Compensation>> items) {
        rules.pay()
                .chain()
                .ordered(sorted(items, item -> !FormerDay.isBonus(item)), standing.band())
                .forEach(this::replay);
        sorted(items, FormerDay::isBonus).forEach(this::replay);
    }

    private static List<DayItem<Compensation>> sorted(
            List<DayItem<Compensation>> items, Predicate<DayItem<Compensation>> which) {
        return items.stream().filter(which).sorted(DayItem.BY_CONTENT).toList();
    }

    private void replay(DayItem<Compensation> item) {
        if (item.row() == null) {
            keep(item);
            return;
        }
        boolean isBonus = FormerDay.isBonus(item);
        Optional<Refusal> misfit = isBonus ? Optional.empty() : rules.pay().misfit(item.content(), standing.band());
        if (misfit.isPresent()) {
            outcomes.refused(item.row(), List.of(misfit.get()));
            if (!item.isNew()) {
                keep(item.asItWas());
            }
            return;
        }
        Event event = rules.event(item.row().row(), Levels.NONE, standing.band());
        outcomes.made(item.row(), item.event(), item.snapshot(), event, moves.isMoved(item));
        if (!isBonus) {
            standing.pay(event.compensation().band(), item.row());
        }
    }

    /** An item of the target, as it is. */
    private void keep(DayItem<Compensation> item) {
        boolean moved = moves.isMoved(item);
        if (FormerDay.isBonus(item)) {
            bonus(item, moved);
            return;
        }
        FileEvent before = standing.payRow();
        if (before != null && !former.wasMisfit(item) && rules.pay().isMisfit(item.content(), standing.band())) {
            outcomes.misfit(before, rules.pay().leadsAstray(standing.band(), item.content(), outcomes.date()));
        }
        standing.pay(item.content().band(), null);
        if (moved) {
            outcomes.follows(item, null, null, true);
        }
    }

    private void bonus(DayItem<Compensation> item, boolean moved) {
        BigDecimal paid = item.content().band();
        Followed.Band band = null;
        if (item.mayFollow(EventType.BONUS_PAYOUT)
                && !isSame(former.bandOf(item), standing.band())
                && !isSame(paid, standing.band())) {
            if (paid == null || isSame(paid, former.bandOf(item))) {
                paid = standing.band();
                band = new Followed.Band(paid);
            } else {
                outcomes.stays(item);
            }
        }
        standing.paidIn(paid);
        if (band != null || moved) {
            outcomes.follows(item, null, band, moved);
        }
    }

    private static boolean isSame(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }
}
