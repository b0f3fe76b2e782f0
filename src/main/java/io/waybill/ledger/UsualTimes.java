package io.waybill.ledger;

import io.waybill.model.State;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long drops like one usually take, state by state.
 *
 * @param each state that a drop passes, and for how long it is in it; empty when nothing like it was dropped before
 */
public record UsualTimes(Map<State, Duration> each) {
    /** Nothing is known. */
    public static final UsualTimes NONE = new UsualTimes(Map.of());

    /** Less than this is no time. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    public UsualTimes {
        each = Map.copyOf(each);
    }

    /**
     * How much longer the whole drop takes.
     *
     * @param state that it is in
     * @param taken for how long
     * @param measured how much longer it stays in it, where that is measured
     * @return empty where that is not known, as when it has been in its state for twice as long as is usual
     */
    public Optional<Duration> toGo(State state, Duration taken, Optional<Duration> measured) {
        Duration usual = each.get(state);
        if (usual == null
                || measured.isEmpty() && taken.compareTo(usual.multipliedBy(2).plus(LEAST)) > 0) {
            return Optional.empty();
        }
        Duration rest = usual.minus(taken);
        Duration here = measured.orElse(rest.isNegative() ? Duration.ZERO : rest);
        Duration all = each.entrySet().stream()
                .filter(later -> later.getKey().compareTo(state) > 0)
                .map(Map.Entry::getValue)
                .reduce(here, Duration::plus);
        return Optional.of(all).filter(known -> known.compareTo(LEAST) >= 0);
    }
}
