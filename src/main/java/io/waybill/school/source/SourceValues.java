package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The values of one record, read strictly: an empty value is no value, never 0, and text where a number should be is a fault. All faults of the
 * record are collected.
 */
public final class SourceValues {
    /** The zone of the school's days. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    /** A date, with or without a time of day and an offset from UTC. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd[['T'][' ']HH:mm[:ss[.SSS]][[' ']xx][[' ']XXX]]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int MINUTES = 24 * 60;

    private final Position at;
    private final String record;
    private final UnaryOperator<String> values;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param record as people name it
     * @param values gives the text of a field, or null when it is missing
     */
    public SourceValues(Position at, String record, UnaryOperator<String> values) {
        this.at = requireNonNull(at, "at");
        this.record = requireNonNull(record, "record");
        this.values = requireNonNull(values, "values");
    }

    /** The same record without its values and faults: enough to say something of it later. */
    public SourceValues place() {
        return new SourceValues(at, record, field -> null);
    }

    /** What is wrong with the record so far. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Whether nothing is wrong with it so far. */
    public boolean isSound() {
        return faults.isEmpty();
    }

    /** The text, without white space around it; {@code ""} when there is none. */
    public String text(String field) {
        String value = values.apply(field);
        return value == null ? "" : value.strip();
    }

    /** The text; without one, a fault and {@code ""}. */
    public String required(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            fault(field, "value-missing", null, "a value", "Enter it in the system of the school, and export again.");
        }
        return text;
    }

    /** The whole number; null when there is none. Anything else is a fault, and null. */
    public Integer number(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            fault(field, "not-a-number", text, "a whole number", null);
            return null;
        }
    }

    /** The whole number; without one, a fault and 0. */
    public int requiredNumber(String field) {
        if (required(field).isEmpty()) {
            return 0;
        }
        Integer number = number(field);
        return number == null ? 0 : number;
    }

    /** A whole number that is a key, in its shortest form; null when there is none, and for 0 and less, which mean the same. */
    public String key(String field) {
        Integer number = number(field);
        return number == null || number <= 0 ? null : number.toString();
    }

    /** A whole number that is a key; without one, a fault and {@code ""}. */
    public String requiredKey(String field) {
        String key = key(field);
        if (key == null && faults.stream().noneMatch(fault -> field.equals(fault.field()))) {
            String text = text(field);
            fault(field, "no-key", text.isEmpty() ? null : text, "a number above 0", null);
        }
        return key == null ? "" : key;
    }

    /** Whether it is true, or 1; not when there is none. Anything but these, false, and 0 is a fault. */
    public boolean flag(String field) {
        String text = text(field).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            default -> {
                fault(field, "not-a-flag", text, "true or false", null);
                yield false;
            }
        };
    }

    /** The date, as it is in the zone of the school; null when there is none. */
    public LocalDate date(String field) {
        TemporalAccessor moment = moment(field);
        if (moment instanceof OffsetDateTime offset) {
            return offset.atZoneSameInstant(ZONE).toLocalDate();
        }
        return moment instanceof LocalDateTime local ? local.toLocalDate() : (LocalDate) moment;
    }

    /** The time of day, as it is in the zone of the school, of a moment or by itself; null when there is none. */
    public LocalTime time(String field) {
        String text = text(field);
        if (text.length() <= "00:00:00".length() && !text.isEmpty()) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                fault(field, "not-a-time", text, "a time such as 08:30", null);
                return null;
            }
        }
        TemporalAccessor moment = moment(field);
        if (moment instanceof LocalDate) {
            fault(field, "not-a-time", text, "a time such as 08:30", null);
            return null;
        }
        if (moment instanceof OffsetDateTime offset) {
            return offset.atZoneSameInstant(ZONE).toLocalTime();
        }
        return moment == null ? null : ((LocalDateTime) moment).toLocalTime();
    }

    /** The time of day that is so many minutes after midnight; without one, a fault and null. */
    public LocalTime minutes(String field) {
        int minutes = requiredNumber(field);
        if (minutes < 0 || minutes >= MINUTES) {
            fault(field, "not-a-time", String.valueOf(minutes), "minutes since midnight, less than " + MINUTES, null);
            return null;
        }
        return LocalTime.ofSecondOfDay(minutes * 60L);
    }

    private TemporalAccessor moment(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeException e) {
            fault(field, "not-a-date", text, "a date such as 2016-09-12", null);
            return null;
        }
    }

    /** Notes that something else is wrong with a field. */
    public void fault(String field, String rule, String found, String expected, String advice) {
        faults.add(new Fault(at, record, field, rule, found, expected, advice));
    }
}
