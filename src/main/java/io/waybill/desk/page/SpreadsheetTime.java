package io.waybill.desk.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times in the form that spreadsheets take for times, in the zone that people read times in: {@code 2026-02-28 14:05:09}. */
final class SpreadsheetTime {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private SpreadsheetTime() {}

    /** @param instant null for none, which is an empty cell */
    static String of(Instant instant, ZoneId zone) {
        return instant == null ? "" : FORM.format(instant.atZone(zone));
    }
}
