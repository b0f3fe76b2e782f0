package io.waybill.desk.page;

import io.waybill.desk.http.UrlEncoded;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Rejected rows, the latest first.
 *
 * @param rejects those of one page
 * @param referred what their values refer to
 * @param next where the next page begins: ids below this one; null when there is none
 * @param filter which of them are shown
 */
record RejectedView(List<ListedReject> rejects, ReferredRows referred, Long next, RejectFilter filter) implements View {
    static final List<String> STATES = List.of("open", "solved", "dropped", "replaced", "reported", "withdrawn");

    @Override
    public String template() {
        return "rejected.jte";
    }

    @Override
    public String title() {
        return "Rejected rows";
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(
                "rejects",
                rejects.stream().map(each -> RejectJson.row(each, referred)).toList());
        page.put("next", next);
        return page;
    }

    boolean filtered() {
        return filter.state() != null || filter.waybill() != null || filter.text() != null;
    }

    /** A reject's state as people read it: a row that was left out by an answer is discarded, because a drop is a file. */
    static String word(String state) {
        return state.equals("dropped") ? "discarded" : state;
    }

    /** The class that colours a reject's state. */
    static String tone(String state) {
        return switch (state) {
            case "open" -> "warn";
            case "solved" -> "ok";
            default -> "idle";
        };
    }

    String address(Long below) {
        return address(filter, below);
    }

    /** Address of all of them as a table for spreadsheets. */
    String csv() {
        return csv(filter);
    }

    /** Address of some rejects as a table for spreadsheets. */
    static String csv(RejectFilter filter) {
        return address("/rejected.csv", filter, null);
    }

    /** Address of a page of them. */
    static String address(RejectFilter filter, Long below) {
        return address("/rejected", filter, below);
    }

    private static String address(String place, RejectFilter filter, Long below) {
        StringJoiner query = new StringJoiner("&", place + "?", "").setEmptyValue(place);
        if (filter.state() != null) {
            query.add("state=" + filter.state());
        }
        if (filter.waybill() != null) {
            query.add("waybill=" + filter.waybill());
        }
        if (filter.text() != null) {
            query.add("text=" + UrlEncoded.encoded(filter.text()));
        }
        if (below != null) {
            query.add("below=" + below);
        }
        return query.toString();
    }
}
