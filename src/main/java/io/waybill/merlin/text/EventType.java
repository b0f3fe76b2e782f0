package io.waybill.merlin.text;

import io.waybill.merlin.value.MatchingKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of history events, by the names in Merlin's own model. */
public enum EventType {
    MAPPING,
    SENIORITY_CHANGE,
    LADDER_CHANGED,
    EVALUATION,
    NOTICE,
    TITLE_CHANGE,
    STOCK_GRANT,
    PAY_CHANGE,
    BONUS_PAYOUT;

    private static final Map<String, EventType> BY_KEY = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(type -> MatchingKey.of(type.name()), type -> type));

    /** The type that a text names, however it is spelt; empty when it names none. */
    public static Optional<EventType> of(String text) {
        return Optional.ofNullable(BY_KEY.get(MatchingKey.of(text)));
    }

    /** Whether such an event has a snapshot of pay. */
    public boolean hasCompensation() {
        return this == PAY_CHANGE || this == BONUS_PAYOUT;
    }

    /** Whether such an event has a snapshot of seniority. */
    public boolean hasSeniority() {
        return this == MAPPING || this == SENIORITY_CHANGE;
    }

    /** Whether such an event has a snapshot. */
    public boolean hasSnapshot() {
        return hasCompensation() || hasSeniority();
    }

    /** Whether such an event says where somebody stands on a ladder. */
    public boolean hasLevels() {
        return this == MAPPING || this == SENIORITY_CHANGE || this == EVALUATION;
    }
}
