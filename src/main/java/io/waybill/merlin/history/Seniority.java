package io.waybill.merlin.history;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.text.Levels;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The content of a seniority snapshot.
 *
 * @param ladder its code; null when the snapshot has none
 * @param score the level over all aspects
 * @param levels aspect code → level
 * @param stages aspect code → stage as the target spells it
 */
public record Seniority(
        String ladder, String title, BigDecimal score, Map<String, JsonNode> levels, Map<String, String> stages) {
    public Seniority {
        requireNonNull(title, "title");
        requireNonNull(score, "score");
        requireNonNull(levels, "levels");
        requireNonNull(stages, "stages");
    }

    /** The levels and stages. */
    Levels asLevels() {
        return new Levels(levels, stages);
    }
}
