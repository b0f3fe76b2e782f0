package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Where somebody stood on a ladder.
 *
 * @param levels aspect code → level
 * @param stages aspect code → stage as it is stored
 */
public record Levels(Map<String, JsonNode> levels, Map<String, String> stages) {
    /** Nowhere yet. */
    public static final Levels NONE = new Levels(Map.of(), Map.of());
}
