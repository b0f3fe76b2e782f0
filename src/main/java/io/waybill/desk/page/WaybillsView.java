package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.folder.MisplacedFiles;
import io.waybill.ledger.DayCounts;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.WaybillOrder;
import io.waybill.ledger.WaybillOrder.Column;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Waybills, the latest first, or in another order.
 *
 * @param waybills those of one page
 * @param next where the next page begins: numbers below this one, or, in another order, how many come before it; null when there is none
 * @param standing how many have not ended, by state
 * @param watching feeds whose folders are watched
 * @param misplaced files and folders, within the data folder, that lie where no feed looks
 * @param upcoming scheduled refreshes that are on, the next one first
 * @param days the last thirty, today last
 * @param query what was asked for
 */
record WaybillsView(
        List<LedgerLine> waybills,
        Long next,
        Map<State, Long> standing,
        List<FeedName> watching,
        List<String> misplaced,
        List<Upcoming> upcoming,
        List<DayCounts> days,
        @JsonIgnore WaybillQuery query)
        implements View {
    /** A scheduled refresh. */
    record Upcoming(String system, Instant due) {}

    @Override
    public String template() {
        return "waybills.jte";
    }

    @Override
    public String title() {
        return "Waybills";
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    /** Whether one of them is being processed, so that the page refreshes itself. */
    boolean moving() {
        return waybills.stream().anyMatch(line -> !line.state().terminal() && line.state() != State.HELD);
    }

    /** What lies where no feed looks, in one sentence. */
    String misplacedSentence() {
        return MisplacedFiles.sentence(misplaced);
    }

    long held() {
        return standing.getOrDefault(State.HELD, 0L);
    }

    /** The chosen feed, as the form names it. */
    String chosenFeed() {
        return query.feed() == null ? "" : query.feed();
    }

    List<String> systems() {
        return watching.stream().map(FeedName::system).distinct().toList();
    }

    /** Address of this list. */
    String address() {
        return query.address(WaybillQuery.PLACE);
    }

    /** Address of the page of this list that begins there; null for the first. */
    String address(Long place) {
        return query.startingAt(place).address(WaybillQuery.PLACE);
    }

    /** Address of the whole list as a table for spreadsheets. */
    String csv() {
        return query.startingAt(null).address(WaybillQuery.CSV);
    }

    /** Address of the list in the order that the heading of a column leads to. */
    String sorted(Column column) {
        return query.sortedBy(query.towards(column)).address(WaybillQuery.PLACE);
    }

    /** For the attribute {@code aria-sort} of a heading; null where the list is not sorted by it. */
    String sorting(Column column) {
        WaybillOrder order = query.order();
        return order.column() != column ? null : order.descending() ? "descending" : "ascending";
    }

    /** The folder of a feed, within the data folder. */
    static String folder(FeedName feed) {
        return "inbox/" + (feed.isBatch() ? feed.system() : feed.toString()) + "/";
    }
}
