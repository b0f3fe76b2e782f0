package io.waybill.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts which kept answers and rules for paths have decided the rows of a drop. */
public final class RuleUses {
    private record Rule(String kind, List<String> key) {}

    private final Map<Rule, Long> rows = new LinkedHashMap<>();

    /** A kept answer decided a row. */
    public void answer(String kind, List<String> keyCells) {
        rows.merge(new Rule(kind, List.copyOf(keyCells)), 1L, Long::sum);
    }

    /** The rule for this old path decided a row. */
    public void path(String from) {
        answer(RuleUse.PATH_RULE, List.of(from));
    }

    /** What was counted. */
    public List<RuleUse> all() {
        List<RuleUse> all = new ArrayList<>();
        rows.forEach((rule, count) -> all.add(new RuleUse(rule.kind, rule.key, count)));
        return all;
    }
}
