package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.desk.page.WaybillsView.Upcoming;
import io.waybill.ledger.DayCounts;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.WaybillFilter;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.system.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The page Waybills. */
public final class WaybillsPage {
    private static final int A_PAGE = 50;
    private static final int MOST = 500;
    private static final int DAYS = 30;
    /** The picture of a month may be this old. */
    private static final Duration DAYS_GOOD_FOR = Duration.ofSeconds(20);

    private final LedgerReader ledger;
    private final List<FeedName> feeds;
    private final List<Schedule> schedules;
    private final Clock clock;
    private final CachedValue<List<DayCounts>> days;

    /** @param feeds that are watched */
    public WaybillsPage(LedgerReader ledger, List<FeedName> feeds, List<Schedule> schedules, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.feeds = List.copyOf(feeds);
        this.schedules = List.copyOf(schedules);
        this.clock = requireNonNull(clock, "clock");
        this.days = new CachedValue<>(() -> ledger.days(DAYS, clock), DAYS_GOOD_FOR, clock);
    }

    /** Those that match the query. */
    Answer list(Request request) {
        return view(request.query());
    }

    /** Those that match a form; without a text to search for, people are sent to the address of that list. */
    Answer search(Request request) {
        WaybillFilter filter = filter(request.form());
        return filter.text() == null && !request.ofProgram()
                ? Redirect.to(address(filter, filter.below()))
                : view(request.form());
    }

    private Answer view(Form asked) {
        WaybillFilter filter = filter(asked);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        List<LedgerLine> lines = ledger.list(filter, limit + 1, 0);
        boolean more = lines.size() > limit;
        List<LedgerLine> page = more ? lines.subList(0, limit) : lines;
        return new WaybillsView(
                page,
                more ? page.get(limit - 1).number() : null,
                ledger.standing(),
                feeds,
                upcoming(),
                days.get(),
                filter);
    }

    private List<Upcoming> upcoming() {
        Instant now = clock.instant();
        return schedules.stream()
                .flatMap(schedule ->
                        schedule.next().after(now).map(due -> new Upcoming(schedule.system(), due)).stream())
                .sorted(Comparator.comparing(Upcoming::due))
                .toList();
    }

    private static WaybillFilter filter(Form asked) {
        Optional<String> feed = asked.text("feed");
        int slash = feed.map(text -> text.indexOf('/')).orElse(-1);
        return new WaybillFilter(
                feed.map(text -> slash < 0 ? text : text.substring(0, slash)).orElse(null),
                slash < 0 ? null : feed.get().substring(slash + 1),
                asked.text("state").map(WaybillsPage::state).orElse(null),
                asked.sought("text").orElse(null),
                asked.number("below").orElse(null));
    }

    private static State state(String word) {
        try {
            return State.ofWord(word);
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest("There is no state '" + word + "'.");
        }
    }

    static String address(WaybillFilter filter, Long below) {
        StringJoiner query = new StringJoiner("&", "/waybills?", "").setEmptyValue("/waybills");
        if (filter.system() != null) {
            query.add(
                    "feed=" + UrlEncoded.encoded(filter.system() + (filter.feed() == null ? "" : "/" + filter.feed())));
        }
        if (filter.state() != null) {
            query.add("state=" + filter.state().word());
        }
        if (below != null) {
            query.add("below=" + below);
        }
        return query.toString();
    }
}
