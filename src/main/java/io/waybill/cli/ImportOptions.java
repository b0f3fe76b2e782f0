package io.waybill.cli;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.intake.WatchedFeeds;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What all imports understand: the file is dropped, carried and waited for. */
final class ImportOptions {
    @Option(
            names = "--csv",
            paramLabel = "PATH",
            required = true,
            description = "The file, or a zip of several; it stays where it is.")
    private Path csv;

    @Option(names = "--dry-run", description = "Plan only, change nothing: the same code, rolled back.")
    private boolean dryRun;

    @Option(names = "--encoding", paramLabel = "E", description = "Of the file (default: found out).")
    private String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            description = "Between the cells, one character or tab (default: found out).")
    private String delimiter;

    @Option(
            names = "--log-file",
            paramLabel = "P",
            description = "Copies the log of the rows there; earlier ones become P.1 to P.9.")
    private Path logFile;

    @Option(names = "--no-backup", description = "No backup before it; what it changes can be taken back all the same.")
    private boolean noBackup;

    @Option(
            names = "--on-error",
            paramLabel = "abort|skip-row",
            description = "What becomes of the file when a row is faulty (default: on-error of merlin.yaml).")
    private String onError;

    @Option(names = "--again", description = "Import although the same bytes were imported before.")
    private boolean again;

    /**
     * Drops the file, waits for its waybill and shows it.
     *
     * @param feed of the folder that it goes to
     * @param flags the import's own: name → whether it was given
     * @param others the import's own that have a value
     * @return the exit status
     */
    int run(CommandSpec spec, String feed, Map<String, Boolean> flags, Map<String, String> others)
            throws IOException, SQLException, InterruptedException {
        Settings settings = Settings.read();
        LogSettings.of(settings);
        FeedName name = new FeedName("merlin", requireNonNull(feed, "feed"));
        if (!WatchedFeeds.of(settings.routes()).contains(name)) {
            throw new ParameterException(spec.commandLine(), "The routes have no feed " + name + ".");
        }
        if (!Files.isRegularFile(csv) || !Files.isReadable(csv)) {
            throw new ParameterException(spec.commandLine(), csv + " is not a file that can be read.");
        }
        RowLogCopy log = logFile == null ? null : new RowLogCopy(logFile);
        if (log != null && !log.isPossible()) {
            throw new ParameterException(
                    spec.commandLine(), "--log-file: no file can be written in the folder of " + logFile + ".");
        }
        DataFolder data = new DataFolder(settings.data());
        data.make();
        data.make(name);
        DropOptions options =
                new DropOptions(dryRun, again, "", System.getProperty("user.name", ""), options(flags, others));
        List<LedgerEntry> pages = new Carrier(settings, List.of(name), data)
                .carry(target -> List.of(WaybillWait.ofToken(new Inbox(data).putWithToken(name, csv, options))));
        PrintWriter out = spec.commandLine().getOut();
        for (LedgerEntry page : pages) {
            out.println(new WaybillText(settings.zone()).page(page));
            if (log != null && log.copy(data.rowLog("merlin", page.number()))) {
                out.println("The log of its rows is in " + logFile + ".");
            }
        }
        out.flush();
        return pages.stream().mapToInt(LedgerEntry::exitStatus).max().orElse(LedgerEntry.FAILED);
    }

    private Map<String, String> options(Map<String, Boolean> flags, Map<String, String> others) {
        Map<String, String> options = new TreeMap<>(others);
        flags.forEach((name, given) -> {
            if (given) {
                options.put(name, "true");
            }
        });
        add(options, "encoding", encoding);
        add(options, "delimiter", delimiter);
        add(options, "on-error", onError);
        add(options, "backup", noBackup ? "none" : null);
        return options;
    }

    private static void add(Map<String, String> options, String name, String value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
