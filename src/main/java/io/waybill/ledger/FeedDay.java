package io.waybill.ledger;

import java.time.Duration;
import java.time.LocalDate;

/**
 * What was dropped into a feed on one day, without previews.
 *
 * @param date in the time zone of the query
 * @param drops how many
 * @param failed how many of them were refused or failed
 * @param rejected records not delivered
 * @param largest bytes of the largest file
 * @param longest how long the drop took that took longest, without the time that it waited for people
 */
public record FeedDay(LocalDate date, long drops, long failed, long rejected, long largest, Duration longest) {
    /** A day on which nothing was dropped. */
    static FeedDay nothing(LocalDate date) {
        return new FeedDay(date, 0, 0, 0, 0, Duration.ZERO);
    }
}
