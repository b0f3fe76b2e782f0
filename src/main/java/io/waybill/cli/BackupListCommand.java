package io.waybill.cli;

import io.waybill.delivery.backup.BackupSettings;
import io.waybill.delivery.backup.BackupStore;
import io.waybill.delivery.backup.BackupStore.Line;
import io.waybill.report.TextTable;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill backup list}. */
@Command(name = "list", description = "Lists the backups that are there, the latest first.")
final class BackupListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        BackupStore backups = new BackupStore(BackupSettings.read(settings));
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(settings.zone());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", "waybill", "feed", "taken", "tables", "rows", "bytes", ""));
        for (Line line : backups.list()) {
            rows.add(List.of(
                    line.id(),
                    Long.toString(line.waybill()),
                    line.feed() == null ? "?" : line.feed().toString(),
                    time.format(line.createdAt()),
                    Integer.toString(line.tables()),
                    String.format(Locale.ROOT, "%,d", line.rows()),
                    String.format(Locale.ROOT, "%,d", line.size()),
                    line.wrong()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                rows.size() == 1
                        ? "No backups in " + backups.folder() + ".\n"
                        : TextTable.of(rows, List.of(1, 4, 5, 6)));
        out.flush();
        return 0;
    }
}
