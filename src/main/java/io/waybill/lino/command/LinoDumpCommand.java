package io.waybill.lino.command;

import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.dump.DumpManifest;
import io.waybill.lino.dump.DumpOptions;
import io.waybill.lino.dump.SiteDump;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.command.Dispatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill lino dump PLACE}. */
@Command(
        name = "dump",
        description = {
            "Dumps a Lino site from its database, as dump2py does in the site: all tables as they are at one moment, with a manifest.",
            "Nothing in the database is changed, and nobody has to wait."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:the dump is complete",
            " 1:it is not, and nothing was written",
            " 2:the command line or a setting is wrong"
        })
final class LinoDumpCommand implements Callable<Integer> {
    private static final String TARGET = "waybill.target." + LinoConfig.SYSTEM;

    @ParentCommand
    private LinoCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PLACE",
            description = "A folder to be made, or a zip if the name ends in .zip. Nothing may be there.")
    private Path place;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description =
                    "Another database than the target: jdbc:postgresql://host:port/database. Role and password are those that are"
                            + " set for the target.")
    private String url;

    @Option(
            names = {"-m", "--max-row-count"},
            paramLabel = "N",
            description = "Rows of one file at most (default: " + DumpOptions.USUAL_ROW_COUNT + ").")
    private int maxRowCount = DumpOptions.USUAL_ROW_COUNT;

    @Option(
            names = "--languages",
            paramLabel = "LANGUAGE",
            split = ",",
            description = "The site's languages, its own first (default: those of config/lino.yaml).")
    private List<String> languages;

    @Option(
            names = "--site-version",
            paramLabel = "VERSION",
            description = "The version of the site's application (default: that of config/lino.yaml).")
    private String version;

    @Option(
            names = "--local-times",
            paramLabel = "ZONE",
            description =
                    "For a site with USE_TZ = False: its time zone, such as Europe/Tallinn. Times are then written as local times"
                            + " (default: as UTC).")
    private String zone;

    @Override
    public Integer call() throws IOException, SQLException {
        Dispatch dispatch = parent.dispatch();
        Settings settings = dispatch.settings();
        SiteDump.Written written;
        DumpOptions options = options(LinoConfig.load(settings.config()));
        if (url == null) {
            written = dispatch.read(LinoConfig.SYSTEM, target -> dump(target, options))
                    .orElseThrow(() -> new SettingsException(
                            "There is no database yet: set " + TARGET + ".url, or give --target."));
        } else {
            try (Target target = Target.open(LinoConfig.SYSTEM, target(settings))) {
                written = dump(target, options);
            }
        }
        tell(written);
        return 0;
    }

    private TargetSettings target(Settings settings) {
        if (!TargetSettings.isUrl(url)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--target is not the URL of a PostgreSQL database: expected jdbc:postgresql://<host>:<port>/<database>.");
        }
        return settings.database(TARGET, url);
    }

    private DumpOptions options(LinoConfig config) {
        if (maxRowCount < 1) {
            throw new ParameterException(spec.commandLine(), "--max-row-count is at least 1.");
        }
        List<String> chosen = languages == null ? config.languages() : languages;
        for (String language : chosen) {
            if (!LinoConfig.isLanguage(language)) {
                throw new ParameterException(
                        spec.commandLine(),
                        language + " is no language as Lino names them: expected one such as de or pt_BR.");
            }
        }
        return new DumpOptions(
                chosen,
                Optional.ofNullable(version == null ? config.version() : version),
                Optional.ofNullable(zone).map(this::zone),
                maxRowCount,
                config.modelTables());
    }

    private ZoneId zone(String name) {
        return LinoConfig.zone(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), name + " is no time zone: expected one such as Europe/Tallinn."));
    }

    private SiteDump.Written dump(Target target, DumpOptions options) throws IOException, SQLException {
        return new SiteDump(target.dataSource(), options).write(place);
    }

    private void tell(SiteDump.Written written) {
        PrintWriter out = spec.commandLine().getOut();
        DumpManifest manifest = written.manifest();
        out.println(String.format(
                Locale.ROOT,
                "%s: %,d %s of %d %s, as they were at %s.",
                place,
                manifest.rows(),
                manifest.rows() == 1 ? "row" : "rows",
                manifest.tables().size(),
                manifest.tables().size() == 1 ? "table" : "tables",
                manifest.taken()));
        written.notices().forEach(notice -> out.println("Note: " + notice.sentence()));
        out.flush();
    }
}
