package io.waybill.desk.page;

import io.waybill.reject.ListedReject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping rule before it is saved.
 *
 * @param reject for which it was written
 * @param file that it is saved in
 * @param from old path prefix
 * @param to new one; empty at first
 * @param rows how many open rejects it would solve; null when not counted yet
 * @param there whether there is something at the new path
 * @param warnings what else people should know before they save it
 * @param complaint why it cannot be saved, where that is not because there is nothing at the new path; empty when it can
 */
record RuleView(
        ListedReject reject,
        String file,
        String from,
        String to,
        Long rows,
        boolean there,
        List<String> warnings,
        String complaint)
        implements View {
    /** Whether it may be saved now. */
    boolean savable() {
        return rows != null && there && complaint.isEmpty();
    }

    @Override
    public String template() {
        return "rule.jte";
    }

    @Override
    public String title() {
        return "A mapping rule";
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
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("from", from);
        rule.put("to", to);
        rule.put("rows", rows);
        rule.put("there", rows == null ? null : there);
        rule.put("warnings", warnings);
        return rule;
    }
}
