package io.waybill.merlin.config;

import io.waybill.delivery.mapping.DefaultValues;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The time of a delivery. It stays the same however often a drop is planned, so that every plan of it comes out the same.
 *
 * @param time when the drop was claimed
 * @param zone of the business
 */
public record Moment(Instant time, ZoneId zone) {
    /** The date on which this is at the place of the business. */
    public LocalDate date() {
        return LocalDate.ofInstant(time, zone);
    }

    /** As text, to the microsecond, as the target keeps it. */
    public String timestamp() {
        return DefaultValues.timestamp(time);
    }
}
