package io.waybill.cli;

import io.waybill.refresh.RefreshConfig;
import io.waybill.refresh.RefreshLog;
import io.waybill.refresh.RefreshLog.Run;
import io.waybill.refresh.RefreshSettings;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill schedule}. */
@Command(
        name = "schedule",
        description = "Says when Timetable is refreshed next, and what became of the latest scheduled refreshes.")
final class ScheduleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many runs at the most (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = Settings.read();
        RefreshConfig config = RefreshSettings.read(settings, "timetable");
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(settings.zone());
        out.println("timetable: "
                + config.nextAfter(Instant.now())
                        .map(due -> "the next refresh is due " + time.format(due))
                        .orElse("no scheduled refresh (waybill.refresh.timetable.enabled is false)"));
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isPresent()) {
            try (LedgerAccess ledger = access.get()) {
                for (Run run : new RefreshLog(ledger.dataSource(), "timetable").latest(limit)) {
                    out.println("  " + time.format(run.due()) + "  " + told(run));
                }
            }
        }
        out.flush();
        return 0;
    }

    private static String told(Run run) {
        if (run.waybill() != null) {
            return "waybill " + run.waybill() + ": " + run.state();
        }
        return run.outcome() + (run.message().isEmpty() ? "" : ": " + run.message());
    }
}
