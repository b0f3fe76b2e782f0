package io.waybill.lino;

import io.waybill.database.SqlText;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.lino.command.LinoCommand;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.RestoreOptions;
import io.waybill.lino.demo.LinoDemo;
import io.waybill.lino.migration.MigrationSteps;
import io.waybill.lino.repair.KeptDumps;
import io.waybill.lino.repair.LinoRepair;
import io.waybill.lino.repair.form.PlanForm;
import io.waybill.lino.restore.LinoReference;
import io.waybill.lino.restore.MendedSteps;
import io.waybill.lino.restore.NamingColumns;
import io.waybill.lino.restore.SiteRestoreSteps;
import io.waybill.settings.Settings;
import io.waybill.system.Engine;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedTables;
import io.waybill.system.Mending;
import io.waybill.system.Remark;
import io.waybill.system.StartedSystem;
import io.waybill.system.WaybillSystem;
import io.waybill.system.command.Dispatch;
import io.waybill.system.demo.Demo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lino: dumps of a site are restored, migrated and used for repairs, without executing anything in them. */
public final class LinoSystem implements WaybillSystem {
    @Override
    public String name() {
        return LinoConfig.SYSTEM;
    }

    @Override
    public List<FeedGuide> feeds() {
        return LinoGuide.feeds();
    }

    @Override
    public Optional<String> embeddedSchema() {
        return Optional.of(SqlText.of(LinoSystem.class, "schema.sql"));
    }

    @Override
    public void check(Settings settings) {
        LinoConfig.load(settings.config());
        MigrationSteps.read(LinoConfig.migrations(settings.config()));
    }

    @Override
    public List<Remark> remarks(Settings settings) {
        LinoConfig config = LinoConfig.load(settings.config());
        return MigrationSteps.read(LinoConfig.migrations(settings.config()))
                .remark(config.application(), config.version())
                .stream()
                .toList();
    }

    @Override
    public List<FeedTables> tables(Settings settings, Connection target) throws SQLException {
        return new SiteTables(LinoConfig.load(settings.config())).of(target);
    }

    @Override
    public Map<String, NameTemplate> rowNames(Settings settings) {
        return LinoConfig.rowNames(settings.config());
    }

    @Override
    public Plurals plurals(Settings settings) {
        return LinoConfig.load(settings.config()).pluralWords();
    }

    @Override
    public SecretColumns secretColumns(Settings settings) {
        return LinoConfig.secretColumns(settings.config());
    }

    @Override
    public List<String> wrongOptions(Settings settings, Map<String, String> options) {
        try {
            RestoreOptions.of("", options, LinoConfig.load(settings.config()));
            return List.of();
        } catch (BrokenFileException e) {
            return e.faults().stream().map(Fault::sentenceOfOption).toList();
        }
    }

    @Override
    public StartedSystem start(Engine engine) {
        LinoConfig config = LinoConfig.load(engine.settings().config());
        return new StartedSystem(
                Map.of(
                        "linoRestore", new SiteRestoreSteps(config, engine),
                        "linoMended", new MendedSteps(config, engine),
                        "linoRepair", new LinoRepair(config, engine)),
                List.of(mending(config, engine)),
                List.of(new PlanForm(
                                LinoGuide.REPAIR,
                                new KeptDumps(engine.data(), engine.pages()),
                                config,
                                engine.clock().getZone())
                        .form()));
    }

    private static Mending mending(LinoConfig config, Engine engine) {
        LinoReference reference =
                new LinoReference(engine, new NamingColumns(config.rowNames(), config.secretColumns()));
        return new Mending(LinoConfig.SYSTEM, reference::of, row -> Optional.empty(), List.of(), LinoReference::cells);
    }

    @Override
    public List<Object> commands(Dispatch dispatch) {
        return List.of(new LinoCommand(dispatch));
    }

    @Override
    public Optional<Demo> demo() {
        return Optional.of(new LinoDemo());
    }
}
