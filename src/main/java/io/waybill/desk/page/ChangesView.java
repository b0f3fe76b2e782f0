package io.waybill.desk.page;

import io.waybill.delivery.Change;
import io.waybill.delivery.Changes;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The rows of a plan or of a journal, old → new.
 *
 * @param page of the waybill
 * @param filter which of them
 * @param changes those of one page
 * @param rows the same as JSON
 * @param after where this page begins, as {@code plan-ordinal}; empty for the first
 * @param next where the next page begins; null when there is none
 * @param unsearched whether the text may be in rows that were not looked through for this page
 */
record ChangesView(
        LedgerEntry page,
        Changes.Filter filter,
        List<NamedChange> changes,
        List<Object> rows,
        String after,
        String next,
        boolean unsearched)
        implements View {
    @Override
    public String template() {
        return "changes.jte";
    }

    @Override
    public String title() {
        return "Changes of waybill " + page.number();
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("changes", rows);
        page.put("next", next);
        return page;
    }

    boolean filtered() {
        return filter.table() != null || filter.kind() != null || filter.freshOnly() || filter.text() != null;
    }

    /** Whether it was declined or refused, or failed, so that nothing of it was done. */
    boolean refused() {
        return page.state() == State.REFUSED || page.state() == State.FAILED;
    }

    /** Whether the plan was reviewed before, so that some of them may be new. */
    boolean reviewedBefore() {
        return !page.plan().verdicts().isEmpty();
    }

    /** Address of a page of them. */
    static String address(long waybill, Changes.Filter filter, String after) {
        return address("/waybills/" + waybill + "/changes", filter, after);
    }

    private static String address(String place, Changes.Filter filter, String after) {
        StringJoiner query = new StringJoiner("&", place + "?", "").setEmptyValue(place);
        if (filter.table() != null) {
            query.add("table=" + UrlEncoded.encoded(filter.table()));
        }
        if (filter.kind() != null) {
            query.add("kind=" + word(filter.kind()));
        }
        if (filter.freshOnly()) {
            query.add("fresh=true");
        }
        if (filter.text() != null) {
            query.add("text=" + UrlEncoded.encoded(filter.text()));
        }
        if (after != null && !after.isEmpty()) {
            query.add("after=" + after);
        }
        return query.toString();
    }

    String address(String from) {
        return address(page.number(), filter, from);
    }

    /** Address of all of them as a table for spreadsheets. */
    String csv() {
        return address("/waybills/" + page.number() + "/changes.csv", filter, null);
    }

    /** The word that people use: {@code insert}. */
    static String word(Change.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The class that colours a change. */
    static String tone(Change.Kind kind) {
        return switch (kind) {
            case INSERT -> "ok";
            case UPDATE -> "busy";
            case RETIRE -> "warn";
            case DELETE -> "bad";
        };
    }
}
