package io.waybill.desk.page;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.ledger.WaybillFilter;
import io.waybill.ledger.WaybillOrder;
import io.waybill.ledger.WaybillOrder.Column;
import io.waybill.model.State;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.StringJoiner;

/**
 * What somebody asks of the list of waybills, as its address says it.
 *
 * @param feed name of a system, or of a feed as {@code system/feed}; null for all
 * @param state null for any
 * @param by part of the name of whoever dropped it; null for anybody
 * @param since first day; null for the first of all
 * @param until last day; null for today
 * @param text part of the name of the file, the message or a name; null for none
 * @param order of the list
 * @param below where a page of the latest begins: numbers below this one; null for the first
 * @param from where a page in any other order begins: how many come before it
 */
record WaybillQuery(
        String feed,
        State state,
        String by,
        LocalDate since,
        LocalDate until,
        String text,
        WaybillOrder order,
        Long below,
        long from) {
    static final String PLACE = "/waybills";
    /** The same as a table for spreadsheets. */
    static final String CSV = "/waybills.csv";

    /** @throws RefusedException when a value is not what it should be */
    static WaybillQuery of(Form asked) {
        LocalDate since = day(asked, "since");
        LocalDate until = day(asked, "until");
        if (since != null && until != null && since.isAfter(until)) {
            throw RefusedException.badRequest("The first day, " + since + ", is after the last, " + until + ".");
        }
        return new WaybillQuery(
                asked.text("feed").orElse(null),
                asked.text("state").map(WaybillQuery::state).orElse(null),
                asked.sought("by").orElse(null),
                since,
                until,
                asked.sought("text").orElse(null),
                asked.text("sort").map(WaybillQuery::order).orElse(WaybillOrder.LATEST),
                asked.number("below").orElse(null),
                asked.number("from").orElse(0L));
    }

    private static State state(String word) {
        try {
            return State.ofWord(word);
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest("There is no state '" + word + "'.");
        }
    }

    private static LocalDate day(Form asked, String name) {
        return asked.text(name)
                .map(text -> {
                    try {
                        return LocalDate.parse(text);
                    } catch (DateTimeParseException e) {
                        throw RefusedException.badRequest(
                                "A day such as 2026-02-28 is expected for '" + name + "', found '" + text + "'.");
                    }
                })
                .orElse(null);
    }

    /** {@code rejected}, or {@code -rejected} for the largest first. */
    private static WaybillOrder order(String word) {
        boolean descending = word.startsWith("-");
        return Column.ofWord(descending ? word.substring(1) : word)
                .map(column -> new WaybillOrder(column, descending))
                .orElseThrow(() -> RefusedException.badRequest("Waybills cannot be sorted by '" + word + "'."));
    }

    /** Which waybills. */
    WaybillFilter filter(ZoneId zone) {
        int slash = feed == null ? -1 : feed.indexOf('/');
        return new WaybillFilter(
                slash < 0 ? feed : feed.substring(0, slash),
                slash < 0 ? null : feed.substring(slash + 1),
                state,
                by,
                since == null ? null : since.atStartOfDay(zone).toInstant(),
                until == null ? null : until.plusDays(1).atStartOfDay(zone).toInstant(),
                text,
                latestFirst() ? below : null);
    }

    /** Whether some are left out. */
    boolean filtered() {
        return feed != null || state != null || by != null || since != null || until != null || text != null;
    }

    /** Whether the latest come first, so that pages stay what they are when others come. */
    boolean latestFirst() {
        return order.equals(WaybillOrder.LATEST);
    }

    /** Whether it is the first page. */
    boolean atStart() {
        return latestFirst() ? below == null : from == 0;
    }

    /** The same in another order, from its beginning. */
    WaybillQuery sortedBy(WaybillOrder other) {
        return new WaybillQuery(feed, state, by, since, until, text, other, null, 0);
    }

    /** The page that begins there; null for the first. */
    WaybillQuery startingAt(Long place) {
        return new WaybillQuery(
                feed,
                state,
                by,
                since,
                until,
                text,
                order,
                latestFirst() ? place : null,
                latestFirst() || place == null ? 0 : place);
    }

    /** The order that the heading of a column leads to: the other direction, if the list is sorted by it already. */
    WaybillOrder towards(Column column) {
        return new WaybillOrder(column, order.column() == column ? !order.descending() : column.figure());
    }

    /** The order as an address has it. */
    String sort() {
        return (order.descending() ? "-" : "") + order.column().word();
    }

    /** Its address below a path. */
    String address(String path) {
        StringJoiner query = new StringJoiner("&", path + "?", "").setEmptyValue(path);
        add(query, "feed", feed);
        add(query, "state", state == null ? null : state.word());
        add(query, "by", by);
        add(query, "since", since);
        add(query, "until", until);
        add(query, "text", text);
        if (!latestFirst()) {
            add(query, "sort", sort());
        }
        add(query, "below", below);
        add(query, "from", from == 0 ? null : from);
        return query.toString();
    }

    private static void add(StringJoiner query, String name, Object value) {
        if (value != null) {
            // A slash needs no encoding there, and addresses are read by people.
            query.add(name + "=" + UrlEncoded.encoded(value.toString()).replace("%2F", "/"));
        }
    }
}
