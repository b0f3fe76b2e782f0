package io.waybill.system;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Something that people of a system want to know again and again, read from the target as it is. The desk shows it; it may be sent to
 * somebody on schedule as well.
 *
 * @param system whose it is
 * @param name in addresses: lower-case words with hyphens
 * @param title for people
 * @param sentence what it tells, and who should look at it
 * @param columns their titles
 * @param rows reads it
 * @param sending when and by which route it is sent; empty when it is only looked at
 */
public record TargetReport(
        String system,
        String name,
        String title,
        String sentence,
        List<String> columns,
        Rows rows,
        Optional<Sending> sending) {
    public TargetReport {
        requireNonNull(system, "system");
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(sentence, "sentence");
        requireNonNull(rows, "rows");
        requireNonNull(sending, "sending");
        columns = List.copyOf(columns);
    }

    /** Reads a report. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Its rows, each with a text for every column.
         *
         * @param limit how many at most
         */
        List<List<String>> read(int limit) throws SQLException;
    }

    /**
     * How a report is sent on schedule.
     *
     * @param cron Quartz cron expression, checked
     * @param route name of the system's route that sends it: it begins at {@code direct:<route>}
     */
    public record Sending(String cron, String route) {
        public Sending {
            requireNonNull(cron, "cron");
            requireNonNull(route, "route");
        }
    }
}
