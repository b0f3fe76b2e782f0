package io.waybill.delivery.value;

import io.waybill.delivery.shape.ValueKind;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;

/**
 * The one form in which people read times, whether a file or the database wrote them: {@code 2019-07-01T09:30:05.25Z} for a point in time,
 * which is in UTC, {@code 2019-07-01T09:30:05} for a local time, {@code 09:30:05} for a time of day. Such a text can be dropped again.
 */
public final class MomentText {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'")
            .append(TIME)
            .toFormatter();
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter READ_OFFSET = new DateTimeFormatterBuilder()
            .append(READ)
            .appendPattern("[XXXXX][XXX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** A day with a time of day, or with its first digits, and what may follow, anywhere in a text. */
    private static final Pattern MOMENT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d[\\d:.]*)(Z?)");

    private MomentText() {}

    /** A text in which people search for times, with these as the database writes them in UTC: {@code 2019-07-01 09:30:05.25+00}. */
    public static String stored(String text) {
        return MOMENT.matcher(text)
                .replaceAll(moment -> moment.group(1) + " " + moment.group(2)
                        + (moment.group(3).isEmpty() ? "" : "+00"));
    }

    /** The text of a value of this kind; whatever is no time stays as it is, such as {@code infinity}. */
    public static String of(ValueKind kind, String value) {
        try {
            return switch (kind) {
                case TIMESTAMP_WITH_ZONE ->
                    WRITTEN.format(OffsetDateTime.parse(value, READ_OFFSET).withOffsetSameInstant(ZoneOffset.UTC))
                            + "Z";
                case TIMESTAMP -> WRITTEN.format(LocalDateTime.parse(value, READ));
                case TIME -> TIME.format(LocalTime.parse(value));
                default -> value;
            };
        } catch (DateTimeParseException e) {
            return value;
        }
    }
}
