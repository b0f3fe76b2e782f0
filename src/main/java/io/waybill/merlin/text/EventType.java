package io.waybill.merlin.text;

import io.waybill.merlin.value.MatchingKey;
import java.util.Arrays;
import java.util.Optional;

/** What a history event is, in the words of Merlin's own model. */
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

    /** The type that a text names, in capitals or not; empty when it names none. */
    public static Optional<EventType> of(String text) {
        String key = MatchingKey.of(text);
        return Arrays.stream(values())
                .filter(type -> MatchingKey.of(type.name()).equals(key))
                .findFirst();
    }
}
