package io.waybill.format.csv;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about a cell that is no date because a spreadsheet or another country's habits have made something else of it. */
public final class DateAdvice {
    private static final Pattern DAY_FIRST = Pattern.compile("[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?:[ T].*)?");
    private static final Pattern NAMED_MONTH =
            Pattern.compile("[0-9]{1,4}[-/. ]\\p{L}{3,}\\.?[-/. ][0-9]{2,4}(?: .*)?");
    /** Of the years 1954 to 2119. */
    private static final Pattern SERIAL = Pattern.compile("([2-7][0-9]{4})(?:[.,][0-9]+)?");

    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

    private DateAdvice() {}

    /**
     * What to do.
     *
     * @param cell that is no date, in ASCII digits
     * @return null when nothing better can be said than what a date looks like
     */
    public static String of(String cell) {
        if (DAY_FIRST.matcher(cell).matches()) {
            return "Write the year first: it is not certain which number is the day and which the month.";
        }
        if (NAMED_MONTH.matcher(cell).matches()) {
            return "Write the year first, and the month as a number.";
        }
        Matcher serial = SERIAL.matcher(cell);
        if (serial.matches()) {
            return "A spreadsheet has saved the number of a day in place of the date, perhaps "
                    + DAY_ZERO.plusDays(Long.parseLong(serial.group(1)))
                    + ": format the column as a date with its year first, and save the file again.";
        }
        return null;
    }
}
