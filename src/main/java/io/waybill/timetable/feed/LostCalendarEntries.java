package io.waybill.timetable.feed;

import io.waybill.format.Position;
import io.waybill.model.Notice;
import io.waybill.reject.RejectedRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of Play's personal calendars that a refresh cannot keep, each with its reason. Nobody can mend them, so they
 * are only reported.
 */
final class LostCalendarEntries {
    private static final List<String> HEADER = List.of("user", "series", "modules");

    private final List<RejectedRow> rows = new ArrayList<>();
    private final Map<String, Long> byRule = new LinkedHashMap<>();

    LostCalendarEntries(TimetableSql sql) throws SQLException {
        try (PreparedStatement query = sql.prepare("lost-calendar-entries.sql");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                add(row);
            }
        }
    }

    private void add(ResultSet row) throws SQLException {
        String rule = row.getString("rule");
        List<String> cells = List.of(row.getString("user_path"), row.getString("title"), row.getString("modules"));
        rows.add(new RejectedRow(
                "calendar-entry",
                HEADER,
                cells,
                cells,
                Position.of("Play's entry " + row.getLong("old_id")),
                rule,
                reason(rule),
                List.of(),
                null));
        byRule.merge(rule, 1L, Long::sum);
    }

    private static String reason(String rule) {
        return switch (rule) {
            case "series-gone" -> "Live no longer has a series with this title in these modules.";
            case "series-ambiguous" ->
                "Live has a different number of series with this title in these modules, and none is like this one.";
            default -> "Live does not have exactly one event with this identifier, or Play has several.";
        };
    }

    List<RejectedRow> rows() {
        return rows;
    }

    /** One notice per reason. */
    List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        byRule.forEach((rule, count) -> notices.add(new Notice(
                rule,
                count + (count == 1 ? " entry" : " entries") + " of Play's calendars not kept: " + reason(rule),
                count)));
        return notices;
    }
}
