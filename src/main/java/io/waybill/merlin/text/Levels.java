package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Somebody's levels on a ladder at one time.
 *
 * @param levels aspect code → level
 * @param stages aspect code → stage as it is stored
 */
public record Levels(Map<String, JsonNode> levels, Map<String, String> stages) {
    /** No levels yet. */
    public static final Levels NONE = new Levels(Map.of(), Map.of());
}
