package io.waybill.boot;

import io.waybill.delivery.DeliverySteps;
import io.waybill.folder.DataFolder;
import io.waybill.match.DecisionStore;
import io.waybill.model.Stopping;
import io.waybill.refresh.RefreshConfig;
import io.waybill.refresh.RefreshLog;
import io.waybill.refresh.RefreshSettings;
import io.waybill.refresh.RefreshSteps;
import io.waybill.report.Progress;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.Mending;
import io.waybill.system.Mending.Renaming;
import io.waybill.system.Schedule;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.feed.CarryOver;
import io.waybill.timetable.feed.LiveDump;
import io.waybill.timetable.feed.PlayDump;
import io.waybill.timetable.feed.TimetablePermissions;
import io.waybill.timetable.feed.TimetableSubjects;
import io.waybill.timetable.live.LiveDatabase;
import io.waybill.timetable.live.LiveSnapshot;
import io.waybill.timetable.permission.PermissionMatcher;
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
            DeliverySteps deliverySteps,
            DecisionStore decisions,
            Progress progress,
            Stopping stopping,
            Clock clock) {
        config = TimetableConfig.load(settings.config(), clock);
        byName.put("liveDump", new LiveDump(config, deliverySteps, progress));
        byName.put("carryOver", new CarryOver(config, decisions));
        byName.put("playDump", new PlayDump(config, deliverySteps));
        byName.put("timetablePermissions", new TimetablePermissions(config, deliverySteps, decisions));
        RefreshConfig refresh = RefreshSettings.read(settings, "timetable");
        RefreshLog log = new RefreshLog(ledger, SYSTEM);
        byName.put("timetableRefresh", new RefreshSteps(refresh, log, data, stopping, clock));
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
