package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.format.csv.DamagedText;
import io.waybill.format.csv.DateAdvice;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private static final String UNKNOWN = "unknown-reference";

    private final Position at;
    private final String record;
    private final UnaryOperator<String> values;
    private final Answers answers;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param record as people name it
     * @param values gives the text of a field, or null when it is missing
     * @param answers what people have said about values that cannot be used
     */
    public SourceValues(Position at, String record, UnaryOperator<String> values, Answers answers) {
        this.at = requireNonNull(at, "at");
        this.record = requireNonNull(record, "record");
        this.values = requireNonNull(values, "values");
        this.answers = requireNonNull(answers, "answers");
    }

    /** The same record without its values and faults: enough to say something of it later. */
    public SourceValues place() {
        return new SourceValues(at, record, field -> null, answers);
    }

    /** Where the record stands. */
    public Position at() {
        return at;
    }

    /** The record, as people name it. */
    public String record() {
        return record;
    }

    /** What is wrong with the record so far. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Whether nothing is wrong with it so far. */
    public boolean isSound() {
        return faults.isEmpty();
    }

    /** Whether a value of it cannot be read, or means several things; not when it only leads to nothing. */
    public boolean isUnreadable() {
        return faults.stream().anyMatch(fault -> !UNKNOWN.equals(fault.rule()));
    }

    /**
     * The text as it is meant ({@link WrittenText}), without white space around it; {@code ""} when there is none. What a spreadsheet or a program has put in the place of a value is
     * a fault, and {@code ""}, unless people have said what is meant.
     */
    public String text(String field) {
        String value = values.apply(field);
        String text = value == null ? "" : WrittenText.of(value);
        Optional<String> damage = DamagedText.inAnyCell(text).or(() -> DamagedText.inCode(text));
        if (damage.isEmpty()) {
            return text;
        }
        return meaning(field, text).orElseGet(() -> {
            if (!isWrong(field)) {
                fault(field, DamagedText.RULE, text, DamagedText.EXPECTED, damage.get());
            }
            return "";
        });
    }

    private boolean isWrong(String field) {
        return faults.stream().anyMatch(fault -> field.equals(fault.field()));
    }

    /** The text; without one, a fault and {@code ""}. */
    public String required(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            text = meaning(field, "").orElse("");
        }
        if (text.isEmpty() && !isWrong(field)) {
            fault(field, "value-missing", null, "a value", "Enter it in the system of the school, and export again.");
        }
        return text;
    }

    /** The whole number; null when there is none. Anything else is a fault, and null. */
    public Integer number(String field) {
        return number(field, text(field));
    }

    private Integer number(String field, String text) {
        return text.isEmpty()
                ? null
                : read(
                        field,
                        text,
                        SourceValues::numberOf,
                        found -> fault(field, "not-a-number", found, "a whole number", null));
    }

    private static Integer numberOf(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Reads a text, or what people say that it means.
     *
     * @param reader returns null for a text that it cannot read
     * @param refuse what to do when neither can be read
     */
    private <T> T read(String field, String text, Function<String, T> reader, Consumer<String> refuse) {
        T read = reader.apply(text);
        if (read == null) {
            read = meaning(field, text).map(reader).orElse(null);
        }
        if (read == null) {
            refuse.accept(text);
        }
        return read;
    }

    /**
     * What people say that a value means which cannot be used; empty when nobody has said it.
     *
     * @param found the value; {@code ""} for none
     */
    public Optional<String> meaning(String field, String found) {
        return answers.meaning(record, field, found);
    }

    /**
     * The key of a thing that a field refers to: the one that stands there, or the one that people say is meant.
     *
     * @param key that stands there
     * @param known whether there is such a thing
     * @param expected what it has to be, for the fault
     * @param advice may be null
     * @return null when there is no such thing; that is a fault
     */
    public String reference(String field, String key, Predicate<String> known, String expected, String advice) {
        if (known.test(key)) {
            return key;
        }
        Optional<String> meant = meaning(field, key).filter(known);
        if (meant.isEmpty()) {
            fault(field, UNKNOWN, key, expected, advice);
        }
        return meant.orElse(null);
    }

    /** The whole number; without one, a fault and 0. */
    public int requiredNumber(String field) {
        String text = required(field);
        Integer number = number(field, text);
        return number == null ? 0 : number;
    }

    /** A whole number that is a key, in its shortest form; null when there is none, and for 0 and less, which mean the same. */
    public String key(String field) {
        return keyOf(number(field));
    }

    private static String keyOf(Integer number) {
        return number == null || number <= 0 ? null : number.toString();
    }

    /** A whole number that is a key; without one, a fault and {@code ""}. */
    public String requiredKey(String field) {
        String key = key(field);
        if (key == null && !isWrong(field)) {
            String text = text(field);
            key = meaning(field, text)
                    .map(SourceValues::numberOf)
                    .map(SourceValues::keyOf)
                    .orElse(null);
            if (key == null) {
                fault(field, "no-key", text.isEmpty() ? null : text, "a number above 0", null);
            }
        }
        return key == null ? "" : key;
    }

    /** Whether it is true, or 1; not when there is none. Anything but these, false, and 0 is a fault. */
    public boolean flag(String field) {
        Boolean flag = read(
                field,
                text(field).toLowerCase(Locale.ROOT),
                SourceValues::flagOf,
                found -> fault(field, "not-a-flag", found, "true or false", null));
        return flag != null && flag;
    }

    private static Boolean flagOf(String text) {
        return switch (text) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0", "" -> Boolean.FALSE;
            default -> null;
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
        return text.isEmpty()
                ? null
                : read(field, text, SourceValues::timeOf, found -> {
                    if (isShort(found) || momentOf(found) != null) {
                        fault(field, "not-a-time", found, "a time such as 08:30", null);
                    } else {
                        faultOfDate(field, found);
                    }
                });
    }

    private static boolean isShort(String text) {
        return text.length() <= "00:00:00".length();
    }

    private static LocalTime timeOf(String text) {
        if (isShort(text)) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }
        TemporalAccessor moment = momentOf(text);
        if (moment instanceof OffsetDateTime offset) {
            return offset.atZoneSameInstant(ZONE).toLocalTime();
        }
        return moment instanceof LocalDateTime local ? local.toLocalTime() : null;
    }

    /** The time of day that is so many minutes after midnight; without one, a fault and null. */
    public LocalTime minutes(String field) {
        return read(
                field,
                String.valueOf(requiredNumber(field)),
                SourceValues::minutesOf,
                found -> fault(field, "not-a-time", found, "minutes since midnight, less than " + MINUTES, null));
    }

    private static LocalTime minutesOf(String text) {
        Integer minutes = numberOf(text);
        return minutes == null || minutes < 0 || minutes >= MINUTES ? null : LocalTime.ofSecondOfDay(minutes * 60L);
    }

    private TemporalAccessor moment(String field) {
        String text = text(field);
        return text.isEmpty() ? null : read(field, text, SourceValues::momentOf, found -> faultOfDate(field, found));
    }

    private void faultOfDate(String field, String found) {
        fault(field, "not-a-date", found, "a date such as 2016-09-12", DateAdvice.of(found));
    }

    private static TemporalAccessor momentOf(String text) {
        try {
            return MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Notes that something else is wrong with a field. An answer about it that cannot be used either is reported. */
    public void fault(String field, String rule, String found, String expected, String advice) {
        String said = meaning(field, found)
                .map(answer ->
                        "Somebody has answered " + answer + ", which cannot be used either: choose another answer.")
                .orElse(advice);
        faults.add(new Fault(at, record, field, rule, found, expected, said));
    }
}
