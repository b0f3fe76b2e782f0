package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a history row says of an event. Texts are {@code ""} and everything else is null where it says nothing.
 *
 * @param summaryText the text that the file brings along
 * @param salaryChange in pay bands
 * @param payBand the band after the event
 * @param bonus in percent of the salary
 * @param overallScore the level over all aspects
 * @param levels aspect code → level, in file order; never null
 * @param stages aspect code → stage as it is written in the file; never null
 * @param performanceLabel how the performance was called
 */
public record EventFacts(
        String summaryText,
        BigDecimal salaryChange,
        BigDecimal payBand,
        BigDecimal bonus,
        String ladderCode,
        String ladderTitle,
        BigDecimal overallScore,
        Map<String, JsonNode> levels,
        Map<String, String> stages,
        String performanceLabel) {
    /** The same of a ladder whose code is spelt so. */
    public EventFacts withLadderCode(String code) {
        return new EventFacts(
                summaryText,
                salaryChange,
                payBand,
                bonus,
                code,
                ladderTitle,
                overallScore,
                levels,
                stages,
                performanceLabel);
    }

    /** What a text calls the ladder. */
    String ladderName() {
        return !ladderTitle.isEmpty() ? ladderTitle : ladderCode;
    }
}
