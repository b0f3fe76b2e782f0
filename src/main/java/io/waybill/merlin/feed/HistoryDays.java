package io.waybill.merlin.feed;

import io.waybill.merlin.history.Compensation;
import io.waybill.merlin.history.DayOutcome;
import io.waybill.merlin.history.EventOutcome;
import io.waybill.merlin.history.FileEvent;
import io.waybill.merlin.history.HistoryRules;
import io.waybill.merlin.history.Seniority;
import io.waybill.merlin.history.TargetDay;
import io.waybill.merlin.history.TargetEvent;
import io.waybill.merlin.history.TargetSnapshot;
import io.waybill.merlin.history.Timeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the histories of users, user by user and day by day, and decides what becomes of each row of the drop. Only one day is in
 * memory at a time, and those that wait for the next change of pay.
 */
final class HistoryDays {
    private static final int CHUNK = 2_000;
    /** The row of a user before those of the days. */
    private static final int LAST_PAY = -1;

    private final HistoryRules rules;
    private final EventOutcomeRows outcomes;
    private final HistoryRecords records = new HistoryRecords();
    private final List<FileEvent> rows = new ArrayList<>();
    private final List<TargetEvent> events = new ArrayList<>();
    private final List<TargetSnapshot<Compensation>> compensations = new ArrayList<>();
    private final List<TargetSnapshot<Seniority>> seniorities = new ArrayList<>();
    private Timeline timeline;
    private long user;
    private LocalDate date;
    private int unsent;

    /** @param outcomes where the outcomes of the rows are written */
    HistoryDays(HistoryRules rules, EventOutcomeRows outcomes) {
        this.rules = rules;
        this.outcomes = outcomes;
    }

    /** Takes a row of {@code events-by-user.sql}, which are in the order of users and days. */
    void row(ResultSet row) throws SQLException {
        int source = row.getInt("source");
        long rowUser = row.getLong("user_id");
        if (timeline == null || rowUser != user) {
            end();
            timeline = new Timeline(rules, row.getObject("last_pay", LocalDate.class));
            user = rowUser;
            date = null;
        }
        if (source == LAST_PAY) {
            return;
        }
        LocalDate rowDate = row.getObject("date", LocalDate.class);
        if (date != null && !rowDate.equals(date)) {
            endDay();
        }
        date = rowDate;
        switch (source) {
            case 0 -> rows.add(records.fileEvent(row, date));
            case 1 -> events.add(records.event(row));
            case 2 -> compensations.add(records.compensation(row));
            default -> seniorities.add(records.seniority(row));
        }
    }

    /** The last user has no more rows. */
    void end() throws SQLException {
        if (timeline != null) {
            if (date != null) {
                endDay();
            }
            add(timeline.end());
        }
    }

    private void endDay() throws SQLException {
        add(timeline.day(date, rows, new TargetDay(events, compensations, seniorities)));
        rows.clear();
        events.clear();
        compensations.clear();
        seniorities.clear();
    }

    private void add(List<DayOutcome> days) throws SQLException {
        for (DayOutcome day : days) {
            int place = 0;
            for (EventOutcome outcome : day.events()) {
                outcomes.add(outcome, user, day.date(), place++);
            }
            outcomes.stayed(day.stayed(), user, day.date());
            unsent += place;
        }
        if (unsent >= CHUNK) {
            outcomes.send();
            unsent = 0;
        }
    }
}
