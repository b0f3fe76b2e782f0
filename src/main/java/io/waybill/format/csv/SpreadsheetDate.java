package io.waybill.format.csv;

import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises the forms in which spreadsheets write what they take for a date or a time, whatever the calendar. */
final class SpreadsheetDate {
    private static final String FORM = "another form of the date";
    private static final int LONGEST = 60;
    private static final int CENTURY = 100;

    private static final Pattern TIME =
            Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]0+)?)?\\s*([AaPp]\\.?[Mm]\\.?)?");
    private static final Pattern MIDNIGHT =
            Pattern.compile("[ T]+(?:0?0:00(?::00(?:[.,]0+)?)?|12:00(?::00)?\\s*[Aa][Mm])Z?$");
    private static final Pattern PART = Pattern.compile("[0-9]+|\\p{L}+");
    private static final Pattern SEPARATORS = Pattern.compile("[-/. ,\\u200C\\u200F]*(?:de )?");
    private static final Pattern SERIAL = Pattern.compile("[0-9]{4,5}");

    /** The day 0 of most spreadsheets, and of those that count from 1904. */
    private static final List<LocalDate> EPOCHS = List.of(LocalDate.of(1899, 12, 30), LocalDate.of(1904, 1, 1));

    private static final Map<String, Integer> MONTHS = months();

    private SpreadsheetDate() {}

    /** A date whose year or day may be missing (0); a year below 100 may be of any century. */
    private record Day(int year, int month, int day) {
        boolean isSame(Day other) {
            return month == other.month
                    && (year == 0 || sameYear(year, other.year))
                    && (day == other.day || day == 0 && other.day == 1);
        }

        private static boolean sameYear(int year, int other) {
            return year == other
                    || (year < CENTURY || other < CENTURY) && other != 0 && year % CENTURY == other % CENTURY;
        }
    }

    static Optional<String> change(String original, String returned) {
        if (original.length() > LONGEST || returned.length() > LONGEST) {
            return Optional.empty();
        }
        if (isSameTime(original, returned)) {
            return Optional.of("another form of the time");
        }
        List<Day> before = days(original);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<Day> after = SERIAL.matcher(returned).matches() ? serial(returned) : days(returned);
        return before.stream().anyMatch(was -> after.stream().anyMatch(was::isSame))
                ? Optional.of(FORM)
                : Optional.empty();
    }

    private static boolean isSameTime(String original, String returned) {
        Integer before = secondOfDay(original);
        return before != null && before.equals(secondOfDay(returned));
    }

    private static Integer secondOfDay(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        int hour = Integer.parseInt(time.group(1));
        if (time.group(4) != null) {
            hour = hour % 12 + (Character.toLowerCase(time.group(4).charAt(0)) == 'p' ? 12 : 0);
        }
        int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
        return (hour * 60 + Integer.parseInt(time.group(2))) * 60 + second;
    }

    private static List<Day> serial(String text) {
        List<Day> days = new ArrayList<>();
        for (LocalDate epoch : EPOCHS) {
            LocalDate day = epoch.plusDays(Long.parseLong(text));
            days.add(new Day(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
        }
        return days;
    }

    /** What a text may mean as a date: parts in any of the usual orders; none when it cannot be one. */
    private static List<Day> days(String text) {
        List<String> parts = parts(MIDNIGHT.matcher(text).replaceFirst(""));
        List<Day> days = new ArrayList<>();
        if (parts.size() == 2) {
            two(parts.get(0), parts.get(1), days);
        } else if (parts.size() == 3) {
            three(parts.get(0), parts.get(1), parts.get(2), days);
        }
        return days;
    }

    private static void two(String first, String second, List<Day> days) {
        add(days, null, first, second);
        add(days, null, second, first);
        add(days, second, first, null);
        add(days, first, second, null);
    }

    private static void three(String first, String second, String third, List<Day> days) {
        if (isYear(first)) {
            add(days, first, second, third);
        } else {
            add(days, third, second, first);
            add(days, third, first, second);
            add(days, first, second, third);
        }
    }

    private static boolean isYear(String part) {
        return part.length() == 4 && Character.isDigit(part.charAt(0));
    }

    private static void add(List<Day> days, String year, String month, String day) {
        Integer monthNumber = MONTHS.get(month.toLowerCase(Locale.ROOT));
        if (monthNumber == null && Character.isDigit(month.charAt(0)) && month.length() <= 2) {
            monthNumber = Integer.valueOf(month);
        }
        int dayNumber = day == null ? 0 : number(day, 2);
        int yearNumber = year == null ? 0 : number(year, 4);
        if (monthNumber == null
                || monthNumber < 1
                || monthNumber > 12
                || dayNumber < 0
                || day != null && (dayNumber == 0 || dayNumber > 31)
                || yearNumber < 0
                || year != null && year.length() == 3) {
            return;
        }
        // The year 2000 as two digits is as good as a hundred: 0 stands for none.
        days.add(new Day(year != null && yearNumber == 0 ? 2000 : yearNumber, monthNumber, dayNumber));
    }

    private static int number(String part, int longest) {
        return Character.isDigit(part.charAt(0)) && part.length() <= longest ? Integer.parseInt(part) : -1;
    }

    /** Numbers and names of months, with nothing else between them than separators; a weekday in front does not count. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find()) {
            if (!SEPARATORS.matcher(text.substring(end, part.start())).matches() || parts.size() > 4) {
                return List.of();
            }
            parts.add(ascii(part.group()));
            end = part.end();
        }
        if (!SEPARATORS.matcher(text.substring(end)).matches()) {
            return List.of();
        }
        if (parts.size() == 4 && !Character.isDigit(parts.get(0).charAt(0))) {
            parts.remove(0);
        }
        return parts;
    }

    private static String ascii(String digits) {
        StringBuilder ascii = new StringBuilder(digits.length());
        digits.chars()
                .forEach(c -> ascii.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : (char) c));
        return ascii.toString();
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String language : List.of(
                "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "tr", "ru", "fa", "ar")) {
            for (Month month : Month.values()) {
                for (TextStyle style : List.of(
                        TextStyle.SHORT, TextStyle.FULL, TextStyle.SHORT_STANDALONE, TextStyle.FULL_STANDALONE)) {
                    String name = month.getDisplayName(style, Locale.forLanguageTag(language))
                            .toLowerCase(Locale.ROOT)
                            .replace(".", "")
                            .strip();
                    if (!name.isEmpty() && !Character.isDigit(name.charAt(0))) {
                        months.putIfAbsent(name, month.getValue());
                    }
                }
            }
        }
        months.putIfAbsent("sept", Month.SEPTEMBER.getValue());
        months.putIfAbsent("mrz", Month.MARCH.getValue());
        months.putIfAbsent("m\u00E4r", Month.MARCH.getValue());
        return months;
    }
}
