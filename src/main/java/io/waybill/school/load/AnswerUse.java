package io.waybill.school.load;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.match.RuleUse;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.school.source.Answers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells which kept answers have been used, and keeps those that a drop brings. */
public final class AnswerUse {
    private static final Map<String, String> WORDS = Map.of(
            "person", "who people are",
            "meaning", "what codes and numbers mean",
            "value", "what single values are",
            "left out", "what is left out");

    private AnswerUse() {}

    /**
     * Tells the waybill.
     *
     * @param export that was read with the answers
     */
    public static void tell(Answers answers, ReadExport export, Outcome outcome) {
        List<RuleUse> uses = answers.uses();
        outcome.used(uses);
        Map<String, Long> byKind = new LinkedHashMap<>();
        // The second cell of the key says what an answer is about.
        uses.forEach(use -> byKind.merge(use.key().get(1), (long) 1, Long::sum));
        if (!uses.isEmpty()) {
            outcome.notice(new Notice(
                    "kept-answers",
                    "Kept answers were used where the export says what cannot be used: "
                            + byKind.entrySet().stream()
                                    .map(each -> each.getValue() + " for " + WORDS.get(each.getKey()))
                                    .collect(Collectors.joining(", "))
                            + ". The page Rules lists them.",
                    uses.size()));
        }
        if (!export.given().isEmpty()) {
            outcome.mendable(
                    Answers.KIND, new MendableRows(Answers.KIND, Origin.DROP, List.of(), List.of(), export.given()));
        }
    }
}
