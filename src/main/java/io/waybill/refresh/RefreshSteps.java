package io.waybill.refresh;

import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.folder.SettlingWatch;
import io.waybill.format.NameBytes;
import io.waybill.format.OwnerOnly;
import io.waybill.model.DropOptions;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.Stopping;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a scheduled refresh as routes name them: fetch a file, drop it, and record every run, also one that was missed. */
public final class RefreshSteps {
    /** Header: the system to be refreshed. */
    public static final String SYSTEM = "system";
    /** Header: token of the run; absent when nobody waits for it. */
    public static final String TOKEN = "token";
    /** Header: the account that asked for the run; absent when it fell due. */
    public static final String BY = "askedBy";
    /** Exchange property: where the fetched file goes until it is complete. */
    public static final String FILE = "refreshFile";

    /** Exchange property: what to tell of a run although a file was dropped; absent when there is nothing. */
    public static final String NOTICE = "refreshNotice";

    /** Who is said to have dropped what fell due. */
    private static final String NOBODY = "schedule";

    private static final Logger LOG = LoggerFactory.getLogger(RefreshSteps.class);
    /** Exchange property: the {@link Run}. */
    private static final String RUN = "refreshRun";
    /** Exchange property: the endpoint of the route that fetches the file. */
    private static final String ROUTE = "refreshRoute";
    /** After a year without Waybill a list of every missed night helps nobody. */
    private static final int MOST_MISSED = 100;

    private static final long PAUSE_MILLIS = 100;

    private final Map<String, Refresh> refreshes = new LinkedHashMap<>();
    private final Set<String> noted = new HashSet<>();
    private final DataFolder data;
    private final Inbox inbox;
    private final SettlingWatch settling;
    private final Stopping stopping;
    private final Clock clock;

    /**
     * Steps of the refreshes of several systems.
     *
     * @param refreshes of the systems that have them enabled
     * @param settling tells whether a file in the folder of a refresh is complete
     * @param stopping breaks a run off
     */
    public RefreshSteps(
            List<Refresh> refreshes, DataFolder data, SettlingWatch settling, Stopping stopping, Clock clock) {
        refreshes.forEach(refresh -> this.refreshes.put(refresh.system(), refresh));
        this.data = data;
        this.inbox = new Inbox(data);
        this.settling = settling;
        this.stopping = stopping;
        this.clock = clock;
    }

    /**
     * A run that is under way.
     *
     * @param id in the log
     * @param token that its drop will carry
     * @param by who asked for it; {@value #NOBODY} when it fell due
     */
    private record Run(Refresh refresh, long id, String token, String by) {}

    /**
     * Records, once and before the first run, the runs that fell due since the latest known one while nobody was there to do them,
     * and those that were cut short.
     *
     * @return the systems whose missed runs are to be made up for now, by one refresh each
     */
    public List<String> noteMissed() throws SQLException, IOException {
        List<String> toCatchUp = new ArrayList<>();
        for (Refresh refresh : refreshes.values()) {
            if (noteMissed(refresh, clock.instant())) {
                toCatchUp.add(refresh.system());
            }
        }
        return toCatchUp;
    }

    private synchronized boolean noteMissed(Refresh refresh, Instant now) throws SQLException, IOException {
        if (noted.contains(refresh.system())) {
            return false;
        }
        for (long interrupted : refresh.log().closeInterrupted(now)) {
            LOG.warn("Scheduled refresh {} was cut short when Waybill stopped", interrupted);
            discard(spool(interrupted));
        }
        List<Instant> missed = new ArrayList<>();
        Optional<Instant> latest = refresh.log().latestDue();
        Optional<Instant> due = latest.flatMap(refresh::nextAfter);
        while (due.isPresent() && due.get().isBefore(now) && missed.size() < MOST_MISSED) {
            missed.add(due.get());
            due = refresh.nextAfter(due.get());
        }
        if (!missed.isEmpty()) {
            refresh.log().missed(missed, "Waybill was not running, or its schedule was off, when this fell due.");
            LOG.warn(
                    "{} scheduled refreshes of {} were missed since {}", missed.size(), refresh.system(), latest.get());
        }
        noted.add(refresh.system());
        return !missed.isEmpty() && refresh.config().times().catchUp();
    }

    /**
     * Begins a run of the system that the header {@value #SYSTEM} names: it is recorded, and properties of the exchange say which route
     * fetches its file and where that goes ({@value #FILE}).
     */
    public void begin(
            Exchange exchange, @Header(SYSTEM) String system, @Header(TOKEN) String asked, @Header(BY) String by)
            throws SQLException, IOException {
        Refresh refresh = refreshes.get(system);
        if (refresh == null) {
            throw new IllegalArgumentException("Refreshes of " + system + " are off.");
        }
        Date due = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        Instant at = due == null ? clock.instant() : due.toInstant();
        noteMissed(refresh, at);
        String token = asked == null ? DropOptions.newToken() : asked;
        long id = refresh.log().begin(at, token);
        exchange.setProperty(RUN, new Run(refresh, id, token, by == null ? NOBODY : by));
        exchange.setProperty(ROUTE, refresh.config().source().route(system));
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(refresh.config().times().zone())
                .format(at);
        exchange.setProperty(
                FILE, spool(id).resolve("scheduled-" + time + refresh.config().ending()));
    }

