package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;
import java.time.LocalDate;

/**
 * An event as it will be in the target, with its snapshot.
 *
 * @param text cut to the length of the target's column
 * @param fullText the whole text
 * @param compensation null for none
 * @param seniority null for none
 */
public record Event(
        EventType type, LocalDate date, String text, String fullText, Compensation compensation, Seniority seniority) {}
