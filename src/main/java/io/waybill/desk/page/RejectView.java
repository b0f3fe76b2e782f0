package io.waybill.desk.page;

import io.waybill.match.ReferenceEntry;
import io.waybill.reject.AlikeRejects;
import io.waybill.reject.ListedReject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * One reject, and the open ones with the same cause.
 *
 * @param reject the one that the address names
 * @param referred what values of all of these refer to
 * @param alike a page of the open rejects with its cause, itself among them; none when it is closed
 * @param waybill show only its rejects; null for all
 * @param limit how many on a page
 * @param canLookUp whether there is a reference to search
 * @param canRename whether a mapping rule may solve them
 * @param soughtText that was searched for in the reference; null for none
 * @param found in the reference
 */
record RejectView(
        ListedReject reject,
        ReferredRows referred,
        AlikeRejects alike,
        Long waybill,
        int limit,
        boolean canLookUp,
        boolean canRename,
        String soughtText,
        List<ReferenceEntry> found)
        implements View {
    @Override
    public String template() {
        return "reject.jte";
    }

    @Override
    public String title() {
        return "Reject " + reject.reject().id();
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("reject", RejectJson.row(reject, referred));
        page.put("rows", alike.rows());
        page.put("chosen", alike.chosen());
        page.put("standing", alike.standing().choices());
        page.put(
                "alike",
                alike.page().stream()
                        .map(each -> RejectJson.row(each, referred))
                        .toList());
        page.put("next", next());
        page.put("found", found.stream().map(RejectView::entry).toList());
        return page;
    }

    private static Map<String, Object> entry(ReferenceEntry entry) {
        return Map.of("value", entry.path(), "name", entry.fullName(), "type", entry.type());
    }

    /** What the form of candidates begins with; empty text when a person has to look. */
    String ticked() {
        return Preselection.of(reject.reject().row().candidates(), alike.standing(), alike.rows())
                .orElse("");
    }

    /** Whether the form shows anything that can be chosen. */
    boolean offers() {
        return soughtText == null ? !reject.reject().row().candidates().isEmpty() : !found.isEmpty();
    }

    /** Which columns have a value in any row of the page, by their places; a file may have many that have none. */
    List<Integer> filled() {
        return columns(true);
    }

    /** Names of the columns that have no value in any row of the page. */
    List<String> blank() {
        List<String> header = reject.reject().row().header();
        return columns(false).stream().map(header::get).toList();
    }

    private List<Integer> columns(boolean withValue) {
        return IntStream.range(0, reject.reject().row().header().size())
                .filter(column -> withValue == alike.page().stream().anyMatch(each -> hasValue(each, column)))
                .boxed()
                .toList();
    }

    private static boolean hasValue(ListedReject listed, int column) {
        List<String> cells = listed.reject().row().cells();
        return column < cells.size() && !cells.get(column).isEmpty();
    }

    /** Where the next page begins; null when there is none. */
    Long next() {
        List<ListedReject> page = alike.page();
        return page.size() < limit
                ? null
                : (Long) page.get(page.size() - 1).reject().id();
    }

    String address(long above) {
        return address(reject.reject().id(), waybill, above);
    }

    /** Address of a page of the rows of a cause. */
    static String address(long reject, Long waybill, long above) {
        StringJoiner query = new StringJoiner("&", "/rejects/" + reject + "?", "").setEmptyValue("/rejects/" + reject);
        if (waybill != null) {
            query.add("waybill=" + waybill);
        }
        if (above > 0) {
            query.add("above=" + above);
        }
        return query.toString();
    }
}
