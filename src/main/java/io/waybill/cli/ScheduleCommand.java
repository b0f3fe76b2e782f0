package io.waybill.cli;

import io.waybill.boot.Systems;
import io.waybill.refresh.RefreshConfig;
import io.waybill.refresh.RefreshLog;
import io.waybill.refresh.RefreshLog.Run;
import io.waybill.refresh.RefreshSettings;
import io.waybill.settings.Settings;
import io.waybill.system.WaybillSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill schedule}. */
@Command(
        name = "schedule",
        description = "Shows when each system is refreshed next, and how its latest scheduled refreshes ended.")
final class ScheduleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many runs of each system at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    @Override
    public Integer call() throws IOException, SQLException {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        List<RefreshConfig> configs = new ArrayList<>();
        for (WaybillSystem system : Systems.on(settings).all()) {
            system.refresh().ifPresent(feed -> configs.add(RefreshSettings.read(settings, feed)));
        }
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isPresent()) {
            try (LedgerAccess ledger = access.get()) {
                for (RefreshConfig config : configs) {
                    print(settings, config, new RefreshLog(ledger.dataSource(), config.system()).latest(limit));
                }
            }
        } else {
            configs.forEach(config -> print(settings, config, List.of()));
        }
        return 0;
    }

    private void print(Settings settings, RefreshConfig config, List<Run> runs) {
        PrintWriter out = spec.commandLine().getOut();
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(settings.zone());
        out.println(config.system() + ": "
                + config.nextAfter(Instant.now())
                        .map(due -> "the next refresh is due " + time.format(due))
                        .orElse("no scheduled refresh (" + RefreshSettings.prefix(config.system())
                                + "enabled is false)"));
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            out.println("  " + time.format(run.due()) + "  " + outcome(run, runs.subList(i + 1, runs.size())));
        }
        out.flush();
    }

    private static String outcome(Run run, List<Run> before) {
        if (run.waybill() != null) {
            String stays = run.bad()
                    ? before.stream()
                            .filter(Run::good)
                            .findFirst()
                            .map(good -> ". " + good.stays())
                            .orElse("")
                    : "";
            return "waybill " + run.waybill() + ": " + run.state() + stays;
        }
        return run.outcome() + (run.message().isEmpty() ? "" : ": " + run.message());
    }
}
