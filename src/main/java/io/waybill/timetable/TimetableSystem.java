package io.waybill.timetable;

import io.waybill.database.SqlText;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.delivery.shape.TableName;
import io.waybill.model.FeedName;
import io.waybill.refresh.RefreshFeed;
import io.waybill.refresh.RefreshSettings;
import io.waybill.settings.Settings;
import io.waybill.system.Engine;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedTables;
import io.waybill.system.Mending;
import io.waybill.system.Mending.Renaming;
import io.waybill.system.StartedSystem;
import io.waybill.system.WaybillSystem;
import io.waybill.system.command.Dispatch;
import io.waybill.system.demo.Demo;
import io.waybill.timetable.command.TimetableCommands;
import io.waybill.timetable.demo.TimetableDemo;
import io.waybill.timetable.feed.CarryOver;
import io.waybill.timetable.feed.LiveDump;
import io.waybill.timetable.feed.PlayDump;
import io.waybill.timetable.feed.PlayState;
import io.waybill.timetable.feed.TimetablePermissions;
import io.waybill.timetable.feed.TimetableSubjects;
import io.waybill.timetable.live.LiveDatabase;
import io.waybill.timetable.live.LiveSnapshot;
import io.waybill.timetable.permission.PermissionMatcher;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Timetable: Live's dump refreshes Play; Play's permissions can be taken out as a CSV and granted again. */
public final class TimetableSystem implements WaybillSystem {
    private static final String NAME = "timetable";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FeedGuide> feeds() {
        return TimetableGuide.feeds();
    }

    @Override
    public Optional<String> embeddedSchema() {
        return Optional.of(SqlText.of(TimetableSystem.class, "schema.sql"));
    }

    @Override
    public Optional<RefreshFeed> refresh() {
        return Optional.of(new RefreshFeed(new FeedName(NAME, "live"), "*.dump", true));
    }

    @Override
    public void check(Settings settings) {
        TimetableConfig.load(settings.config(), Clock.systemUTC());
    }

    @Override
    public List<FeedTables> tables(Settings settings) {
        TimetableConfig config = TimetableConfig.load(settings.config(), Clock.systemUTC());
        return config.feeds().keySet().stream()
                .map(feed -> new FeedTables(new FeedName(NAME, feed), config.feed(feed, Instant.now()), List.of()))
                .toList();
    }

    @Override
    public Map<String, NameTemplate> rowNames(Settings settings) {
        return TimetableConfig.load(settings.config(), Clock.systemUTC()).names();
    }

    @Override
    public Plurals plurals(Settings settings) {
        return TimetableConfig.load(settings.config(), Clock.systemUTC()).plurals();
    }

    @Override
    public SecretColumns secretColumns(Settings settings) {
        return TimetableConfig.load(settings.config(), Clock.systemUTC()).secret();
    }

    @Override
    public List<String> refreshTables(Settings settings) {
        TimetableConfig config = TimetableConfig.load(settings.config(), Clock.systemUTC());
        return LiveDatabase.MODELS.stream().map(config::table).toList();
    }

    @Override
    public StartedSystem start(Engine engine) {
        TimetableConfig config = TimetableConfig.load(engine.settings().config(), engine.clock());
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("liveDump", new LiveDump(config, engine));
        beans.put("carryOver", new CarryOver(config, engine.decisions()));
        beans.put("playDump", new PlayDump(config, engine.delivery()));
        beans.put("playState", new PlayState(config, engine));
        beans.put("timetablePermissions", new TimetablePermissions(config, engine));
        beans.put("liveDatabase", new LiveDatabase(config, engine.stopping()));
        beans.put("liveSnapshot", new LiveSnapshot());
        engine.settings()
                .database(RefreshSettings.prefix(NAME) + "database")
                .ifPresent(live -> beans.put("liveDataSource", LiveSnapshot.dataSource(live)));
        return new StartedSystem(beans, List.of(mending(config, engine)));
    }

    private static Mending mending(TimetableConfig config, Engine engine) {
        TimetableSubjects search = new TimetableSubjects(config, engine.pages());
        Renaming renaming = new Renaming(search::there, config.renames());
        ReferredColumn thing =
                new ReferredColumn(TableName.of(config.table("thing")).toString(), "fullpath");
        return new Mending(
                NAME,
                row -> row.kind().equals(PermissionMatcher.KIND) ? Optional.of(search) : Optional.empty(),
                row -> row.kind().equals(PermissionMatcher.KIND) && row.rule().equals(PermissionMatcher.NOT_FOUND)
                        ? Optional.of(renaming)
                        : Optional.empty(),
                List.of(renaming),
                row -> row.kind().equals(PermissionMatcher.KIND)
                        ? Map.of("subject", thing, "user", thing)
                        : Map.of("user", thing));
    }

    @Override
    public List<Object> commands(Dispatch dispatch) {
        return List.of(new TimetableCommands());
    }

    @Override
    public Optional<Demo> demo() {
        return Optional.of(new TimetableDemo());
    }
}
