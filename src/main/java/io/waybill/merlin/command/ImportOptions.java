package io.waybill.merlin.command;

import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import io.waybill.system.command.Dispatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of all imports: the file, and how it is read and delivered. */
final class ImportOptions {
    @Option(
            names = "--csv",
            paramLabel = "PATH",
            required = true,
            description = "The file, or a zip of several; it stays where it is.")
    private Path csv;

    @Option(names = "--dry-run", description = "Plan only, change nothing: the same code, rolled back.")
    private boolean dryRun;

    @Option(names = "--encoding", paramLabel = "E", description = "Of the file (default: detected).")
    private String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            description = "Between the cells, one character or tab (default: detected).")
    private String delimiter;

    @Option(
            names = "--log-file",
            paramLabel = "P",
            description = "Copies the log of the rows there; earlier ones become P.1 to P.9.")
    private Path logFile;

    @ArgGroup
    private Backup backup = new Backup();

    private static final class Backup {
        @Option(
                names = "--backup",
                description = "Exports all tables that it may change first, whatever backup in merlin.yaml says.")
        private boolean full;

        @Option(names = "--no-backup", description = "No backup before it; it can be undone all the same.")
        private boolean none;
    }

    @Option(
            names = "--validate",
            description =
                    "Says how it is validated: every import is, before it changes anything and again before the commit.")
    private boolean validate;

    @Option(
            names = "--on-error",
            paramLabel = "abort|skip-row",
            description = "What to do when a row is faulty (default: on-error of merlin.yaml).")
    private String onError;

    @Option(
            names = "--ignore-columns",
            description = "Import although most columns of the file mean nothing to its feed.")
    private boolean ignoreColumns;

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
    int run(
            ImportCommand command,
            CommandSpec spec,
            String feed,
            Map<String, Boolean> flags,
            Map<String, String> others)
            throws IOException, SQLException, InterruptedException {
        Dispatch dispatch = command.dispatch();
        Settings settings = dispatch.settings();
        if (!Files.isRegularFile(csv) || !Files.isReadable(csv)) {
            throw new ParameterException(spec.commandLine(), csv + " is not a file that can be read.");
        }
        RowLogCopy log = logFile == null ? null : new RowLogCopy(logFile);
        if (log != null && !log.isPossible()) {
            throw new ParameterException(
                    spec.commandLine(), "--log-file: no file can be written in the folder of " + logFile + ".");
        }
        Map<String, String> wanted = options(flags, others);
        List<String> wrong = command.wrongOptions(wanted);
        if (!wrong.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), wrong.stream().map(each -> "--" + each).collect(Collectors.joining(" ")));
        }
        DropOptions options = new DropOptions(dryRun, again, "", System.getProperty("user.name", ""), wanted);
        PrintWriter out = spec.commandLine().getOut();
        List<LedgerEntry> pages = dispatch.deliver(new FeedName("merlin", feed), List.of(csv), options, out);
        DataFolder data = new DataFolder(settings.data());
        for (LedgerEntry page : pages) {
            if (log != null && log.copy(data.rowLog("merlin", page.number()))) {
                out.println("The log of its rows is in " + logFile + ".");
            }
        }
        if (validate) {
            out.println("Validated: every row before anything was changed, the result by the checks before the commit"
                    + " (config/checks/merlin/).");
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
        add(options, "ignore-columns", ignoreColumns ? "true" : null);
        add(options, "backup", backup.full ? "full" : backup.none ? "none" : null);
        return options;
    }

    private static void add(Map<String, String> options, String name, String value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
