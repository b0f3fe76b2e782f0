package io.waybill.cli;

import io.waybill.boot.Application;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.FirstPassword;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.format.MinuteText;
import io.waybill.ledger.audit.Actor;
import io.waybill.model.FeedName;
import io.waybill.model.Version;
import io.waybill.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill serve}. */
@Command(
        name = "serve",
        description = {
            "Watches the folders and carries what is dropped into them, until it is stopped (Ctrl-C or SIGTERM).",
            "A drop that is being carried at that moment is finished, or begins anew at the next start."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String FIRST_ACCOUNT = "admin";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DataFolder data = new DataFolder(settings.data());
        data.make();
        Optional<DataFolderLock> lock = DataFolderLock.take(data, "serve", Duration.ofSeconds(1));
        if (lock.isEmpty()) {
            err.println("waybill: The data folder " + data.root() + " is served already (" + DataFolderLock.holder(data)
                    + "): stop that process first, or set WAYBILL_DATA to another folder.");
            return spec.exitCodeOnExecutionException();
        }
        Application application = Application.startPatiently(settings, lock.get());
        Runtime.getRuntime().addShutdownHook(new Thread(application::close, "waybill-signal"));
        greet(out, settings, application);
        application.awaitClosed();
        return 0;
    }

    private static void greet(PrintWriter out, Settings settings, Application application) {
        out.println("Waybill " + Version.current() + " serves " + settings.data());
        DataFolder data = new DataFolder(settings.data());
        List<FeedName> feeds = application.feeds();
        feeds.forEach(feed -> out.println("  watching  " + data.inbox(feed)));
        feeds.stream()
                .map(FeedName::system)
                .distinct()
                .forEach(system -> out.println("  target    " + system + ": "
                        + application.target().describe() + " (" + application.reasonOfTarget(system) + ")"));
        if (settings.httpPort() > 0) {
            out.println("  health    http://127.0.0.1:" + settings.httpPort() + "/observe/health");
            out.println("  metrics   http://127.0.0.1:" + settings.httpPort() + "/observe/metrics");
        }
        if (application.desk().enabled()) {
            out.println("  desk      " + application.desk().address());
            new Accounts(data.desk())
                    .by(Actor.atCommandLine())
                    .addFirst(FIRST_ACCOUNT)
                    .ifPresent(first -> tell(out, settings, first));
        }
        out.println("Stop with Ctrl-C.");
        out.flush();
    }

    /** Standard output may be a log, which others read and which lasts: only a terminal gets to see the password itself. */
    private static void tell(PrintWriter out, Settings settings, FirstPassword first) {
        out.println("  log in    as " + first.account() + ", once before "
                + MinuteText.of(first.until(), settings.zone()) + ", with the password in " + first.file()
                + "; then choose another (more accounts: waybill account add NAME --role ROLE)");
        out.flush();
        Terminal.interactive().ifPresent(terminal -> {
            terminal.writer().println("            the password is " + first.password());
            terminal.writer().flush();
        });
    }
}
