package io.waybill.merlin.row;

import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.Average;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.LevelStage;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A row of a history file: an event in somebody's history.
 *
 * @param user whose history it is
 * @param date on which it took effect
 * @param facts what the row says about it
 * @param stages aspect code → stage
 */
public record HistoryRow(Email user, EventType type, LocalDate date, EventFacts facts, Map<String, LevelStage> stages) {
    /** However the mean is rounded to one decimal, and whatever binary numbers add to that. */
    private static final double HALF_A_DIGIT = 0.05 + 1e-9;

    /**
     * Whether the overall score in the file differs from the mean of the levels, however that is rounded to one decimal. False for an event
     * that is not about levels.
     */
    public boolean scoreDisagrees() {
        if (!type.hasLevels()) {
            return false;
        }
        OptionalDouble mean = Average.exact(facts.levels().values());
        return facts.overallScore() != null
                && mean.isPresent()
                && Math.abs(facts.overallScore().doubleValue() - mean.getAsDouble()) > HALF_A_DIGIT;
    }
}
