package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.waybill.merlin.value.Average;
import io.waybill.merlin.value.WrittenText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The texts of the original import, byte for byte, with all that is wrong in them: demotions that read as promotions, float noise,
 * stages as somebody typed them, a band 24.5 that does not exist.
 */
public final class LegacyTexts implements SummaryTexts {
    private static final JsonNode ZERO = IntNode.valueOf(0);
    private static final double MISSING_BAND = 24.5;
    private static final double BAND_BELOW_IT = 24.0;
    private static final double SAME = 0.001;

    @Override
    public String text(EventType type, EventFacts facts, Map<String, String> aspects, Levels before) {
        if (type == null) {
            return ownText(facts);
        }
        return switch (type) {
            case PAY_CHANGE -> payChange(facts);
            case BONUS_PAYOUT -> bonus(facts);
            case MAPPING -> mapping(facts, aspects);
            case SENIORITY_CHANGE -> seniority(facts, aspects, before);
            case EVALUATION -> evaluation(facts, aspects);
            case NOTICE -> Phrases.NOTICE;
            case LADDER_CHANGED -> Phrases.LADDER_CHANGED;
            case TITLE_CHANGE, STOCK_GRANT -> ownText(facts);
        };
    }

    private static String ownText(EventFacts facts) {
        return facts.summaryText().isEmpty() ? Phrases.IMPORTED : facts.summaryText();
    }

    private static String payChange(EventFacts facts) {
        double change = facts.salaryChange() == null ? 0 : facts.salaryChange().doubleValue();
        if (change == 0) {
            return Phrases.PAY_PACKAGE;
        }
        String text = (change > 0 ? Phrases.PAY_RAISE : Phrases.PAY_CUT) + ": " + PythonText.of(change);
        if (facts.payBand() == null) {
            return text;
        }
        double band = facts.payBand().doubleValue();
        double former = band - change;
        if (Math.abs(former - MISSING_BAND) < SAME) {
            former = BAND_BELOW_IT;
        }
        return text + " (" + Phrases.FROM_TO.formatted(band(former), band(band)) + ")";
    }

    private static String band(double number) {
        return number == Math.rint(number)
                ? new BigDecimal(number).toBigInteger().toString()
                : PythonText.of(number);
    }

    private static String bonus(EventFacts facts) {
        return facts.bonus() != null && facts.bonus().signum() > 0
                ? Phrases.BONUS_OF.formatted(PythonText.of(facts.bonus().doubleValue()))
                : Phrases.BONUS;
    }

    private static String mapping(EventFacts facts, Map<String, String> aspects) {
        String text = Phrases.MAPPED_TO + " " + (facts.ladderName().isEmpty() ? Phrases.UNKNOWN : facts.ladderName());
        if (aspects == null || facts.levels().isEmpty()) {
            return text + " - " + Phrases.LEVEL + ": "
                    + (facts.overallScore() == null ? Phrases.NOT_SAID : score(facts));
        }
        List<String> lines = new ArrayList<>();
        lines.add(text);
        facts.levels().forEach((aspect, level) -> {
            String stage = WrittenText.withoutNonJoiners(facts.stages().getOrDefault(aspect, ""));
            lines.add(
                    levelLine(aspects, aspect, level) + (stage.isEmpty() ? "" : " - " + Phrases.RANGE + ": " + stage));
        });
        return String.join("\n", lines) + overall(facts);
    }

    private static String evaluation(EventFacts facts, Map<String, String> aspects) {
        if (facts.ladderName().isEmpty()
                && facts.overallScore() == null
                && facts.levels().isEmpty()) {
            return facts.performanceLabel().isEmpty() ? Phrases.EVALUATION : facts.performanceLabel();
        }
        String text =
                Phrases.EVALUATION + " - " + (facts.ladderName().isEmpty() ? Phrases.UNKNOWN : facts.ladderName());
        if (aspects == null || facts.levels().isEmpty()) {
            return facts.overallScore() == null ? text : text + " - " + Phrases.LEVEL + ": " + score(facts);
        }
        List<String> lines = new ArrayList<>();
        lines.add(text);
        facts.levels().forEach((aspect, level) -> lines.add(levelLine(aspects, aspect, level)));
        return String.join("\n", lines) + overall(facts);
    }

    private static String levelLine(Map<String, String> aspects, String aspect, JsonNode level) {
        return Phrases.ASPECT + " " + aspects.getOrDefault(aspect, aspect) + "، " + Phrases.LEVEL + ": "
                + PythonText.of(level);
    }

    private static String overall(EventFacts facts) {
        return facts.overallScore() == null ? "" : "\n\n" + Phrases.OVERALL_LEVEL + ": " + score(facts);
    }

    private static String score(EventFacts facts) {
        return PythonText.of(facts.overallScore().doubleValue());
    }

    private static String seniority(EventFacts facts, Map<String, String> aspects, Levels before) {
        if (facts.ladderCode().isEmpty() || facts.levels().isEmpty() || aspects == null) {
            return Phrases.SENIORITY;
        }
        List<String> lines = new ArrayList<>();
        facts.levels()
                .forEach((aspect, level) -> lines.add(Phrases.ASPECT + " " + aspects.getOrDefault(aspect, aspect) + "، "
                        + change(level, facts.stages().getOrDefault(aspect, ""), aspect, before)));
        String text = String.join("\n", lines);
        OptionalDouble was = Average.of(before.levels().values());
        OptionalDouble is = Average.of(facts.levels().values());
        return was.equals(is)
                ? text
                : text + "\n\n" + Phrases.OVERALL_LEVEL + ": " + Phrases.FROM_TO.formatted(average(was), average(is));
    }

    private static String change(JsonNode level, String stage, String aspect, Levels before) {
        JsonNode old = before.levels().getOrDefault(aspect, ZERO);
        if (old.isNull()) {
            old = ZERO;
        }
        String oldStage = WrittenText.withoutNonJoiners(before.stages().getOrDefault(aspect, ""));
        boolean stageChanged = !stage.isEmpty() && !stage.equals(oldStage);
        if (level.doubleValue() != old.doubleValue()) {
            return Phrases.PROMOTED.formatted(PythonText.of(old), PythonText.of(level))
                    + " (+" + PythonText.difference(level, old) + ")"
                    + (stage.isEmpty() ? "" : " - " + Phrases.RANGE + ": " + stage);
        }
        String same = Phrases.UNCHANGED + " " + Phrases.LEVEL + ": " + PythonText.of(old);
        String written = WrittenText.withoutNonJoiners(stage);
        if (stageChanged) {
            return same + " - " + Phrases.RANGE_CHANGED + " "
                    + Phrases.FROM_TO.formatted(Phrases.shortStage(oldStage), written);
        }
        return stage.isEmpty() ? same : same + " - " + Phrases.RANGE + ": " + written;
    }

    private static String average(OptionalDouble average) {
        return average.isEmpty() ? "0" : PythonText.of(average.getAsDouble());
    }
}
