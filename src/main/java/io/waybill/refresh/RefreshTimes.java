package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When a system is refreshed by schedule.
 *
 * @param cron Quartz cron expression of the runs, checked
 * @param zone in which the expression is read
 * @param catchUp whether a run that fell due while Waybill was not running is made up for
 */
public record RefreshTimes(String cron, ZoneId zone, boolean catchUp) {
    public RefreshTimes {
        requireNonNull(cron, "cron");
        requireNonNull(zone, "zone");
    }

    /** When the next run is due after an instant; empty when there is none any more. */
    Optional<Instant> nextAfter(Instant instant) {
        try {
            CronExpression expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(instant)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalStateException("the expression was checked when the settings were read: " + cron, e);
        }
    }
}