    /**
     * Copies the newest file of the folder, by time of last change, once nobody writes to it any more.
     *
     * @throws IOException when the folder cannot be read
     * @throws NothingFetchedException when it holds no such file, or somebody writes to it for too long
     */
    public void copyNewestFile(Exchange exchange, @ExchangeProperty(RUN) Run run, @ExchangeProperty(FILE) Path place)
            throws IOException, InterruptedException, NothingFetchedException {
        NewestFile newest =
                new NewestFile((RefreshSource.Folder) run.refresh().config().source(), settling, stopping);
        Path copy;
        Path file;
        do {
            file = newest.settled();
            requireLimits(run, List.of(file));
            copy = NameBytes.in(place.getParent(), NameBytes.readable(file));
        } while (!NewestFile.copy(file, copy));
        exchange.setProperty(FILE, copy);
    }

    /**
     * Packs the newest complete set of files of the folder, once nobody writes to any of them any more.
     *
     * @throws IOException when the folder cannot be read
     * @throws NothingFetchedException when it holds no complete set, somebody writes to it for too long, or a file is too old or too small
     */
    public void packNewestSet(Exchange exchange, @ExchangeProperty(RUN) Run run, @ExchangeProperty(FILE) Path zip)
            throws IOException, InterruptedException, NothingFetchedException {
        NewestSet newest =
                new NewestSet((RefreshSource.Folder) run.refresh().config().source(), settling, stopping);
        NewestSet.Found found;
        do {
            found = newest.settled();
            requireLimits(run, found.set().files());
        } while (!NewestSet.pack(found.set(), zip));
        exchange.setProperty(NOTICE, found.notice());
    }

    private void requireLimits(Run run, List<Path> files) throws IOException, NothingFetchedException {
        RefreshSource.Folder folder =
                (RefreshSource.Folder) run.refresh().config().source();
        FileLimits.require(
                folder.limits(),
                files,
                clock.instant(),
                RefreshSettings.prefix(run.refresh().system()));
    }

    /**
     * Keeps what the web service answers.
     *
     * @throws IOException when it cannot be written
     * @throws NothingFetchedException when there is no good answer, however often it is asked for
     */
    public void askWeb(@ExchangeProperty(RUN) Run run, @ExchangeProperty(FILE) Path file)
            throws IOException, InterruptedException, NothingFetchedException {
        new WebAnswer((RefreshSource.Web) run.refresh().config().source(), stopping).into(file);
    }

    /**
     * Runs the operator's command and keeps what it writes to its standard output.
     *
     * @throws IOException when it cannot be started
     * @throws NothingFetchedException when it ends with another status than 0, writes nothing, or takes too long
     */
    public void runCommand(@ExchangeProperty(RUN) Run run, @ExchangeProperty(FILE) Path file)
            throws IOException, InterruptedException, NothingFetchedException {
        RefreshSource.Command source =
                (RefreshSource.Command) run.refresh().config().source();
        Process process = new ProcessBuilder("sh", "-c", source.command())
                .redirectOutput(OwnerOnly.create(file).toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        try {
            long deadline = System.nanoTime() + source.timeout().toNanos();
            while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                stopping.check();
                if (System.nanoTime() > deadline) {
                    throw new NothingFetchedException("The command did not end within "
                            + DurationText.of(source.timeout()) + " and was stopped.");
                }
            }
        } finally {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        if (process.exitValue() != 0) {
            throw new NothingFetchedException("The command ended with status " + process.exitValue() + ".");
        }
        if (Files.size(file) == 0) {
            throw new NothingFetchedException("The command succeeded but wrote nothing.");
        }
    }

    /** Puts the complete file into the inbox, as a drop like any other. */
    public void drop(
            @ExchangeProperty(RUN) Run run, @ExchangeProperty(FILE) Path file, @ExchangeProperty(NOTICE) String notice)
            throws IOException, SQLException {
        Refresh refresh = run.refresh();
        inbox.put(refresh.config().feed(), file, new DropOptions(false, false, run.token(), run.by(), Map.of()));
        refresh.log().dropped(run.id(), notice == null ? "" : notice, clock.instant());
        discard(file.getParent());
        LOG.info(
                "Scheduled refresh {} dropped {} into {}",
                run.id(),
                NameBytes.readable(file),
                refresh.config().feed());
    }

    /** Records why nothing was dropped, and removes what was fetched so far. */
    public void failed(Exchange exchange) throws IOException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.debug("Details of the failure: {}", new FailureTrace(cause));
        Run run = exchange.getProperty(RUN, Run.class);
        LOG.error(
                "Scheduled refresh{}: Nothing was dropped. {}",
                run == null ? "" : " " + run.id(),
                cause instanceof NothingFetchedException ? cause.getMessage() : FailureSentence.withoutValues(cause));
        if (run == null) {
            return;
        }
        discard(spool(run.id()));
        try {
            RefreshLog log = run.refresh().log();
            String last = log.lastGood().map(good -> " " + good.stays()).orElse("");
            log.failed(run.id(), "Nothing was dropped. " + FailureSentence.of(cause) + last, clock.instant());
        } catch (SQLException e) {
            LOG.warn(
                    "The failure of scheduled refresh {} could not be recorded: {}",
                    run.id(),
                    FailureSentence.withoutValues(e));
        }
    }

    private Path spool(long run) {
        return data.spool("refresh-" + run);
    }

    /** Removes a spool folder and what is in it, which is files only. */
    private static void discard(Path spool) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spool)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(spool);
    }
}
