package io.waybill.merlin.history;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.Ladder.Aspect;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.CorrectedTexts;
import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.text.LadderNames;
import io.waybill.merlin.text.LegacyTexts;
import io.waybill.merlin.text.Levels;
import io.waybill.merlin.text.ShortText;
import io.waybill.merlin.text.SummaryTexts;
import io.waybill.merlin.value.Average;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an event consists of, and what it must agree with; the same for all users of a drop. */
public final class HistoryRules {
    /** The rule of a refusal whose candidates are codes of ladders. */
    public static final String LADDER_NOT_FOUND = "ladder-not-found";

    private final MerlinConfig config;
    private final Ladders ladders;
    private final PayRules pay;
    private final boolean updateExisting;
    private final SummaryTexts texts;
    private final List<SummaryTexts> anyTexts;

    /**
     * @param ladders all of them, including those of the same batch
     * @param bands numbers of the pay bands that the target has
     * @param updateExisting whether an event of the target is changed to what a row says
     */
    public HistoryRules(MerlinConfig config, Ladders ladders, Collection<BigDecimal> bands, boolean updateExisting) {
        this.config = requireNonNull(config, "config");
        this.ladders = requireNonNull(ladders, "ladders");
        this.pay = new PayRules(config.cells().payBands(), bands);
        this.updateExisting = updateExisting;
        this.texts = config.summaries().texts(config.cells().payBands());
        this.anyTexts = List.of(
                texts, new LegacyTexts(), new CorrectedTexts(config.cells().payBands()));
    }

    /** What holds for changes of pay. */
    PayRules pay() {
        return pay;
    }

    boolean updateExisting() {
        return updateExisting;
    }

    /** The refusal of a row that names a ladder which does not exist; empty for other rows. */
    List<Refusal> unknownLadder(HistoryRow row) {
        String code = row.facts().ladderCode();
        return !row.type().hasLevels() || code.isEmpty() || ladders.find(code).isPresent()
                ? List.of()
                : List.of(new Refusal(
                        "ladder_code",
                        LADDER_NOT_FOUND,
                        code,
                        "the code of a ladder",
                        "Correct the code, or drop the ladder first."));
    }

    /** In what a row disagrees with the target, whatever comes before its event. */
    List<Refusal> disagreements(HistoryRow row) {
        List<Refusal> refusals = new ArrayList<>();
        if (row.type().hasLevels()) {
            ladders.find(row.facts().ladderCode()).ifPresent(ladder -> {
                row.facts().levels().forEach((code, level) -> checkLevel(refusals, ladder, code, level));
                row.stages().keySet().stream()
                        .filter(code -> !ladder.aspects().containsKey(code))
                        .forEach(code -> refusals.add(notOfLadder("aspect_stages_json", ladder, code)));
            });
        }
        if (row.type() == EventType.PAY_CHANGE) {
            pay.unknownBand(row.facts().payBand()).ifPresent(refusals::add);
        }
        return refusals;
    }

    private static void checkLevel(List<Refusal> refusals, Ladder ladder, String code, JsonNode level) {
        Aspect aspect = ladder.aspects().get(code);
        if (aspect == null) {
            refusals.add(notOfLadder("aspect_details_json", ladder, code));
        } else if (aspect.lowest() != null
                && (level.doubleValue() < aspect.lowest() || level.doubleValue() > aspect.highest())) {
            refusals.add(new Refusal(
                    "aspect_details_json",
                    "level-not-of-aspect",
                    level.asText(),
                    "a level of aspect " + code + ", from " + aspect.lowest() + " to " + aspect.highest(),
                    null));
        }
    }

    private static Refusal notOfLadder(String field, Ladder ladder, String code) {
        return new Refusal(
                field,
                "aspect-not-of-ladder",
                code,
                "aspects of ladder " + ladder.code() + ": "
                        + String.join(", ", ladder.aspects().keySet()),
                null);
    }

    /**
     * The event of a row.
     *
     * @param before the user's levels on the row's ladder before that day
     * @param band the pay band at that time; null when it is unknown
     */
    Event event(HistoryRow row, Levels before, BigDecimal band) {
        String text = text(texts, row, before);
        return new Event(
                row.type(),
                row.date(),
                ShortText.of(text, config.summaries().longest()),
                text,
                compensation(row, band),
                seniority(row));
    }

