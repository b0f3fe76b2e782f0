package io.waybill.merlin.text;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a text calls a ladder and its aspects.
 *
 * @param code of the ladder, as the target spells it
 * @param aspects aspect code → name
 */
public record LadderNames(String code, Map<String, String> aspects) {
    public LadderNames {
        requireNonNull(code, "code");
        requireNonNull(aspects, "aspects");
    }

    String aspect(String aspectCode) {
        return aspects.getOrDefault(aspectCode, aspectCode);
    }
}
