package io.waybill.merlin.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.format.JsonCheck;
import io.waybill.format.WrittenText;
import io.waybill.merlin.value.LevelStage;
import io.waybill.merlin.value.ParsedCell;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parses cells that hold a JSON object with a value for each aspect code. */
final class JsonCell {
    private static final String LEVELS = "a JSON object of aspect codes and levels such as {\"technical\": 3}";
    private static final String STAGES = "a JSON object of aspect codes and stages such as {\"technical\": \"EARLY\"}";

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The levels, in the order of the cell. */
    ParsedCell<Map<String, JsonNode>> levels(String cell) {
        return object(cell, LEVELS).then(object -> {
            Map<String, JsonNode> levels = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : object.properties()) {
                JsonNode level = each.getValue();
                if (!level.isNumber() || level.doubleValue() < 0 || Double.isInfinite(level.doubleValue())) {
                    return ParsedCell.wrong("not-a-level", "a number from 0 on as level of " + each.getKey());
                }
                if (each.getKey().isBlank()) {
                    return ParsedCell.wrong("not-an-aspect", "an aspect code before each level");
                }
                levels.put(each.getKey(), level);
            }
            return ParsedCell.of(levels);
        });
    }

    /** The stages as they are written, in the order of the cell; null and blank ones are left out. */
    ParsedCell<Map<String, String>> stages(String cell) {
        return object(cell, STAGES).then(object -> {
            Map<String, String> stages = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : object.properties()) {
                JsonNode stage = each.getValue();
                if (stage.isNull() || stage.isTextual() && stage.textValue().isBlank()) {
                    continue;
                }
                if (!stage.isTextual() || LevelStage.of(stage.textValue()).isEmpty()) {
                    return LadderRows.stage(stage.asText()).then(any -> ParsedCell.wrong("unknown-stage", STAGES));
                }
                stages.put(each.getKey(), stage.textValue());
            }
            return ParsedCell.of(stages);
        });
    }

    private ParsedCell<JsonNode> object(String cell, String expected) {
        try {
            JsonNode object = json.readTree(WrittenText.of(cell));
            if (hasUnstorableText(object)) {
                return ParsedCell.wrong("unstorable-character", "text without NUL (\\u0000) and halves of characters");
            }
            return object.isObject() ? ParsedCell.of(object) : ParsedCell.wrong("not-a-json-object", expected);
        } catch (JsonProcessingException e) {
            return ParsedCell.wrong(
                    "not-a-json-object",
                    expected,
                    JsonCheck.advice(cell).orElse("Look at character " + character(e) + " of the cell."));
        }
    }

    /** Whether a key or a text in it has a character that PostgreSQL cannot store: NUL, or half of a surrogate pair. */
    private static boolean hasUnstorableText(JsonNode node) {
        if (node.isTextual() && isUnstorable(node.textValue())) {
            return true;
        }
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (isUnstorable(each.getKey()) || hasUnstorableText(each.getValue())) {
                return true;
            }
        }
        for (JsonNode each : node) {
            if (hasUnstorableText(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnstorable(String text) {
        return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static int character(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
    }
}