    /**
     * The summary of a change of seniority that the target has, once other levels come before it.
     *
     * @param seniority of the event
     * @param former levels before it, before the drop
     * @param before levels before it
     * @return the summary as it is when the levels make no difference; empty when they do, but nobody can say which, because no import wrote
     *     this text
     */
    Optional<WrittenSummary> summaryAfter(TargetEvent event, Seniority seniority, Levels former, Levels before) {
        WrittenSummary asItIs = new WrittenSummary(event.text(), event.fullText());
        Optional<Ladder> ladder = ladders.find(seniority.ladder());
        if (former.equals(before) || ladder.isEmpty() || seniority.levels().isEmpty()) {
            return Optional.of(asItIs);
        }
        LadderNames names = ladder.get().names();
        for (SummaryTexts wording : anyTexts) {
            Optional<String> text = wording.rewritten(event.fullText(), names, seniority.asLevels(), before);
            if (text.isPresent()) {
                return text.map(this::summary);
            }
        }
        return texts.isSame(names, seniority.asLevels(), former, before) ? Optional.of(asItIs) : Optional.empty();
    }

    private WrittenSummary summary(String text) {
        return new WrittenSummary(ShortText.of(text, config.summaries().longest()), text);
    }

    /** The event of a row without what is computed from other events, for comparing. */
    Event bare(HistoryRow row) {
        Compensation compensation = compensation(row, null);
        Seniority seniority = seniority(row);
        String text = compensation == null && seniority == null ? text(texts, row, Levels.NONE) : "";
        return new Event(
                row.type(),
                row.date(),
                ShortText.of(text, config.summaries().longest()),
                text,
                compensation,
                seniority);
    }

    /** All texts that Waybill or the original import may have written for the event of a row without snapshot. */
    List<String> possibleTexts(HistoryRow row) {
        return anyTexts.stream()
                .map(each -> ShortText.of(
                        text(each, row, Levels.NONE), config.summaries().longest()))
                .distinct()
                .toList();
    }

    /** The ladder is spelt as in the target, however the row spells it. */
    private String text(SummaryTexts wording, HistoryRow row, Levels before) {
        Ladder ladder = row.facts().ladderCode().isEmpty()
                ? null
                : ladders.find(row.facts().ladderCode()).orElse(null);
        return ladder == null
                ? wording.text(row.type(), row.facts(), null, before)
                : wording.text(row.type(), row.facts(), ladder.names(), before);
    }

    /**
     * The snapshot of pay of a row; null when it has none.
     *
     * @param band in which a bonus is paid; null when it is not known
     */
    Compensation compensation(HistoryRow row, BigDecimal band) {
        BigDecimal bonus =
                row.facts().bonus() == null ? BigDecimal.ZERO : row.facts().bonus();
        return switch (row.type()) {
            case PAY_CHANGE ->
                new Compensation(
                        row.facts().payBand(),
                        row.facts().salaryChange() == null
                                ? BigDecimal.ZERO
                                : row.facts().salaryChange(),
                        bonus);
            case BONUS_PAYOUT -> new Compensation(band, BigDecimal.ZERO, bonus);
            default -> null;
        };
    }

    /** The snapshot of seniority of a row whose ladder exists; null when it has none. */
    Seniority seniority(HistoryRow row) {
        if (!row.type().hasSeniority()) {
            return null;
        }
        EventFacts facts = row.facts();
        OptionalDouble mean = Average.of(facts.levels().values());
        Map<String, String> stages = new LinkedHashMap<>();
        row.stages().forEach((aspect, stage) -> stages.put(aspect, stage.stored()));
        return new Seniority(
                ladders.find(facts.ladderCode()).orElseThrow().code(),
                !facts.performanceLabel().isEmpty() ? facts.performanceLabel() : facts.ladderTitle(),
                facts.overallScore() != null ? facts.overallScore() : BigDecimal.valueOf(mean.orElse(0)),
                facts.levels(),
                stages);
    }
}
