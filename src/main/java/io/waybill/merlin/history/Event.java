package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;
import java.time.LocalDate;

/**
 * An event as the target is to have it, with the snapshot that belongs to it.
 *
 * @param text as short as the target's column
 * @param fullText the whole of it
 * @param compensation null for none
 * @param seniority null for none
 */
public record Event(
        EventType type, LocalDate date, String text, String fullText, Compensation compensation, Seniority seniority) {}
