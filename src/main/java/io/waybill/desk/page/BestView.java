package io.waybill.desk.page;

import io.waybill.match.Candidate;
import io.waybill.reject.Cause;
import io.waybill.reject.Causes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best candidates of causes for which nobody has chosen anything yet.
 *
 * @param causes those of one page
 * @param referred what their candidates refer to
 * @param waybill show only its rejects; null for all
 * @param from number of causes on earlier pages
 * @param next the same for the next page; null when there is none
 */
record BestView(Causes causes, ReferredRows referred, Long waybill, long from, Long next) implements View {
    /** In hundredths: candidates from this score on are shown. */
    static final int SCORE = 90;

    @Override
    public String template() {
        return "best.jte";
    }

    @Override
    public String title() {
        return "Best candidates";
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    @Override
    public String chapter() {
        return "desk#best-candidates";
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("rows", causes.rows());
        page.put("causes", causes.causes());
        page.put(
                "page",
                causes.page().stream()
                        .map(each -> RejectJson.cause(each, referred))
                        .toList());
        page.put("next", next);
        return page;
    }

    static Candidate best(Cause cause) {
        return cause.first().row().candidates().get(0);
    }

    /** The next best candidate; null when there is none. */
    static Candidate second(Cause cause) {
        List<Candidate> all = cause.first().row().candidates();
        return all.size() > 1 ? all.get(1) : null;
    }

    /** Whether another candidate is so close that a person has to look. */
    static boolean close(Cause cause) {
        return Preselection.close(cause.first().row().candidates());
    }

    /** What the form says of a cause that is ticked. */
    static String accepted(Cause cause) {
        return cause.first().id() + "=" + best(cause).value();
    }

    /** Address of all of them as a table for spreadsheets. */
    String csv() {
        return "/rejects/best.csv" + (waybill == null ? "" : "?waybill=" + waybill);
    }

    String address(long page) {
        return address(waybill, page);
    }

    /** Address of a page of them. */
    static String address(Long waybill, long from) {
        String query = (waybill == null ? "" : "&waybill=" + waybill) + (from == 0 ? "" : "&from=" + from);
        return "/rejects/best" + (query.isEmpty() ? "" : "?" + query.substring(1));
    }
}
