package io.waybill.desk.page;

import io.waybill.ledger.FeedDay;
import io.waybill.ledger.LedgerLine;
import io.waybill.system.FeedGuide;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * One feed.
 *
 * @param guide what people should know of it
 * @param last its last waybills, the latest first
 * @param days the last ninety, today last
 */
record FeedView(FeedGuide guide, List<LedgerLine> last, List<FeedDay> days) implements View {
    @Override
    public String template() {
        return "feed.jte";
    }

    @Override
    public String title() {
        return guide.feed().toString();
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    @Override
    public Object json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("feed", guide.feed());
        json.put("sentence", guide.sentence());
        json.put("last", last);
        json.put("days", days);
        return json;
    }

    /** The days on which something was dropped, the latest first. */
    List<FeedDay> busyDays() {
        return days.stream()
                .filter(day -> day.drops() > 0)
                .sorted((one, other) -> other.date().compareTo(one.date()))
                .toList();
    }

    long sum(ToLongFunction<FeedDay> of) {
        return days.stream().mapToLong(of).sum();
    }

    /** The rows of its chart, each a measure of every day. */
    List<Measure> measures(PageFormat format) {
        return List.of(
                new Measure("Drops", "up", days, FeedDay::drops, value -> format.count(value, "drop", "drops")),
                new Measure(
                        "Rejects", "down", days, FeedDay::rejected, value -> format.count(value, "reject", "rejects")),
                new Measure("Largest file", "size", days, FeedDay::largest, format::size),
                new Measure(
                        "Longest",
                        "size",
                        days,
                        day -> day.longest().toMillis(),
                        value -> format.duration(Duration.ofMillis(value))));
    }

    /**
     * One measure of every day.
     *
     * @param title what it is
     * @param tone the class that colours it
     * @param of its value on a day
     * @param words its value as people read it
     */
    record Measure(
            String title, String tone, List<FeedDay> days, ToLongFunction<FeedDay> of, LongFunction<String> words) {
        long most() {
            return days.stream().mapToLong(of).max().orElse(0);
        }

        /** How high a day's bar is. */
        long height(FeedDay day, long whole) {
            long value = of.applyAsLong(day);
            return value == 0 ? 0 : Math.max(2, value * whole / Math.max(1, most()));
        }

        String said(FeedDay day) {
            return words.apply(of.applyAsLong(day));
        }

        /** The largest value in words. */
        String mostSaid() {
            return words.apply(most());
        }
    }
}
