package io.waybill.school.approval;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A request for an element that waits for a decision, or that was declined.
 *
 * @param id of the commitment
 * @param pending whether it waits; otherwise it was declined
 * @param elementId of what is requested
 * @param element its name
 * @param event what it is requested for
 * @param allDay whether the event has no times
 * @param reason why it was declined; empty when nobody has said it
 * @param proposer initials or name of whoever made the event
 * @param owners who may decide
 */
record Approval(
        long id,
        boolean pending,
        long elementId,
        String element,
        String event,
        Instant starts,
        boolean allDay,
        String reason,
        String proposer,
        List<String> owners) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.ENGLISH);

    Approval {
        element = onOneLine(element);
        event = onOneLine(event);
        reason = onOneLine(reason);
        proposer = onOneLine(proposer);
        owners = List.copyOf(owners);
    }

    /** People may have written it on several lines, and what follows the first one would be read as words of the letter. */
    private static String onOneLine(String text) {
        return text.strip().replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ");
    }

    /** When the event is, as people read it. */
    String when(ZoneId zone) {
        return (allDay ? DAY : TIME).withZone(zone).format(starts);
    }

    /** Who proposes what, as in a letter. */
    String line(ZoneId zone) {
        return proposer + " proposes \"" + event + "\" on " + when(zone)
                + (reason.isEmpty() ? "" : ", declined: " + reason);
    }
}
