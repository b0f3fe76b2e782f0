package io.waybill.boot;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.waybill.database.TargetSettings;
import io.waybill.delivery.Delivering;
import io.waybill.intake.DataFolder;
import io.waybill.intake.Progress;
import io.waybill.match.DecisionStore;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.feed.CarryOver;
import io.waybill.timetable.feed.LiveDump;
import io.waybill.timetable.feed.PlayDump;
import io.waybill.timetable.feed.TimetablePermissions;
import io.waybill.timetable.refresh.LiveDatabase;
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

    TimetableBeans(
            Settings settings,
            DataSource ledger,
            DataFolder data,
            Delivering delivering,
            DecisionStore decisions,
            Progress progress,
            Clock clock) {
        TimetableConfig config = TimetableConfig.load(settings.config(), clock);
        byName.put("liveDump", new LiveDump(config, delivering, progress));
        byName.put("carryOver", new CarryOver(config, decisions));
        byName.put("playDump", new PlayDump(config, delivering));
        byName.put("timetablePermissions", new TimetablePermissions(config, delivering, decisions));
        RefreshConfig refresh = RefreshSettings.read(settings, "timetable");
        byName.put("timetableRefresh", new TimetableRefresh(refresh, new RefreshLog(ledger, "timetable"), data, clock));
        byName.put("liveDatabase", new LiveDatabase(config));
        liveDataSource(settings).ifPresent(live -> byName.put("liveDataSource", live));
    }

    Map<String, Object> byName() {
        return byName;
    }

    /** Read only, one snapshot, streamed: rows come by portions only outside autocommit (the JDBC driver's manual). */
    private static Optional<DataSource> liveDataSource(Settings settings) {
        return settings.database(REFRESH + "database").map(TimetableBeans::open);
    }

    private static DataSource open(TargetSettings live) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(live.url());
        pool.setUsername(live.user());
        pool.setPassword(live.password());
        pool.setAutoCommit(false);
        pool.setReadOnly(true);
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool.setMaximumPoolSize(1);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("defaultRowFetchSize", "2000");
        pool.addDataSourceProperty("ApplicationName", "waybill refresh");
        return new HikariDataSource(pool);
    }
}
