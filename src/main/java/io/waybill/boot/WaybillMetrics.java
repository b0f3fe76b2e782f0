package io.waybill.boot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.Tally;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this process has carried, as metrics: {@code waybill_ended} with feed and state, {@code waybill_records} with feed and
 * outcome, {@code waybill_duration} with feed, from claim to end.
 */
final class WaybillMetrics {
    private static final String FEED = "feed";

    private final MeterRegistry registry;

    /** @param feeds shown from the start, with zeros */
    WaybillMetrics(MeterRegistry registry, List<FeedName> feeds) {
        this.registry = registry;
        for (FeedName feed : feeds) {
            for (State state : State.values()) {
                if (state.terminal()) {
                    waybills(feed, state);
                }
            }
        }
    }

    /** Counts a waybill that has ended. */
    void ended(LedgerEntry page) {
        waybills(page.feed(), page.state()).increment();
        Timer.builder("waybill.duration")
                .description("From a drop's claim to its end")
                .tag(FEED, page.feed().toString())
                .register(registry)
                .record(Duration.between(page.times().claimedAt(), page.times().finishedAt()));
        if (page.state() == State.DELIVERED
                || page.state() == State.UNCHANGED && page.results().rejected() > 0) {
            page.results()
                    .counts()
                    .forEach(tally -> outcomes(tally)
                            .forEach((outcome, records) -> Counter.builder("waybill.records")
                                    .description("Records of delivered drops, by outcome")
                                    .tag(FEED, page.feed().toString())
                                    .tag("outcome", outcome)
                                    .register(registry)
                                    .increment(records)));
        }
    }

    private Counter waybills(FeedName feed, State state) {
        return Counter.builder("waybill.ended")
                .description("Drops that have ended")
                .tag(FEED, feed.toString())
                .tag("state", state.word())
                .register(registry);
    }

    private static Map<String, Long> outcomes(Tally tally) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        outcomes.put("inserted", tally.inserted());
        outcomes.put("updated", tally.updated());
        outcomes.put("retired", tally.retired());
        outcomes.put("deleted", tally.deletedByKey() + tally.removed());
        outcomes.put("unchanged", tally.unchanged());
        outcomes.put("filtered", tally.filtered());
        outcomes.put("rejected", tally.rejected());
        return outcomes;
    }
}
