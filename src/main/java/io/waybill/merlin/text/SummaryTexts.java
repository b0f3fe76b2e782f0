package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.waybill.merlin.value.Average;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Describes a history event for the people who read it. The lines are the same in all wordings; numbers, stages and moves differ. */
public abstract sealed class SummaryTexts permits LegacyTexts, CorrectedTexts {
    private static final JsonNode ZERO = IntNode.valueOf(0);

    SummaryTexts() {}

    /**
     * The whole text. {@link ShortText} cuts it to the length of the target's column.
     *
     * @param type null for one that Merlin's model does not have
     * @param ladder of the event; null when the target does not have it
     * @param before where the user stood on this ladder before the day of the event
     */
    public final String text(EventType type, EventFacts facts, LadderNames ladder, Levels before) {
        if (type == null) {
            return ownText(facts);
        }
        return switch (type) {
            case PAY_CHANGE -> payChange(facts);
            case BONUS_PAYOUT -> bonus(facts);
            case MAPPING -> mapping(facts, ladder);
            case SENIORITY_CHANGE -> seniority(facts, ladder, before);
            case EVALUATION -> evaluation(facts, ladder);
            case NOTICE -> Phrases.NOTICE;
            case LADDER_CHANGED -> Phrases.LADDER_CHANGED;
            case TITLE_CHANGE, STOCK_GRANT -> ownText(facts);
        };
    }

    /** A number as this wording prints it. */
    abstract String number(BigDecimal number);

    /** The level of an aspect as this wording prints it. */
    abstract String level(JsonNode level);

    /** By how much the pay changed, after the word that says whether it rose or fell. */
    abstract String amount(BigDecimal change);

    /** The pay bands from which and to which a change led. */
    abstract String bands(BigDecimal band, BigDecimal change);

    /** A stage as this wording prints it; {@code ""} for none. */
    abstract String stage(String written);

    /** A stage as this wording compares it with the former one, and prints it after a move. */
    abstract String comparedStage(String written);

    /** Whether the text of an evaluation names the stages of the aspects. */
    abstract boolean evaluationHasStages();

    /** The sentence about a move from one level to another; empty when the level is the same. */
    abstract Optional<String> move(JsonNode from, JsonNode to);

    /**
     * The text of a change of seniority with another time before it.
     *
     * @param text the whole text as it is
     * @param event levels and stages of the event itself, in any order
     * @param before where the user stood on this ladder before the day of the event
     * @return empty when this wording never gives such an event such a text, whatever was before
     */
    public final Optional<String> rewritten(String text, LadderNames ladder, Levels event, Levels before) {
        return new SeniorityReading(this, ladder, event).read(text).map(written -> seniority(written, ladder, before));
    }

    /** Whether the text of a change of seniority is the same after one time as after another. */
    public final boolean isSame(LadderNames ladder, Levels event, Levels one, Levels other) {
        return seniority(event, ladder, one).equals(seniority(event, ladder, other));
    }

    private static String ownText(EventFacts facts) {
        return facts.summaryText().isEmpty() ? Phrases.IMPORTED : facts.summaryText();
    }

    private String payChange(EventFacts facts) {
        BigDecimal change = facts.salaryChange() == null ? BigDecimal.ZERO : facts.salaryChange();
        if (change.signum() == 0) {
            return Phrases.PAY_PACKAGE;
        }
        String text = (change.signum() > 0 ? Phrases.PAY_RAISE : Phrases.PAY_CUT) + ": " + amount(change);
        return facts.payBand() == null ? text : text + " (" + bands(facts.payBand(), change) + ")";
    }

    private String bonus(EventFacts facts) {
        return facts.bonus() != null && facts.bonus().signum() > 0
                ? Phrases.BONUS_OF.formatted(number(facts.bonus()))
                : Phrases.BONUS;
    }

    private String mapping(EventFacts facts, LadderNames ladder) {
        String text = Phrases.MAPPED_TO + " " + shown(name(facts, ladder));
        if (ladder == null || facts.levels().isEmpty()) {
            return text + " - " + Phrases.LEVEL + ": "
                    + (facts.overallScore() == null ? Phrases.NOT_SAID : number(facts.overallScore()));
        }
        return text + levels(facts, ladder, true) + overall(facts);
    }

