package io.waybill.school.load;

import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.match.RuleUse;
import io.waybill.model.Tally.Origin;
import io.waybill.school.source.Answers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells which kept answers have been used, and keeps those that a drop brings. */
final class AnswerUse {
    private static final Map<String, String> WORDS = Map.of(
            "person", "who people are",
            "meaning", "what codes and numbers mean",
            "value", "what single values are",
            "left out", "what is left out");

    private final SchoolLoad load;

    AnswerUse(SchoolLoad load) {
        this.load = load;
    }

    void tell() {
        List<RuleUse> uses = load.answers().uses();
        load.outcome().used(uses);
        Map<String, Long> byKind = new LinkedHashMap<>();
        // The second cell of the key says what an answer is about.
        uses.forEach(use -> byKind.merge(use.key().get(1), (long) 1, Long::sum));
        load.notice(
                "kept-answers",
                uses.size(),
                "Kept answers were used where the export says what cannot be used: "
                        + byKind.entrySet().stream()
                                .map(each -> each.getValue() + " for " + WORDS.get(each.getKey()))
                                .collect(Collectors.joining(", "))
                        + ". The page Rules lists them.");
        if (!load.export().given().isEmpty()) {
            load.outcome()
                    .mendable(
                            Answers.KIND,
                            new MendableRows(
                                    Answers.KIND,
                                    Origin.DROP,
                                    List.of(),
                                    List.of(),
                                    load.export().given()));
        }
    }
}
