package io.waybill.merlin.history;

import io.waybill.merlin.text.LadderNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A ladder as it will be in the target after this delivery.
 *
 * @param aspects by code
 */
public record Ladder(String code, Map<String, Aspect> aspects) {
    public Ladder {
        aspects = Collections.unmodifiableMap(new LinkedHashMap<>(aspects));
    }

    /**
     * An aspect and the range of its levels.
     *
     * @param lowest the lowest level; null when it has none yet
     * @param highest the highest; null when it has none yet
     */
    public record Aspect(String name, Integer lowest, Integer highest) {}

    /** What texts call it and its aspects. */
    LadderNames names() {
        Map<String, String> names = new LinkedHashMap<>();
        aspects.forEach((aspectCode, aspect) -> names.put(aspectCode, aspect.name));
        return new LadderNames(code, names);
    }
}
