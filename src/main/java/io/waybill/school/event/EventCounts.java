package io.waybill.school.event;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What becomes of the events of a calendar, and of those who take part.
 *
 * @param added events that were not there
 * @param returned events that had been withdrawn
 * @param withdrawn events that the export no longer has
 * @param amended events with other values
 * @param suspended of those, how many begin or cease to be shown as not taking place
 * @param partsAdded who takes part now
 * @param partsRemoved who no longer takes part
 * @param coversAdded covers that were not there
 * @param coversAmended covers by somebody else, or of something else
 * @param coversRemoved covers that the export no longer has
 * @param eventsAgreed events that are as they should be
 * @param partsAgreed commitments that are as they should be
 * @param before events of the source from the effective day on, as they were
 */
public record EventCounts(
        long added,
        long returned,
        long withdrawn,
        long amended,
        long suspended,
        long partsAdded,
        long partsRemoved,
        long coversAdded,
        long coversAmended,
        long coversRemoved,
        long eventsAgreed,
        long partsAgreed,
        long before) {
    static EventCounts of(ResultSet row) throws SQLException {
        return new EventCounts(
                row.getLong("added"),
                row.getLong("returned"),
                row.getLong("withdrawn"),
                row.getLong("amended"),
                row.getLong("suspended"),
                row.getLong("parts_added"),
                row.getLong("parts_removed"),
                row.getLong("covers_added"),
                row.getLong("covers_amended"),
                row.getLong("covers_removed"),
                row.getLong("events_agreed"),
                row.getLong("parts_agreed"),
                row.getLong("before"));
    }
}
