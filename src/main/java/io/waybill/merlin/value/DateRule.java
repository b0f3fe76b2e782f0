package io.waybill.merlin.value;

import static java.util.Objects.requireNonNull;

import io.waybill.format.WrittenText;
import io.waybill.format.csv.DateAdvice;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How dates are read: year, month and day separated by {@code -} or {@code /}, in digits of any script, Gregorian or Persian. The
 * year decides which calendar is meant, because the years of the two do not overlap.
 *
 * @param calendar of the files
 * @param gregorian the years accepted in the Gregorian calendar
 * @param jalali the years accepted in the Persian calendar
 */
public record DateRule(Calendar calendar, Years gregorian, Years jalali) {
    private static final Pattern FORM = Pattern.compile("([0-9]{4})([-/])([0-9]{1,2})\\2([0-9]{1,2})");

    /** The calendar of the dates in a file. */
    public enum Calendar {
        GREGORIAN,
        JALALI,
        /** decided by the year of each date */
        AUTO
    }

    /**
     * @param first the earliest year
     * @param last the latest year
     */
    public record Years(int first, int last) {
        boolean has(int year) {
            return year >= first && year <= last;
        }

        @Override
        public String toString() {
            return first + " to " + last;
        }
    }

    public DateRule {
        requireNonNull(calendar, "calendar");
        requireNonNull(gregorian, "gregorian");
        requireNonNull(jalali, "jalali");
        if (jalali.first < JalaliDate.FIRST_YEAR || jalali.last > JalaliDate.LAST_YEAR) {
            throw new IllegalArgumentException("Persian years can be converted from " + JalaliDate.FIRST_YEAR + " to "
                    + JalaliDate.LAST_YEAR + ", not " + jalali);
        }
        if (gregorian.first <= jalali.last && jalali.first <= gregorian.last) {
            throw new IllegalArgumentException(
                    "Gregorian years " + gregorian + " and Persian years " + jalali + " overlap");
        }
    }

    /** The same for a file whose calendar is known. */
    public DateRule in(Calendar known) {
        return new DateRule(known, gregorian, jalali);
    }

    /** Parses the text of a cell. */
    public ParsedCell<LocalDate> parse(String cell) {
        String text = WrittenText.withAsciiDigits(WrittenText.of(cell));
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return ParsedCell.wrong("not-a-date", expected(), DateAdvice.of(text));
        }
        int year = Integer.parseInt(form.group(1));
        int month = Integer.parseInt(form.group(3));
        int day = Integer.parseInt(form.group(4));
        boolean persian = calendar == Calendar.JALALI || calendar == Calendar.AUTO && jalali.has(year);
        if (!(persian ? jalali : gregorian).has(year)) {
            return ParsedCell.wrong("date-out-of-range", expected(), null);
        }
        try {
            return ParsedCell.of(
                    persian ? new JalaliDate(year, month, day).toGregorian() : LocalDate.of(year, month, day));
        } catch (DateTimeException | IllegalArgumentException e) {
            return ParsedCell.wrong(
                    "no-such-day", "a day that the " + (persian ? "Persian" : "Gregorian") + " calendar has");
        }
    }

    private String expected() {
        String gregorianForm = "a Gregorian date such as 2024-03-20 (years " + gregorian + ")";
        String persianForm = "a Persian date such as 1403-01-01 (years " + jalali + ")";
        return switch (calendar) {
            case GREGORIAN -> gregorianForm;
            case JALALI -> persianForm;
            case AUTO -> gregorianForm + " or " + persianForm;
        };
    }
}
