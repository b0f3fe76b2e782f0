package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.waybill.ledger.DayCounts;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.WaybillFilter;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Waybills, the latest first.
 *
 * @param waybills those of one page
 * @param next where the next page begins: numbers below this one; null when there is none
 * @param standing how many have not ended, by state
 * @param watching feeds whose folders are watched
 * @param upcoming scheduled refreshes that are on, the next one first
 * @param days the last thirty, today last
 * @param filter which of them are shown
 */
record WaybillsView(
        List<LedgerLine> waybills,
        Long next,
        Map<State, Long> standing,
        List<FeedName> watching,
        List<Upcoming> upcoming,
        List<DayCounts> days,
        @JsonIgnore WaybillFilter filter)
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

    long held() {
        return standing.getOrDefault(State.HELD, 0L);
    }

    /** Whether some are left out. */
    boolean filtered() {
        return filter.system() != null || filter.feed() != null || filter.state() != null || filter.text() != null;
    }

    /** The chosen feed, as the form names it. */
    String chosenFeed() {
        return filter.system() == null ? "" : filter.system() + (filter.feed() == null ? "" : "/" + filter.feed());
    }

    List<String> systems() {
        return watching.stream().map(FeedName::system).distinct().toList();
    }

    /** Address of this page; a text that is searched for is never part of it. */
    String address(Long below) {
        return WaybillsPage.address(filter, below);
    }
}