    private String evaluation(EventFacts facts, LadderNames ladder) {
        String name = name(facts, ladder);
        if (name.isEmpty() && facts.overallScore() == null && facts.levels().isEmpty()) {
            return facts.performanceLabel().isEmpty() ? Phrases.EVALUATION : facts.performanceLabel();
        }
        String text = Phrases.EVALUATION + " - " + shown(name);
        if (ladder == null || facts.levels().isEmpty()) {
            return facts.overallScore() == null
                    ? text
                    : text + " - " + Phrases.LEVEL + ": " + number(facts.overallScore());
        }
        return text + levels(facts, ladder, evaluationHasStages()) + overall(facts);
    }

    private static String name(EventFacts facts, LadderNames ladder) {
        if (!facts.ladderTitle().isEmpty()) {
            return facts.ladderTitle();
        }
        return ladder == null ? facts.ladderCode() : ladder.code();
    }

    private static String shown(String name) {
        return name.isEmpty() ? Phrases.UNKNOWN : name;
    }

    private String levels(EventFacts facts, LadderNames ladder, boolean withStages) {
        StringBuilder lines = new StringBuilder();
        facts.levels().forEach((aspect, level) -> {
            lines.append('\n')
                    .append(beginOfLine(ladder, aspect))
                    .append(Phrases.LEVEL + ": ")
                    .append(level(level));
            if (withStages) {
                lines.append(range(stage(facts.stages().getOrDefault(aspect, ""))));
            }
        });
        return lines.toString();
    }

    private String overall(EventFacts facts) {
        return facts.overallScore() == null ? "" : "\n\n" + Phrases.OVERALL_LEVEL + ": " + number(facts.overallScore());
    }

    private String seniority(EventFacts facts, LadderNames ladder, Levels before) {
        if (ladder == null || ladder.code().isEmpty() || facts.levels().isEmpty()) {
            return Phrases.SENIORITY;
        }
        return seniority(new Levels(facts.levels(), facts.stages()), ladder, before);
    }

    private String seniority(Levels event, LadderNames ladder, Levels before) {
        List<String> lines = new ArrayList<>();
        event.levels()
                .forEach((aspect, level) -> lines.add(beginOfLine(ladder, aspect)
                        + change(level, event.stages().getOrDefault(aspect, ""), aspect, before)));
        String text = String.join("\n", lines);
        OptionalDouble was = Average.of(before.levels().values());
        OptionalDouble is = Average.of(event.levels().values());
        return was.equals(is)
                ? text
                : text + "\n\n" + Phrases.OVERALL_LEVEL + ": " + Phrases.FROM_TO.formatted(average(was), average(is));
    }

    /** How a line about an aspect begins. */
    static String beginOfLine(LadderNames ladder, String aspect) {
        return Phrases.ASPECT + " " + ladder.aspect(aspect) + "، ";
    }

    private String change(JsonNode level, String written, String aspect, Levels before) {
        JsonNode known = before.levels().get(aspect);
        JsonNode old = known == null || known.isNull() ? ZERO : known;
        String compared = comparedStage(written);
        Optional<String> move = move(old, level);
        if (move.isPresent()) {
            return move.get() + range(compared);
        }
        String same = Phrases.UNCHANGED + " " + Phrases.LEVEL + ": " + level(old);
        String oldWritten = before.stages().get(aspect);
        String oldStage = stage(oldWritten == null ? "" : oldWritten);
        return compared.isEmpty() || compared.equals(oldStage)
                ? same + range(stage(written))
                : same + " - " + Phrases.RANGE_CHANGED + " "
                        + Phrases.FROM_TO.formatted(Phrases.shortStage(oldStage), stage(written));
    }

    private static String range(String stage) {
        return stage.isEmpty() ? "" : " - " + Phrases.RANGE + ": " + stage;
    }

    /** The mean of levels as this wording prints it. */
    final String average(OptionalDouble average) {
        return average.isEmpty() ? "0" : number(BigDecimal.valueOf(average.getAsDouble()));
    }
}
