package io.waybill.delivery.value;

/** Recognises ISO 8601 dates, times and offsets in place. Written by hand because it runs for every value. */
final class IsoTime {
    static final int DATE_LENGTH = 10;
    private static final int MOST_FRACTION_DIGITS = 6;
    private static final int MOST_OFFSET_HOURS = 15;

    private static final long MICROS_OF_SECOND = 1_000_000;
    static final long MICROS_OF_DAY = 86_400 * MICROS_OF_SECOND;
    /** PostgreSQL counts days from 2000-01-01, which is this many days after the last day of February of the year 0. */
    private static final int FIRST_DAY = 730_426;

    private IsoTime() {}

    /** Whether the text begins with a day that exists, from 0001-01-01 to 9999-12-31. */
    static boolean isDate(String text) {
        if (text.length() < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** The end of the time of day that begins at {@code start}; -1 when none begins there. */
    static int endOfTime(String text, int start) {
        int hour = number(text, start, 2);
        int minute = number(text, start + 3, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text.charAt(start + 2) != ':') {
            return -1;
        }
        int at = start + 5;
        if (at == text.length() || text.charAt(at) != ':') {
            return at;
        }
        int second = number(text, at + 1, 2);
        if (second < 0 || second > 59) {
            return -1;
        }
        at += 3;
        if (at < text.length() && text.charAt(at) == '.') {
            int first = at + 1;
            at = first;
            while (at < text.length() && isDigit(text.charAt(at))) {
                // The database keeps microseconds: more would be lost.
                if (at - first >= MOST_FRACTION_DIGITS && text.charAt(at) != '0') {
                    return -1;
                }
                at++;
            }
            return at == first ? -1 : at;
        }
        return at;
    }

    /**
     * Whether the rest of the text from {@code start} is an offset: {@code Z}, {@code +01}, {@code +0100},
     * {@code +01:00}.
     */
    static boolean isOffset(String text, int start) {
        if (start >= text.length()) {
            return false;
        }
        char sign = text.charAt(start);
        if (sign == 'Z') {
            return start + 1 == text.length();
        }
        int hours = number(text, start + 1, 2);
        if (sign != '+' && sign != '-' || hours < 0 || hours > MOST_OFFSET_HOURS) {
            return false;
        }
        int at = start + 3;
        if (at == text.length()) {
            return true;
        }
        if (text.charAt(at) == ':') {
            at++;
        }
        int minutes = number(text, at, 2);
        return at + 2 == text.length() && minutes >= 0 && minutes <= 59;
    }

    /**
     * Days since 2000-01-01.
     *
     * @param text begins with a date
     */
    static long dayOf(String text) {
        int month = number(text, 5, 2);
        // Years that begin in March have the leap day at their end.
        int year = number(text, 0, 4) - (month <= 2 ? 1 : 0);
        int march = month <= 2 ? month + 9 : month - 3;
        int daysBefore = year * 365 + year / 4 - year / 100 + year / 400;
        return daysBefore + (153 * march + 2) / 5 + number(text, 8, 2) - FIRST_DAY;
    }

    /**
     * Microseconds since midnight.
     *
     * @param start where the time of day begins
     * @param end where it ends
     */
    static long microsOf(String text, int start, int end) {
        long seconds = number(text, start, 2) * 3_600L + number(text, start + 3, 2) * 60L;
        if (end == start + 5) {
            return seconds * MICROS_OF_SECOND;
        }
        seconds += number(text, start + 6, 2);
        long fraction = 0;
        for (int i = 0; i < MOST_FRACTION_DIGITS; i++) {
            int at = start + 9 + i;
            fraction = fraction * 10 + (at < end ? text.charAt(at) - '0' : 0);
        }
        return seconds * MICROS_OF_SECOND + fraction;
    }

    /**
     * How far ahead of UTC an offset is, in microseconds.
     *
     * @param start where the offset begins; it goes to the end of the text
     */
    static long microsOfOffset(String text, int start) {
        if (text.charAt(start) == 'Z') {
            return 0;
        }
        long seconds = number(text, start + 1, 2) * 3_600L;
        if (text.length() > start + 3) {
            seconds += number(text, text.length() - 2, 2) * 60L;
        }
        return (text.charAt(start) == '-' ? -seconds : seconds) * MICROS_OF_SECOND;
    }

    private static int number(String text, int start, int digits) {
        if (start + digits > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
