package io.waybill.format;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments in sentences, to the minute. */
public final class MinuteText {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private MinuteText() {}

    /** A moment as {@code 2026-12-02 08:10}. */
    public static String of(Instant moment, ZoneId zone) {
        return MINUTE.format(moment.atZone(zone));
    }
}
