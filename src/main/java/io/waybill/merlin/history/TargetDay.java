package io.waybill.merlin.history;

import java.util.List;

/** What the target has of one user's day, each list in the order in which it was made. */
public record TargetDay(
        List<TargetEvent> events,
        List<TargetSnapshot<Compensation>> compensations,
        List<TargetSnapshot<Seniority>> seniorities) {
    /** Nothing. */
    public static final TargetDay EMPTY = new TargetDay(List.of(), List.of(), List.of());

    public TargetDay {
        events = List.copyOf(events);
        compensations = List.copyOf(compensations);
        seniorities = List.copyOf(seniorities);
    }
}
