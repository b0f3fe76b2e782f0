package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.UsualTimes;
import io.waybill.model.State;
import io.waybill.report.ProgressText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Formats numbers, times and states for pages. Safe for use by several threads. */
final class PageFormat {
    private static final long THOUSAND = 1000;
    private static final long MINUTE = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm:ss z", Locale.UK);

    private final Clock clock;

    /** @param clock whose zone is the one that people read times in */
    PageFormat(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** {@code 49,058} */
    String number(long value) {
        return String.format(Locale.UK, "%,d", value);
    }

    /** {@code anna}, {@code anna and ben}, {@code anna, ben and cora} */
    static String all(List<String> names) {
        return joined(names, " and ");
    }

    /** {@code anna}, {@code anna or ben}, {@code anna, ben or cora} */
    static String either(List<String> names) {
        return joined(names, " or ");
    }

    private static String joined(List<String> names, String word) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + word + names.get(last);
    }

    /** {@code 1 row}, {@code 4,711 rows} */
    String count(long value, String one, String more) {
        return number(value) + " " + (value == 1 ? one : more);
    }

    /** {@code 12:04}, {@code yesterday 02:30}, {@code Tue 17 Nov 12:04}, {@code 17 Nov 2025 12:04}, {@code tomorrow 02:30} */
    String when(Instant instant) {
        ZonedDateTime time = instant.atZone(clock.getZone());
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate day = time.toLocalDate();
        String hour = TIME.format(time);
        if (day.equals(today)) {
            return hour;
        }
        if (day.equals(today.minusDays(1))) {
            return "yesterday " + hour;
        }
        if (day.equals(today.plusDays(1))) {
            return "tomorrow " + hour;
        }
        return (day.getYear() == today.getYear() ? DAY : YEAR).format(time) + " " + hour;
    }

    /** As {@link #when} in the middle of a sentence: {@code today 12:04}. */
    String whenInSentence(Instant instant) {
        String when = when(instant);
        return when.length()
                        == TIME.format(clock.instant().atZone(clock.getZone())).length()
                ? "today " + when
                : when;
    }

    /** {@code 12:04:07} */
    String second(Instant instant) {
        return SECOND.format(instant.atZone(clock.getZone()));
    }

    /** {@code Tue 17 Nov} */
    String day(LocalDate date) {
        return DAY.format(date);
    }

    /** In full, as a tooltip. */
    String full(Instant instant) {
        return FULL.format(instant.atZone(clock.getZone()));
    }

    /** For the attribute {@code datetime}. */
    String iso(Instant instant) {
        return instant.toString();
    }

    /** {@code 0.8 s}, {@code 2 min 5 s}; until now when {@code to} is null. */
    String took(Instant from, Instant to) {
        return took(from, to, Duration.ZERO);
    }

    /** The same without the time that it waited for people. */
    String took(Instant from, Instant to, Duration waited) {
        return duration(
                Duration.between(from, to == null ? clock.instant() : to).minus(waited));
    }

    /** How long it waited for people, until now while it still does. */
    Duration waited(LedgerEntry.Times times) {
        return times.waited(clock.instant());
    }

    /** What a waybill that is under way is doing. */
    ProgressText progress(LedgerEntry page, UsualTimes usual) {
        return ProgressText.of(page, usual, clock.instant());
    }

    /** {@code about 40 seconds}, {@code about 3 minutes} */
    String about(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 2 * MINUTE) {
            return "about " + count(seconds, "second", "seconds");
        }
        long minutes = Math.round(seconds / (double) MINUTE);
        return minutes < 2 * MINUTE
                ? "about " + count(minutes, "minute", "minutes")
                : "about " + count(Math.round(minutes / (double) MINUTE), "hour", "hours");
    }

    /** {@code 0.8 s}, {@code 2 min 5 s} */
    String duration(Duration took) {
        if (took.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.UK, "%.1f s", took.toMillis() / (double) THOUSAND);
        }
        return took.compareTo(Duration.ofHours(1)) < 0
                ? took.toMinutes() + " min " + took.toSecondsPart() + " s"
                : took.toHours() + " h " + took.toMinutesPart() + " min";
    }

    /** {@code 61 KB} */
    String size(long bytes) {
        if (bytes < THOUSAND) {
            return bytes + " B";
        }
        double size = bytes;
        for (String unit : new String[] {"KB", "MB", "GB"}) {
            size /= THOUSAND;
            if (size < THOUSAND) {
                return String.format(Locale.UK, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
            }
        }
        return String.format(Locale.UK, "%.1f TB", size / THOUSAND);
    }

    /** The class that colours a state. */
    String tone(State state) {
        return switch (state) {
            case DELIVERED -> "ok";
            case HELD -> "warn";
            case REFUSED, FAILED -> "bad";
            case UNCHANGED, PREVIEWED, UNDONE -> "idle";
            case CLAIMED, READING, STAGED, PLANNED, APPLYING -> "busy";
        };
    }

    /** A name from the ledger in words: {@code subject-not-found} is {@code subject not found}. */
    String spaced(String name) {
        return name.replace('-', ' ').replace('_', ' ');
    }

    /** The same as the beginning of a sentence: {@code Subject not found}. */
    String sentence(String name) {
        String words = spaced(name);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }
}
