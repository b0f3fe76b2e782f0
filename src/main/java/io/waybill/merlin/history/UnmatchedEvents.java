package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The target's events of a day that no row has been matched with yet; an event matches one row at most. */
final class UnmatchedEvents {
    private final TargetDay there;
    private final Set<TargetEvent> events;
    private final Set<TargetSnapshot<?>> free = new LinkedHashSet<>();

    UnmatchedEvents(TargetDay there) {
        this.there = there;
        this.events = new LinkedHashSet<>(there.events());
        there.compensations().stream().filter(each -> each.event() == null).forEach(free::add);
        there.seniorities().stream().filter(each -> each.event() == null).forEach(free::add);
    }

    /**
     * Finds the event with this content and takes it out. When no snapshot names an event as its source, a snapshot of the same day that
     * names none is taken as its own: this is how the original import stored them.
     *
     * @param texts that an event without snapshots may have in the target
     * @return null when there is none
     */
    TargetEvent take(Event event, Supplier<List<String>> texts) {
        if (events.isEmpty()) {
            return null;
        }
        String content = EventContent.of(event);
        for (TargetEvent known : ofType(event.type())) {
            boolean same = hasSnapshot(event)
                    ? own(known).stream()
                            .anyMatch(snapshot -> content(known, snapshot).equals(content))
                    : texts.get().contains(known.text());
            if (same) {
                events.remove(known);
                return known;
            }
        }
        if (hasSnapshot(event)) {
            for (TargetSnapshot<?> snapshot : free) {
                for (TargetEvent known : ofType(event.type())) {
                    if (own(known).isEmpty() && content(known, snapshot).equals(content)) {
                        events.remove(known);
                        free.remove(snapshot);
                        return known;
                    }
                }
            }
        }
        return null;
    }

    /** The remaining events of a type. */
    List<TargetEvent> ofType(EventType type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }

    /** The snapshots of an event: those that name it, otherwise the remaining ones of its kind that name no event. */
    List<TargetSnapshot<?>> snapshots(TargetEvent event) {
        List<TargetSnapshot<?>> own = own(event);
        return own.isEmpty()
                ? free.stream().filter(each -> isOfKind(event.type(), each)).toList()
                : own;
    }

    private List<TargetSnapshot<?>> own(TargetEvent event) {
        List<TargetSnapshot<?>> own = new ArrayList<>();
        there.compensations().stream()
                .filter(each -> Objects.equals(each.event(), event.id()))
                .forEach(own::add);
        there.seniorities().stream()
                .filter(each -> Objects.equals(each.event(), event.id()))
                .forEach(own::add);
        return own;
    }

    private static boolean hasSnapshot(Event event) {
        return event.compensation() != null || event.seniority() != null;
    }

    private static boolean isOfKind(EventType type, TargetSnapshot<?> snapshot) {
        return switch (type) {
            case PAY_CHANGE, BONUS_PAYOUT -> snapshot.content() instanceof Compensation;
            case MAPPING, SENIORITY_CHANGE -> snapshot.content() instanceof Seniority;
            default -> false;
        };
    }

    private static String content(TargetEvent event, TargetSnapshot<?> snapshot) {
        return EventContent.of(
                event.type(),
                snapshot.content() instanceof Compensation compensation ? compensation : null,
                snapshot.content() instanceof Seniority seniority ? seniority : null,
                event.text());
    }
}
