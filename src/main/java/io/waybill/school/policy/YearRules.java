package io.waybill.school.policy;

import java.util.Map;

/**
 * How a school counts its years.
 *
 * @param offset what is added to a year of the national curriculum to get the school's own: -6 makes year 9 the third
 * @param exceptions the school's own year, by the year of the national curriculum, where the offset does not give it
 * @param first the lowest year of the national curriculum that is in the calendar; null when none is too low
 * @param last the highest one; null when none is too high
 * @param name with {@code {number}} or {@code {ordinal}} for the school's own year: {@code Year {number}}
 */
public record YearRules(int offset, Map<Integer, Integer> exceptions, Integer first, Integer last, String name) {
    private static final String NUMBER = "{number}";
    private static final String ORDINAL = "{ordinal}";

    public YearRules {
        exceptions = Map.copyOf(exceptions);
        if (!name.contains(NUMBER) && !name.contains(ORDINAL)) {
            throw new IllegalArgumentException("the name of a year needs " + NUMBER + " or " + ORDINAL + ": " + name);
        }
    }

    /** Whether pupils of this year of the national curriculum are in the calendar. */
    public boolean wanted(int year) {
        return (first == null || year >= first) && (last == null || year <= last);
    }

    /** Whether the school has a word for this year of the national curriculum: there is no 0th year, and no -3rd. */
    public boolean named(int year) {
        return own(year) > 0 || !name.contains(ORDINAL);
    }

    /** What a year has to be that is in the calendar, for a fault. */
    public String expected() {
        return "a year with a name, from " + (1 - offset) + " on, or one that 'years' in config/school.yaml leaves out";
    }

    /** The school's own year, for one of the national curriculum. */
    public int own(int year) {
        return exceptions.getOrDefault(year, year + offset);
    }

    /** What the school calls a year of the national curriculum: {@code 3rd year}. */
    public String name(int year) {
        int own = own(year);
        return name.replace(NUMBER, String.valueOf(own)).replace(ORDINAL, own + ending(own));
    }

    private static String ending(int number) {
        int lastTwo = Math.abs(number) % 100;
        return lastTwo >= 11 && lastTwo <= 13
                ? "th"
                : switch (lastTwo % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
