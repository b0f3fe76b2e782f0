package io.waybill.school.load;

import io.waybill.format.BrokenFileException;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.source.LoadFrame;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * The era that a drop is loaded into, and the days of it that the drop is about.
 *
 * @param era its name
 * @param first its first day
 * @param last its last day
 * @param sourceKey what SchoolBase calls it; null when the calendar does not say it
 */
record CalendarYear(String era, LocalDate first, LocalDate last, String sourceKey) {
    private static final String WHERE = "an era of the calendar with a last day";

    /**
     * Finds it: the one that the drop names, or the calendar's current one, or for a calendar without settings that of the mapping file.
     *
     * @throws BrokenFileException when the drop names an era that the calendar does not have
     * @throws SQLException when the database refuses it
     */
    static CalendarYear of(SchoolSql sql, SchoolConfig config, LoadOptions options, String fileName)
            throws SQLException {
        List<CalendarYear> found = sql.query(
                CalendarYear.class,
                "era.sql",
                row -> new CalendarYear(
                        row.getString("name"),
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class),
                        row.getString("source_id")),
                options.era(),
                options.era(),
                config.year().name());
        if (found.isEmpty() && options.era() == null) {
            return new CalendarYear(
                    config.year().name(), config.year().first(), config.year().last(), null);
        }
        if (found.isEmpty() || found.get(0).last == null) {
            String named = found.isEmpty() ? options.era() : found.get(0).era;
            throw new BrokenFileException(LoadOptions.wrong(fileName, LoadOptions.ERA, named, WHERE));
        }
        return found.get(0);
    }

    /**
     * The days that a drop is about.
     *
     * @param today the day of the drop at the school
     * @param afterwards whether a drop may also be about an era that is over
     * @throws BrokenFileException when the day that the drop names is not in the era, or when the era is over
     */
    LoadFrame frame(LoadOptions options, LocalDate today, boolean afterwards, String fileName) {
        LocalDate day = afterwards && today.isAfter(last) ? last : today;
        LocalDate start = options.start() != null ? options.start() : day.isBefore(first) ? first : day;
        if (start.isBefore(first) || start.isAfter(last)) {
            throw new BrokenFileException(LoadOptions.wrong(
                    fileName,
                    options.start() == null ? LoadOptions.ERA : LoadOptions.START,
                    options.start() == null ? era + ", which ended on " + last : start.toString(),
                    options.start() == null
                            ? "an era that is not over, or the option start with a day of " + era
                            : "a day of the era " + era + ", from " + first + " to " + last));
        }
        return new LoadFrame(start, first, last, options.ahead());
    }
}
