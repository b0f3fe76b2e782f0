package io.waybill.ledger;

import java.time.LocalDate;

/**
 * Outcomes of the drops of one day.
 *
 * @param date in the time zone of the query
 * @param delivered waybills that delivered
 * @param failed waybills that were refused or failed
 * @param rejected records not delivered, previews left out
 */
public record DayCounts(LocalDate date, long delivered, long failed, long rejected) {}
