package io.waybill.desk.page;

import io.waybill.desk.http.UrlEncoded;
import io.waybill.match.KeptAnswers;
import io.waybill.match.PathRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What people have said once and Waybill goes by since.
 *
 * @param systems that have rules for paths
 * @param kept a page of kept answers
 * @param text that is searched for among kept answers; null for none
 * @param from number of kept answers on earlier pages
 * @param next the same for the next page; null when there is none
 */
record RulesView(List<OfSystem> systems, KeptAnswers.Page kept, String text, long from, Long next) implements View {
    /**
     * A system's rules for paths.
     *
     * @param file that they are in
     */
    record OfSystem(String system, String file, List<Rule> rules) {}

    /**
     * A rule for paths.
     *
     * @param effect what it has done; empty for nothing yet
     * @param there whether there is something where it leads
     * @param overlaps how it and others get into each other's way
     */
    record Rule(PathRule rule, Optional<KeptAnswers.Effect> effect, boolean there, List<String> overlaps) {}

    @Override
    public String template() {
        return "rules.jte";
    }

    @Override
    public String title() {
        return "Rules";
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    @Override
    public String chapter() {
        return "desk#rules";
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(
                "pathRules",
                systems.stream()
                        .flatMap(system -> system.rules().stream().map(rule -> json(system, rule)))
                        .toList());
        page.put("answers", kept.answers());
        page.put("all", kept.all());
        page.put("next", next);
        return page;
    }

    private static Map<String, Object> json(OfSystem system, Rule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("system", system.system());
        json.put("from", rule.rule().from());
        json.put("to", rule.rule().to());
        json.put("by", rule.rule().by());
        json.put("on", rule.rule().on());
        json.put("rows", rule.effect().map(KeptAnswers.Effect::rows).orElse(0L));
        json.put("there", rule.there());
        json.put("overlaps", rule.overlaps());
        return json;
    }

    /** Whether there is anything to take along as a table. */
    boolean any() {
        return !kept.answers().isEmpty()
                || systems.stream().anyMatch(system -> !system.rules().isEmpty());
    }

    /** Address of all of them as a table for spreadsheets. */
    String csv() {
        return "/rules.csv" + (text == null ? "" : "?text=" + UrlEncoded.encoded(text));
    }

    String address(long page) {
        return address(text, page);
    }

    /** Address of a page of kept answers that have a text. */
    static String address(String text, long from) {
        StringJoiner query = new StringJoiner("&", "/rules?", "").setEmptyValue("/rules");
        if (text != null) {
            query.add("text=" + UrlEncoded.encoded(text));
        }
        if (from > 0) {
            query.add("from=" + from);
        }
        return query.toString();
    }
}
