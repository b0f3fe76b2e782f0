package io.waybill.boot;

import io.waybill.delivery.Delivering;
import io.waybill.desk.page.Mending;
import io.waybill.desk.page.Mending.Renaming;
import io.waybill.desk.page.Schedule;
import io.waybill.intake.DataFolder;
import io.waybill.intake.Progress;
import io.waybill.intake.Stopping;
import io.waybill.match.DecisionStore;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.feed.CarryOver;
import io.waybill.timetable.feed.LiveDump;
import io.waybill.timetable.feed.PlayDump;
import io.waybill.timetable.feed.TimetablePermissions;
import io.waybill.timetable.feed.TimetableSubjects;
import io.waybill.timetable.permission.PermissionMatcher;
import io.waybill.timetable.refresh.LiveDatabase;
import io.waybill.timetable.refresh.LiveSnapshot;
import io.waybill.timetable.refresh.RefreshConfig;
import io.waybill.timetable.refresh.RefreshLog;
import io.waybill.timetable.refresh.TimetableRefresh;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The objects that Timetable's routes name. */
final class TimetableBeans {
    static final String SYSTEM = "timetable";
    private static final String REFRESH = "waybill.refresh.timetable.";

    private final Map<String, Object> byName = new LinkedHashMap<>();
    private final Schedule schedule;
    private final TimetableConfig config;

    TimetableBeans(
            Settings settings,
            DataSource ledger,
            DataFolder data,
            Delivering delivering,
            DecisionStore decisions,
            Progress progress,
            Stopping stopping,
            Clock clock) {
        config = TimetableConfig.load(settings.config(), clock);
        byName.put("liveDump", new LiveDump(config, delivering, progress));
        byName.put("carryOver", new CarryOver(config, decisions));
        byName.put("playDump", new PlayDump(config, delivering));
        byName.put("timetablePermissions", new TimetablePermissions(config, delivering, decisions));
        RefreshConfig refresh = RefreshSettings.read(settings, "timetable");
        RefreshLog log = new RefreshLog(ledger, SYSTEM);
        byName.put("timetableRefresh", new TimetableRefresh(refresh, log, data, stopping, clock));
        schedule = new Schedule(
                SYSTEM,
                refresh.description(),
                refresh::nextAfter,
                limit -> log.latest(limit).stream()
                        .map(run ->
                                new Schedule.Run(run.due(), run.outcome(), run.waybill(), run.state(), run.message()))
                        .toList());
        byName.put("liveDatabase", new LiveDatabase(config, stopping));
        settings.database(REFRESH + "database")
                .ifPresent(live -> byName.put("liveDataSource", LiveSnapshot.dataSource(live)));
        byName.put("liveSnapshot", new LiveSnapshot());
    }

    Map<String, Object> byName() {
        return byName;
    }

    /** Its refresh, for the desk. */
    Schedule schedule() {
        return schedule;
    }

    /** What it knows of its rejects, for the desk. @param target connections for those who look */
    Mending mending(DataSource target) {
        TimetableSubjects subjects = new TimetableSubjects(config, target);
        Renaming renaming = new Renaming(subjects::there, config.renames());
        return new Mending(
                SYSTEM,
                row -> row.kind().equals(PermissionMatcher.KIND) ? Optional.of(subjects::search) : Optional.empty(),
                row -> row.kind().equals(PermissionMatcher.KIND) && row.rule().equals(PermissionMatcher.NOT_FOUND)
                        ? Optional.of(renaming)
                        : Optional.empty());
    }

    /** @throws SettingsException when a setting of Timetable's is wrong; before a database is started for nothing */
    static void check(Settings settings) {
        RefreshSettings.read(settings, SYSTEM);
    }
}
