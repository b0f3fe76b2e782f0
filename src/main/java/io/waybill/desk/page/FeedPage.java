package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.ledger.FeedDay;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.WaybillFilter;
import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The page of a feed: what it takes, its last drops, and how it went for three months. */
public final class FeedPage {
    private static final int LAST = 15;
    private static final int DAYS = 90;
    /** The picture of three months may be this old. */
    private static final Duration DAYS_GOOD_FOR = Duration.ofSeconds(60);

    private final LedgerReader ledger;
    private final List<FeedGuide> guides;
    private final Clock clock;
    private final Map<FeedName, CachedValue<List<FeedDay>>> days = new ConcurrentHashMap<>();

    /**
     * @param guides of all feeds that are watched
     * @param clock whose zone decides which day it is
     */
    public FeedPage(LedgerReader ledger, List<FeedGuide> guides, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.guides = List.copyOf(guides);
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The page.
     *
     * @throws RefusedException when there is no such feed
     */
    Answer show(Request request) {
        FeedGuide guide = guide(request);
        FeedName feed = guide.feed();
        return new FeedView(
                guide, ledger.list(WaybillFilter.of(feed.system(), feed.feed(), null), LAST, 0), days(feed));
    }

    /**
     * Its days, as a table for spreadsheets.
     *
     * @throws RefusedException when there is no such feed
     */
    Answer csv(Request request) {
        FeedName feed = guide(request).feed();
        return new Answer.Csv(feed.system() + "-" + feed.feed() + "-days.csv", out -> {
            out.row(List.of(
                    "day", "drops", "refused or failed", "rejects", "largest file in bytes", "longest in seconds"));
            for (FeedDay day : days(feed)) {
                out.row(List.of(
                        day.date().toString(),
                        Long.toString(day.drops()),
                        Long.toString(day.failed()),
                        Long.toString(day.rejected()),
                        Long.toString(day.largest()),
                        Long.toString(day.longest().toSeconds())));
            }
        });
    }

    private List<FeedDay> days(FeedName feed) {
        return days.computeIfAbsent(
                        feed, each -> new CachedValue<>(() -> ledger.feedDays(each, DAYS, clock), DAYS_GOOD_FOR, clock))
                .get();
    }

    private FeedGuide guide(Request request) {
        String name = request.word("system") + "/" + request.word("feed");
        return guides.stream()
                .filter(each -> each.feed().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("There is no feed " + name + "."));
    }
}
