package io.waybill.merlin.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.waybill.merlin.Golden;
import io.waybill.merlin.value.LevelStage;
import io.waybill.merlin.value.NumberText;
import io.waybill.merlin.value.ParsedCell;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded text of the original comes out the same, byte for byte. */
class LegacyTextsTest {
    private static final Map<String, String> ASPECTS =
            Map.of("technical", "مهارت\u200Cهای فنی", "leadership", "رهبری", "delivery", "تحویل و تأثیر");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final LegacyTexts texts = new LegacyTexts();

    static Stream<JsonNode> payChanges() {
        return Golden.lines("pay_change_summary").stream();
    }

    @ParameterizedTest
    @MethodSource("payChanges")
    void payChangesReadAsTheyDid(JsonNode line) {
        EventFacts facts = facts(line);

        assertThat(texts.text(EventType.PAY_CHANGE, facts, null, Levels.NONE)).isEqualTo(summary(line));
    }

    static Stream<JsonNode> bonuses() {
        return Golden.lines("bonus_summary").stream();
    }

    @ParameterizedTest
    @MethodSource("bonuses")
    void bonusesReadAsTheyDid(JsonNode line) {
        assertThat(texts.text(EventType.BONUS_PAYOUT, facts(line), null, Levels.NONE))
                .isEqualTo(summary(line));
    }

    static Stream<JsonNode> mappingsAndEvaluations() {
        return Golden.lines("mapping_evaluation_summary").stream();
    }

    @ParameterizedTest
    @MethodSource("mappingsAndEvaluations")
    void mappingsAndEvaluationsReadAsTheyDid(JsonNode line) {
        EventType type = EventType.valueOf(line.get("event_type").textValue());

        assertThat(texts.text(type, facts(line), ladder(line), Levels.NONE)).isEqualTo(summary(line));
    }

    static Stream<JsonNode> seniorityChanges() {
        // Levels that are no numbers were an error; a row with them is refused before it has a text.
        return Golden.lines("seniority_summary").stream()
                .filter(line -> line.get("error").isNull());
    }

    @ParameterizedTest
    @MethodSource("seniorityChanges")
    void seniorityChangesReadAsTheyDid(JsonNode line) {
        Levels before = new Levels(levels(line.get("previous_details")), stages(line.get("previous_stages")));

        assertThat(texts.text(EventType.SENIORITY_CHANGE, facts(line), ladder(line), before))
                .isEqualTo(summary(line));
    }

    @ParameterizedTest
    @MethodSource("seniorityChanges")
    void aSeniorityChangeIsReadBackAndWrittenWithAnotherTimeBeforeIt(JsonNode line) {
        EventFacts facts = facts(line);
        LadderNames ladder = ladder(line);
        Map<String, String> stored = stored(facts.stages());
        if (ladder == null || facts.levels().isEmpty() || stored == null) {
            return;
        }
        // The target keeps neither the order of the aspects nor how the stages were spelt.
        Levels event = new Levels(new TreeMap<>(facts.levels()).descendingMap(), stored);
        Levels before = new Levels(levels(line.get("previous_details")), stages(line.get("previous_stages")));
        Levels other = new Levels(Map.of("technical", IntNode.valueOf(2)), Map.of("technical", "میانه\u200C سطح"));

        assertThat(texts.rewritten(summary(line), ladder, event, before)).contains(summary(line));
        for (Levels another : List.of(Levels.NONE, other)) {
            assertThat(texts.rewritten(summary(line), ladder, event, another))
                    .contains(texts.text(EventType.SENIORITY_CHANGE, facts, ladder, another));
        }
    }

    /** Stages as the target keeps them; null when a row with them is a reject, or when their non-joiners are lost in the text. */
    private static Map<String, String> stored(Map<String, String> stages) {
        Map<String, String> stored = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : stages.entrySet()) {
            if (each.getValue().isEmpty()) {
                continue;
            }
            Optional<LevelStage> stage = LevelStage.of(each.getValue());
            if (stage.isEmpty() || each.getValue().indexOf('\u200C') >= 0) {
                return null;
            }
            stored.put(each.getKey(), stage.get().stored());
        }
        return stored;
    }

    static Stream<JsonNode> others() {
        return Golden.lines("other_summary").stream();
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherEventsReadAsTheyDid(JsonNode line) {
        String name = line.get("event_type").textValue();
        EventType type = Stream.of(EventType.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);

        assertThat(texts.text(type, facts(line), null, Levels.NONE)).isEqualTo(summary(line));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1.0",
        "0.1,0.1",
        "-0.0,-0.0",
        "1e-5,1e-05",
        "0.0001,0.0001",
        "1e16,1e+16",
        "123456789012345.0,123456789012345.0",
        "1e15,1000000000000000.0",
        "0.30000000000000004,0.30000000000000004",
        "2e-3,0.002",
        "1.5e300,1.5e+300",
        "5e-324,5e-324",
        "2.2250738585072014e-308,2.2250738585072014e-308",
        "9007199254740993,9007199254740992.0",
        "2e23,2e+23"
    })
    void floatsArePrintedAsPythonDoes(double number, String printed) {
        assertThat(PythonText.of(number)).isEqualTo(printed);
    }

    private static String summary(JsonNode line) {
        return line.get("summary").textValue();
    }

    private static LadderNames ladder(JsonNode line) {
        String code = line.get("ladder_code").textValue();
        return code.equals("SOFT-v1") ? new LadderNames(code, ASPECTS) : null;
    }

    private static EventFacts facts(JsonNode line) {
        return new EventFacts(
                text(line, "summary_text"),
                number(line, "salary_change"),
                number(line, "pay_band_number"),
                number(line, "bonus_percentage"),
                text(line, "ladder_code"),
                text(line, "ladder_title"),
                number(line, "overall_score"),
                levels(parsed(line, "aspect_details_json")),
                stages(parsed(line, "aspect_stages_json")),
                text(line, "performance_label"));
    }

    private static String text(JsonNode line, String column) {
        return line.has(column) ? line.get(column).textValue().strip() : "";
    }

    /** As the original read it: underscores were allowed, and more digits than a double keeps. */
    private static BigDecimal number(JsonNode line, String column) {
        String cell = text(line, column).replaceAll("(?<=[0-9])_(?=[0-9])", "");
        if (cell.matches("[0-9]{16,}")) {
            return new BigDecimal(Double.parseDouble(cell));
        }
        return NumberText.decimal(cell) instanceof ParsedCell.Value<BigDecimal> value ? value.value() : null;
    }

    private static JsonNode parsed(JsonNode line, String column) {
        try {
            return text(line, column).isEmpty() ? null : JSON.readTree(text(line, column));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static Map<String, JsonNode> levels(JsonNode object) {
        Map<String, JsonNode> levels = new LinkedHashMap<>();
        if (object != null && object.isObject()) {
            object.properties().forEach(entry -> levels.put(entry.getKey(), entry.getValue()));
        }
        return levels;
    }

    private static Map<String, String> stages(JsonNode object) {
        Map<String, String> stages = new LinkedHashMap<>();
        if (object != null && object.isObject()) {
            object.properties()
                    .forEach(entry -> stages.put(
                            entry.getKey(),
                            entry.getValue().isNull() ? "" : entry.getValue().textValue()));
        }
        return stages;
    }
}
