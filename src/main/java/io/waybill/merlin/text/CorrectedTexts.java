package io.waybill.merlin.text;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.value.Average;
import io.waybill.merlin.value.LevelStage;
import io.waybill.merlin.value.PayBands;
import io.waybill.merlin.value.WrittenText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The texts of the original import without what is wrong in them: a demotion is called one, numbers are printed as people write
 * them, stages by their label, and the former pay band is the one that the change leads from.
 */
public final class CorrectedTexts implements SummaryTexts {
    private static final BigDecimal NOTHING = BigDecimal.ZERO;

    private final PayBands bands;

    public CorrectedTexts(PayBands bands) {
        this.bands = requireNonNull(bands, "bands");
    }

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

    private String payChange(EventFacts facts) {
        BigDecimal change = facts.salaryChange() == null ? NOTHING : facts.salaryChange();
        if (change.signum() == 0) {
            return Phrases.PAY_PACKAGE;
        }
        String text = (change.signum() > 0 ? Phrases.PAY_RAISE : Phrases.PAY_CUT) + ": " + number(change.abs());
        return facts.payBand() == null
                ? text
                : text + " ("
                        + Phrases.FROM_TO.formatted(
                                number(bands.before(facts.payBand(), change)), number(facts.payBand()))
                        + ")";
    }

    private static String bonus(EventFacts facts) {
        return facts.bonus() != null && facts.bonus().signum() > 0
                ? Phrases.BONUS_OF.formatted(number(facts.bonus()))
                : Phrases.BONUS;
    }

    private static String mapping(EventFacts facts, Map<String, String> aspects) {
        String text = Phrases.MAPPED_TO + " " + name(facts);
        if (aspects == null || facts.levels().isEmpty()) {
            return text + " - " + Phrases.LEVEL + ": "
                    + (facts.overallScore() == null ? Phrases.NOT_SAID : number(facts.overallScore()));
        }
        return text + levels(facts, aspects) + overall(facts);
    }

    private static String evaluation(EventFacts facts, Map<String, String> aspects) {
        if (facts.ladderName().isEmpty()
                && facts.overallScore() == null
                && facts.levels().isEmpty()) {
            return facts.performanceLabel().isEmpty() ? Phrases.EVALUATION : facts.performanceLabel();
        }
        String text = Phrases.EVALUATION + " - " + name(facts);
        if (aspects == null || facts.levels().isEmpty()) {
            return facts.overallScore() == null
                    ? text
                    : text + " - " + Phrases.LEVEL + ": " + number(facts.overallScore());
        }
        return text + levels(facts, aspects) + overall(facts);
    }

    private static String name(EventFacts facts) {
        return facts.ladderName().isEmpty() ? Phrases.UNKNOWN : facts.ladderName();
    }

    private static String levels(EventFacts facts, Map<String, String> aspects) {
        StringBuilder lines = new StringBuilder();
        facts.levels().forEach((aspect, level) -> {
            String stage = label(facts.stages().get(aspect));
            lines.append("\n" + Phrases.ASPECT + " ")
                    .append(aspects.getOrDefault(aspect, aspect))
                    .append("، " + Phrases.LEVEL + ": ")
                    .append(number(level))
                    .append(stage.isEmpty() ? "" : " - " + Phrases.RANGE + ": " + stage);
        });
        return lines.toString();
    }

    private static String overall(EventFacts facts) {
        return facts.overallScore() == null ? "" : "\n\n" + Phrases.OVERALL_LEVEL + ": " + number(facts.overallScore());
    }

    private static String seniority(EventFacts facts, Map<String, String> aspects, Levels before) {
        if (facts.ladderCode().isEmpty() || facts.levels().isEmpty() || aspects == null) {
            return Phrases.SENIORITY;
        }
        List<String> lines = new ArrayList<>();
        facts.levels()
                .forEach((aspect, level) -> lines.add(Phrases.ASPECT + " " + aspects.getOrDefault(aspect, aspect) + "، "
                        + change(level, label(facts.stages().get(aspect)), aspect, before)));
        String text = String.join("\n", lines);
        OptionalDouble was = Average.of(before.levels().values());
        OptionalDouble is = Average.of(facts.levels().values());
        return was.equals(is)
                ? text
                : text + "\n\n" + Phrases.OVERALL_LEVEL + ": " + Phrases.FROM_TO.formatted(average(was), average(is));
    }

    private static String change(JsonNode level, String stage, String aspect, Levels before) {
        BigDecimal now = decimal(level);
        BigDecimal old =
                before.levels().containsKey(aspect) ? decimal(before.levels().get(aspect)) : NOTHING;
        BigDecimal difference = now.subtract(old);
        if (difference.signum() != 0) {
            return (difference.signum() > 0 ? Phrases.PROMOTED : Phrases.DEMOTED).formatted(number(old), number(now))
                    + (difference.signum() > 0 ? " (+" : " (") + number(difference) + ")"
                    + (stage.isEmpty() ? "" : " - " + Phrases.RANGE + ": " + stage);
        }
        String oldStage = label(before.stages().get(aspect));
        String same = Phrases.UNCHANGED + " " + Phrases.LEVEL + ": " + number(old);
        if (stage.isEmpty()) {
            return same;
        }
        return stage.equals(oldStage)
                ? same + " - " + Phrases.RANGE + ": " + stage
                : same + " - " + Phrases.RANGE_CHANGED + " "
                        + Phrases.FROM_TO.formatted(Phrases.shortStage(oldStage), stage);
    }

    /** A stage as people read it; {@code ""} for none. */
    private static String label(String stage) {
        return stage == null
                ? ""
                : LevelStage.of(stage).map(LevelStage::label).orElseGet(() -> WrittenText.withoutNonJoiners(stage));
    }

    private static BigDecimal decimal(JsonNode level) {
        return level.isNumber() ? level.decimalValue() : NOTHING;
    }

    private static String number(JsonNode level) {
        return number(decimal(level));
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String average(OptionalDouble average) {
        return average.isEmpty() ? "0" : number(BigDecimal.valueOf(average.getAsDouble()));
    }
}
