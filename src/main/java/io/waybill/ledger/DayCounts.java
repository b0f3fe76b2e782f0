package io.waybill.ledger;

import java.time.LocalDate;

/**
 * What became of the drops of one day.
 *
 * @param date in the zone that was asked for
 * @param delivered waybills that delivered
 * @param failed waybills that were refused or failed
 * @param rejected records not delivered, previews left out
 */
public record DayCounts(LocalDate date, long delivered, long failed, long rejected) {}
