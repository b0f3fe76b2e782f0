package io.waybill.desk.page;

import io.waybill.desk.http.UrlEncoded;
import io.waybill.reject.Cause;
import io.waybill.reject.Causes;
import io.waybill.reject.ChosenRows;
import io.waybill.reject.UndeliveredChoices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Open rejects, cause by cause.
 *
 * @param causes those of one page
 * @param referred what values of the first row of each refer to
 * @param chosen answers that are chosen and not delivered yet
 * @param waybill show only its rejects; null for all
 * @param text that is searched for; null for none
 * @param from number of causes on earlier pages
 * @param next the same for the next page; null when there is none
 */
record RejectsView(
        Causes causes, ReferredRows referred, List<ChosenRows> chosen, Long waybill, String text, long from, Long next)
        implements View {
    /** In per cent: from this score on a candidate may be ticked beforehand. */
    static final int SCORE = Preselection.SCORE;
    /** In per cent: how far ahead of all others it must be. */
    static final int LEAD = Preselection.LEAD;

    @Override
    public String template() {
        return "rejects.jte";
    }

    @Override
    public String title() {
        return "Rejects";
    }

    @Override
    public Section section() {
        return Section.REJECTS;
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
        page.put("chosen", chosen);
        return page;
    }

    /** What the form of a cause begins with; empty text when a person has to look. */
    static String ticked(Cause cause) {
        return Preselection.of(cause.first().row().candidates(), cause.standing(), cause.rows())
                .orElse("");
    }

    /** Says which answers a form is about, so that none is delivered that was chosen after the page was shown. */
    static String stamp(ChosenRows chosen) {
        return chosen.rows() + "-" + UndeliveredChoices.stamp(chosen.latest());
    }

    /** Whether a cause on this page may have a candidate that can be chosen together with others. */
    boolean bestOnPage() {
        return causes.page().stream()
                .filter(cause -> cause.chosen() == 0)
                .flatMap(cause -> cause.first().row().candidates().stream().limit(1))
                .anyMatch(best -> Math.round(best.score() * 100) >= BestView.SCORE);
    }

    boolean filtered() {
        return waybill != null || text != null;
    }

    /** Address of one of its causes. */
    String address(Cause cause) {
        return RejectView.address(cause.first().id(), waybill, 0);
    }

    String address(long page) {
        return address(waybill, text, page);
    }

    /** Address of all of them as a table for spreadsheets. */
    String csv() {
        return address("/rejects.csv", waybill, text, 0);
    }

    /** Address of a page of causes. */
    static String address(Long waybill, long from) {
        return address(waybill, null, from);
    }

    /** Address of a page of causes with a row that contains a text. */
    static String address(Long waybill, String text, long from) {
        return address("/rejects", waybill, text, from);
    }

    private static String address(String place, Long waybill, String text, long from) {
        StringJoiner query = new StringJoiner("&", place + "?", "").setEmptyValue(place);
        if (waybill != null) {
            query.add("waybill=" + waybill);
        }
        if (text != null) {
            query.add("text=" + UrlEncoded.encoded(text));
        }
        if (from > 0) {
            query.add("from=" + from);
        }
        return query.toString();
    }
}
