package io.waybill.cli;

import io.waybill.boot.Systems;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.OptionsFile;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill drop}. */
@Command(
        name = "drop",
        description = {
            "Copies files into a feed's folder, each a drop of its own; into the folder of a system that takes batches, all of them as one drop.",
            "With --wait it carries them itself when no serve is running on the data folder, and shows their waybills."
        })
final class DropCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SYSTEM[/FEED]",
            completionCandidates = KnownFeeds.DropNames.class,
            description = "The feed; or the system, for a batch.")
    private String feedName;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The files; they stay where they are.")
    private List<Path> files;

    @Option(names = "--preview", description = "Plan only, change nothing.")
    private boolean preview;

    @Option(names = "--again", description = "Deliver although the same bytes were delivered before.")
    private boolean again;

    @Option(names = "--wait", description = "Wait until each is delivered, refused or failed, and show its waybill.")
    private boolean wait;

    @Option(
            names = {"--option", "-o"},
            paramLabel = "NAME=VALUE",
            description = "An option of the feed; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        Systems systems = Systems.on(settings);
        FeedName feed = feed(new KnownFeeds(systems));
        files.forEach(this::requireReadableFile);
        if (options.keySet().stream().anyMatch(OptionsFile::isOwn)) {
            throw new ParameterException(
                    spec.commandLine(), "Use --preview and --again; token and by are not yours to choose.");
        }
        systems.optionNames().unknown(feed, "--option", options.keySet()).stream()
                .findFirst()
                .ifPresent(unknown -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--option " + unknown.found() + ": there is no such option; expected " + unknown.expected()
                                    + ".");
                });
        systems.all().stream()
                .filter(system -> system.name().equals(feed.system()))
                .flatMap(system -> system.wrongOptions(settings, options).stream())
                .findFirst()
                .ifPresent(wrong -> {
                    throw new ParameterException(spec.commandLine(), "--option " + wrong);
                });
        DataFolder data = new DataFolder(settings.data());
        data.make();
        data.make(feed);
        return wait ? dropAndWait(feed) : drop(data, feed);
    }

    private int drop(DataFolder data, FeedName feed) throws IOException {
        LocalDispatch.put(data, feed, files, options());
        PrintWriter out = spec.commandLine().getOut();
        Optional<DataFolderLock> lock = DataFolderLock.take(data, "drop");
        lock.ifPresent(DataFolderLock::close);
        out.println(
                lock.isPresent()
                        ? "In " + data.inbox(feed) + "; carried by the next waybill serve (or drop it with --wait)."
                        : "In " + data.inbox(feed) + "; waybill serve carries it. See waybill list.");
        out.flush();
        return 0;
    }

    private int dropAndWait(FeedName feed) throws IOException, SQLException, InterruptedException {
        List<LedgerEntry> pages = new LocalDispatch()
                .deliver(feed, files, options(), spec.commandLine().getOut());
        int drops = feed.isBatch() ? 1 : files.size();
        return pages.size() < drops ? LedgerEntry.FAILED : worst(pages);
    }

    /** Failed before held before rejects. */
    private static int worst(List<LedgerEntry> pages) {
        return pages.stream().anyMatch(page -> page.exitStatus() == LedgerEntry.FAILED)
                ? LedgerEntry.FAILED
                : pages.stream().mapToInt(LedgerEntry::exitStatus).max().orElse(LedgerEntry.ALL_DELIVERED);
    }

    private DropOptions options() {
        return new DropOptions(preview, again, "", System.getProperty("user.name", ""), options);
    }

    private FeedName feed(KnownFeeds known) {
        FeedName feed;
        try {
            // A system alone means its own folder.
            feed = FeedName.parse(feedName.contains("/") ? feedName : feedName + "/" + FeedName.BATCH);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (!known.has(feed)) {
            throw new ParameterException(
                    spec.commandLine(), known.noFeed(feed.isBatch() ? feed.system() : feed.toString()));
        }
        return feed;
    }

    private void requireReadableFile(Path file) {
        String wrong = !Files.exists(file)
                ? "does not exist"
                : Files.isDirectory(file)
                        ? "is a folder, but a file is needed"
                        : !Files.isReadable(file) ? "may not be read by this account" : null;
        if (wrong != null) {
            throw new ParameterException(spec.commandLine(), file + " " + wrong + ".");
        }
    }
}
