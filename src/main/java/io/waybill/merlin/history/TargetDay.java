package io.waybill.merlin.history;

import java.util.List;

/** What the target has about one user and day, each list in the order of creation. */
public record TargetDay(
        List<TargetEvent> events,
        List<TargetSnapshot<Compensation>> compensations,
        List<TargetSnapshot<Seniority>> seniorities) {
    /** A day without events and snapshots. */
    public static final TargetDay EMPTY = new TargetDay(List.of(), List.of(), List.of());

    public TargetDay {
        events = List.copyOf(events);
        compensations = List.copyOf(compensations);
        seniorities = List.copyOf(seniorities);
    }
}
