package io.waybill.merlin.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A ladder as the target has it, or will have it after this delivery.
 *
 * @param aspects by code
 */
public record Ladder(String code, Map<String, Aspect> aspects) {
    public Ladder {
        aspects = Collections.unmodifiableMap(new LinkedHashMap<>(aspects));
    }

    /**
     * An aspect and the levels it has.
     *
     * @param lowest the lowest level; null when it has none yet
     * @param highest the highest; null when it has none yet
     */
    public record Aspect(String name, Integer lowest, Integer highest) {}

    /** Aspect code → name. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        aspects.forEach((code, aspect) -> names.put(code, aspect.name));
        return names;
    }
}
