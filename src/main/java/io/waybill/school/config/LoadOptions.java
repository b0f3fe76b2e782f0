package io.waybill.school.config;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a dropped export.
 *
 * @param start the effective day, nothing before it changes; null for today, or for the first day of an era that has not begun
 * @param era name of the era that is loaded; null for the current one
 * @param ahead years by which the export is behind
 * @param convert whether people and rooms may be found by what the former system called them
 * @param timetable name of the timetable; null for the first published one
 * @param setlists whether who is in teaching groups is loaded
 */
public record LoadOptions(LocalDate start, String era, int ahead, boolean convert, String timetable, boolean setlists) {
    /** The effective day. */
    public static final String START = "start";
    /** Name of the era. */
    public static final String ERA = "era";
    /** Years by which the export is behind. */
    public static final String AHEAD = "ahead";
    /** Whether people and rooms may be found by what the former system called them. */
    public static final String CONVERT = "convert";
    /** Name of the timetable. */
    public static final String TIMETABLE = "timetable";
    /** Leaves out who is in teaching groups. */
    public static final String NO_SETLISTS = "no-setlists";

    private static final int FURTHEST = 9;

    /** The names of all options. */
    public static List<String> names() {
        return List.of(START, ERA, AHEAD, CONVERT, TIMETABLE, NO_SETLISTS);
    }

    /**
     * Reads the options of a drop.
     *
     * @param fileName of the drop, for messages
     * @param options by name
     * @throws BrokenFileException naming every option that has a wrong value
     */
    public static LoadOptions of(String fileName, Map<String, String> options) {
        Reader reader = new Reader(fileName, options, new Faults());
        LoadOptions read = new LoadOptions(
                reader.start(),
                reader.text(ERA),
                reader.ahead(),
                reader.flag(CONVERT),
                reader.text(TIMETABLE),
                !reader.flag(NO_SETLISTS));
        reader.faults.throwIfAny();
        return read;
    }

    /** What is wrong with the value of an option. */
    public static Fault wrong(String fileName, String option, String found, String expected) {
        return new Fault(
                Position.of(fileName),
                null,
                "option " + option,
                "wrong-option",
                found,
                expected,
                "Correct " + fileName + ".options, or the form on the desk.");
    }

    private record Reader(String fileName, Map<String, String> options, Faults faults) {
        String text(String name) {
            String text = options.getOrDefault(name, "").strip();
            return text.isEmpty() ? null : text;
        }

        LocalDate start() {
            String text = text(START);
            if (text == null) {
                return null;
            }
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                faults.add(wrong(fileName, START, text, "a day such as 2016-09-12"));
                return null;
            }
        }

        int ahead() {
            String text = text(AHEAD);
            if (text == null) {
                return 0;
            }
            if (text.length() != 1 || text.charAt(0) < '0' || text.charAt(0) > '0' + FURTHEST) {
                faults.add(wrong(fileName, AHEAD, text, "a number of years from 0 to " + FURTHEST));
                return 0;
            }
            return text.charAt(0) - '0';
        }

        boolean flag(String name) {
            String text = text(name);
            if (text == null) {
                return false;
            }
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default -> {
                    faults.add(wrong(fileName, name, text, "true or false"));
                    yield false;
                }
            };
        }
    }
}
