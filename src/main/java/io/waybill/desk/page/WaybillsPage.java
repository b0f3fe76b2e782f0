package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.Request;
import io.waybill.desk.page.WaybillsView.Upcoming;
import io.waybill.folder.MisplacedFiles;
import io.waybill.format.csv.CsvLines;
import io.waybill.ledger.DayCounts;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FeedName;
import io.waybill.system.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The page Waybills. */
public final class WaybillsPage {
    private static final int A_PAGE = 50;
    private static final int MOST = 500;
    private static final int DAYS = 30;
    /** The picture of a month may be this old. */
    private static final Duration DAYS_GOOD_FOR = Duration.ofSeconds(20);

    private final LedgerReader ledger;
    private final List<FeedName> feeds;
    private final MisplacedFiles misplaced;
    private final List<Schedule> schedules;
    private final Clock clock;
    private final CachedValue<List<DayCounts>> days;

    /**
     * @param feeds that are watched
     * @param misplaced finds what lies beside their folders
     * @param clock whose zone decides which day it is
     */
    public WaybillsPage(
            LedgerReader ledger,
            List<FeedName> feeds,
            MisplacedFiles misplaced,
            List<Schedule> schedules,
            Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.feeds = List.copyOf(feeds);
        this.misplaced = requireNonNull(misplaced, "misplaced");
        this.schedules = List.copyOf(schedules);
        this.clock = requireNonNull(clock, "clock");
        this.days = new CachedValue<>(() -> ledger.days(DAYS, clock), DAYS_GOOD_FOR, clock);
    }

    /** Those that match the query. A form that leaves fields empty leads to the address without them, which is the one to pass on. */
    Answer list(Request request) {
        WaybillQuery query = WaybillQuery.of(request.query());
        return !request.ofProgram() && request.query().hasBlank()
                ? Redirect.to(query.address(WaybillQuery.PLACE))
                : view(query, request.query());
    }

    /** The same for a program that sends what it searches for in the body. */
    Answer search(Request request) {
        return view(WaybillQuery.of(request.form()), request.form());
    }

    private Answer view(WaybillQuery query, Form asked) {
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        List<LedgerLine> lines = ledger.list(query.filter(clock.getZone()), query.order(), limit + 1, query.from());
        boolean more = lines.size() > limit;
        List<LedgerLine> page = more ? lines.subList(0, limit) : lines;
        Long next = null;
        if (more) {
            next = query.latestFirst() ? page.get(limit - 1).number() : query.from() + limit;
        }
        return new WaybillsView(page, next, ledger.standing(), feeds, misplaced.find(), upcoming(), days.get(), query);
    }

    /** All that match the query, as a table for spreadsheets. */
    Answer csv(Request request) {
        WaybillQuery query = WaybillQuery.of(request.query()).startingAt(null);
        return new Answer.Csv("waybills.csv", out -> write(query, out));
    }

    private void write(WaybillQuery query, CsvLines out) throws IOException {
        out.row(List.of(
                "waybill",
                "state",
                "preview",
                "feed",
                "file",
                "bytes",
                "dropped by",
                "dropped at",
                "ended at",
                "read",
                "inserted",
                "updated",
                "retired",
                "deleted",
                "unchanged",
                "filtered",
                "rejected"));
        try {
            ledger.each(query.filter(clock.getZone()), query.order(), line -> write(line, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(LedgerLine line, CsvLines out) {
        boolean done = !line.refused();
        try {
            out.row(List.of(
                    Long.toString(line.number()),
                    line.state().word(),
                    line.preview() ? "preview" : "",
                    line.feed().toString(),
                    line.fileName(),
                    Long.toString(line.fileSize()),
                    line.requestedBy(),
                    SpreadsheetTime.of(line.times().claimedAt(), clock.getZone()),
                    SpreadsheetTime.of(line.times().finishedAt(), clock.getZone()),
                    Long.toString(line.counts().read()),
                    Long.toString(done ? line.counts().inserted() : 0),
                    Long.toString(done ? line.counts().updated() : 0),
                    Long.toString(done ? line.counts().retired() : 0),
                    Long.toString(done ? line.counts().deleted() : 0),
                    Long.toString(done ? line.counts().unchanged() : 0),
                    Long.toString(line.counts().filtered()),
                    Long.toString(line.counts().rejected())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Upcoming> upcoming() {
        Instant now = clock.instant();
        return schedules.stream()
                .flatMap(schedule ->
                        schedule.next().after(now).map(due -> new Upcoming(schedule.system(), due)).stream())
                .sorted(Comparator.comparing(Upcoming::due))
                .toList();
    }
}
