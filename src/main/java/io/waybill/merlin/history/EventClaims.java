package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Which events of the target's day are those of rows; each is that of one row at most. */
final class EventClaims {
    private final TargetDay there;
    private final Set<TargetEvent> events;
    private final Set<TargetSnapshot<?>> free = new LinkedHashSet<>();

    EventClaims(TargetDay there) {
        this.there = there;
        this.events = new LinkedHashSet<>(there.events());
        there.compensations().stream().filter(each -> each.event() == null).forEach(free::add);
        there.seniorities().stream().filter(each -> each.event() == null).forEach(free::add);
    }

    /**
     * The event with this content, taken. An event without a snapshot that names it is known by one of the same day that names
     * none: the original import made them so.
     *
     * @param texts that an event without snapshots may have
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

    /** Events of a type that are nobody's yet. */
    List<TargetEvent> ofType(EventType type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }

    /** The snapshots that are an event's: those that name it, else those of its kind that name none and are nobody's yet. */
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
