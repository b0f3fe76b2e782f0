package io.waybill.merlin;

import io.waybill.database.SqlText;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.merlin.command.ImportCommand;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.demo.MerlinDemo;
import io.waybill.merlin.feed.BatchReport;
import io.waybill.merlin.feed.MerlinBatch;
import io.waybill.merlin.feed.MerlinReference;
import io.waybill.model.FeedName;
import io.waybill.refresh.RefreshFeed;
import io.waybill.settings.Settings;
import io.waybill.system.Engine;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedTables;
import io.waybill.system.Mending;
import io.waybill.system.StartedSystem;
import io.waybill.system.WaybillSystem;
import io.waybill.system.command.Dispatch;
import io.waybill.system.demo.Demo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merlin: CSV files of users, organisation, ladders and history. */
public final class MerlinSystem implements WaybillSystem {
    private static final String NAME = "merlin";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FeedGuide> feeds() {
        return MerlinGuide.feeds();
    }

    @Override
    public Optional<String> embeddedSchema() {
        return Optional.of(SqlText.of(MerlinSystem.class, "schema.sql"));
    }

    @Override
    public Optional<RefreshFeed> refresh() {
        return Optional.of(new RefreshFeed(new FeedName(NAME, FeedName.BATCH), "*.zip", false));
    }

    @Override
    public void check(Settings settings) {
        MerlinConfig.load(settings.config());
    }

    @Override
    public List<FeedTables> tables(Settings settings) {
        MerlinConfig config = MerlinConfig.load(settings.config());
        // Whatever is delivered, the names of all things are matched.
        List<String> all = config.models().byName().keySet().stream()
                .map(config.models()::table)
                .toList();
        return Arrays.stream(MerlinFeed.values())
                .map(feed -> new FeedTables(
                        new FeedName(NAME, feed.word()),
                        config.delivery().feed(List.of(feed), config.defaults().backup(), Instant.now()),
                        all))
                .toList();
    }

    @Override
    public List<String> optionNames() {
        return MerlinOptions.names();
    }

    @Override
    public Map<String, NameTemplate> rowNames(Settings settings) {
        return MerlinConfig.load(settings.config()).names();
    }

    @Override
    public Plurals plurals(Settings settings) {
        return MerlinConfig.load(settings.config()).plurals();
    }

    @Override
    public SecretColumns secretColumns(Settings settings) {
        return MerlinConfig.load(settings.config()).secret();
    }

    @Override
    public List<String> wrongOptions(Settings settings, Map<String, String> options) {
        try {
            MerlinOptions.of("", options, MerlinConfig.load(settings.config()));
            return List.of();
        } catch (BrokenFileException e) {
            return e.faults().stream().map(Fault::sentenceOfOption).toList();
        }
    }

    @Override
    public StartedSystem start(Engine engine) {
        MerlinConfig config = MerlinConfig.load(engine.settings().config());
        return new StartedSystem(
                Map.of("merlinBatch", new MerlinBatch(config, engine), "merlinReport", new BatchReport(engine)),
                List.of(mending(config, engine)));
    }

    private static Mending mending(MerlinConfig config, Engine engine) {
        MerlinReference reference = new MerlinReference(config, engine.pages());
        return new Mending(NAME, row -> reference.of(row.rule()), row -> Optional.empty(), List.of(), reference::cells);
    }

    @Override
    public List<Object> commands(Dispatch dispatch) {
        return List.of(new ImportCommand(dispatch, options -> wrongOptions(dispatch.settings(), options)));
    }

    @Override
    public Optional<Demo> demo() {
        return Optional.of(new MerlinDemo());
    }
}
