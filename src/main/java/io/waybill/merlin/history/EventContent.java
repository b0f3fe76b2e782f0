package io.waybill.merlin.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of an event as one text, by which the same event is found in a file and in the target. Two events of one user and day
 * with the same content are one event. What is computed from other events is left out: the text, a band that is carried over.
 */
final class EventContent {
    private static final char BETWEEN = '\u001F';

    private EventContent() {}

    static String of(Event event) {
        return of(event.type(), event.compensation(), event.seniority(), event.fullText());
    }

    /**
     * The content of an event.
     *
     * @param compensation of the event; null for none
     * @param seniority of the event; null for none
     * @param text used only for an event without snapshot
     */
    static String of(EventType type, Compensation compensation, Seniority seniority, String text) {
        StringBuilder content = new StringBuilder(type.name());
        if (compensation != null) {
            add(content, type == EventType.PAY_CHANGE ? number(compensation.band()) : "");
            add(content, number(compensation.change()));
            add(content, number(compensation.bonus()));
        } else if (seniority != null) {
            add(content, seniority.ladder());
            add(content, seniority.title());
            add(content, number(seniority.score()));
            for (Map.Entry<String, JsonNode> level : new TreeMap<>(seniority.levels()).entrySet()) {
                add(content, level.getKey());
                add(
                        content,
                        level.getValue().isNumber()
                                ? number(level.getValue().decimalValue())
                                : level.getValue().toString());
            }
            for (Map.Entry<String, String> stage : new TreeMap<>(seniority.stages()).entrySet()) {
                add(content, stage.getKey());
                add(
                        content,
                        LevelStage.of(stage.getValue()).map(LevelStage::name).orElse(stage.getValue()));
            }
        } else {
            add(content, text);
        }
        return content.toString();
    }

    private static void add(StringBuilder content, String part) {
        content.append(BETWEEN).append(part);
    }

    private static String number(BigDecimal number) {
        return number == null
                ? ""
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
