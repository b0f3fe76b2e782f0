package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a history row says about an event. Where it says nothing, texts are {@code ""} and other values are null.
 *
 * @param summaryText the text in the file itself
 * @param salaryChange in pay bands
 * @param payBand the band after the event
 * @param bonus in percent of the salary
 * @param overallScore the level over all aspects
 * @param levels aspect code → level, in file order; never null
 * @param stages aspect code → stage as it is written in the file; never null
 * @param performanceLabel the rating of the performance
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
        String performanceLabel) {}
