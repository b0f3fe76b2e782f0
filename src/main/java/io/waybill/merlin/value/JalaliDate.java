package io.waybill.merlin.value;

import java.time.LocalDate;

/**
 * A date of the Persian calendar (Jalali, Solar Hijri), converted with a cycle of 33 years and 8 leap years, which agrees with the
 * astronomical calendar from 1178 to 1633.
 *
 * @param year 1178 to 1633
 * @param month 1 to 12
 * @param day 1 to 31
 */
public record JalaliDate(int year, int month, int day) {
    /** The first year for which the cycle is right. */
    public static final int FIRST_YEAR = 1178;

    /** The last year for which the cycle is right. */
    public static final int LAST_YEAR = 1633;

    private static final int ANCHOR_YEAR = 1400;
    /** 1 Farvardin 1400. */
    private static final long ANCHOR_DAY = LocalDate.of(2021, 3, 21).toEpochDay();

    private static final int LONG_MONTHS = 6;

    /** @throws IllegalArgumentException when there is no such day */
    public JalaliDate {
        if (year < FIRST_YEAR
                || year > LAST_YEAR
                || month < 1
                || month > 12
                || day < 1
                || day > monthLength(year, month)) {
            throw new IllegalArgumentException(
                    "There is no day " + year + "-" + month + "-" + day + " in the Persian calendar");
        }
    }

    /** The number of days in a month: 31 in the first six, 30 in the next five, 29 or 30 in the last. */
    public static int monthLength(int year, int month) {
        return month <= LONG_MONTHS ? 31 : month < 12 || isLeap(year) ? 30 : 29;
    }

    /** Whether the last month of a year has 30 days. */
    public static boolean isLeap(int year) {
        return Math.floorMod(8 * year + 29, 33) < 8;
    }

    /** The same day in the Gregorian calendar. */
    public LocalDate toGregorian() {
        return LocalDate.ofEpochDay(startOf(year) + (month - 1) * 30L + Math.min(month - 1, LONG_MONTHS) + day - 1);
    }

    /**
     * The same day in the Persian calendar.
     *
     * @throws IllegalArgumentException when it is not between {@value #FIRST_YEAR} and {@value #LAST_YEAR}
     */
    public static JalaliDate of(LocalDate gregorian) {
        long day = gregorian.toEpochDay();
        int year = gregorian.getYear() - 621;
        if (day < startOf(year)) {
            year--;
        }
        int left = (int) (day - startOf(year));
        int month = left < LONG_MONTHS * 31 ? left / 31 + 1 : (left - LONG_MONTHS) / 30 + 1;
        return new JalaliDate(year, month, left + 1 - (month - 1) * 30 - Math.min(month - 1, LONG_MONTHS));
    }

    /** Epoch day of the first day of a year. */
    private static long startOf(int year) {
        return ANCHOR_DAY + 365L * (year - ANCHOR_YEAR) + leapYearsBefore(year) - leapYearsBefore(ANCHOR_YEAR);
    }

    private static int leapYearsBefore(int year) {
        return Math.floorDiv(8 * year + 21, 33);
    }
}
