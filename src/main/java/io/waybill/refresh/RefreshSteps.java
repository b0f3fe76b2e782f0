package io.waybill.refresh;

import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.format.OwnerOnly;
import io.waybill.format.WholeFile;
import io.waybill.model.DropOptions;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.FeedName;
import io.waybill.model.Stopping;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a scheduled refresh: get a dump, drop it, and keep a trace of every run, also of one that never happened. */
public final class RefreshSteps {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshSteps.class);
    private static final FeedName FEED = new FeedName("timetable", "live");
    /** After a year without Waybill a list of every missed night helps nobody. */
    private static final int MOST_MISSED = 100;

    private static final long PAUSE_MILLIS = 100;

    private final RefreshConfig config;
    private final RefreshLog log;
    private final DataFolder data;
    private final Inbox inbox;
    private final Stopping stopping;
    private final Clock clock;
    private boolean noted;

    /** @param stopping breaks a run off */
    public RefreshSteps(RefreshConfig config, RefreshLog log, DataFolder data, Stopping stopping, Clock clock) {
        this.config = config;
        this.log = log;
        this.data = data;
        this.inbox = new Inbox(data);
        this.stopping = stopping;
        this.clock = clock;
    }

    /**
     * Writes down, once and before the first run, the runs that fell due since the latest known one while nobody was there to do
     * them, and those that were cut short.
     *
     * @return whether a refresh is to make up for them now
     */
    public boolean noteMissed() throws SQLException, IOException {
        return noteMissed(clock.instant());
    }

    private synchronized boolean noteMissed(Instant now) throws SQLException, IOException {
        if (noted) {
            return false;
        }
        for (long interrupted : log.closeInterrupted(now)) {
            LOG.warn("Scheduled refresh {} was cut short when Waybill stopped", interrupted);
            discard(spool(interrupted));
        }
        List<Instant> missed = new ArrayList<>();
        Optional<Instant> latest = log.latestDue();
        Optional<Instant> due = latest.flatMap(config::nextAfter);
        while (due.isPresent() && due.get().isBefore(now) && missed.size() < MOST_MISSED) {
            missed.add(due.get());
            due = config.nextAfter(due.get());
        }
        if (!missed.isEmpty()) {
            log.missed(missed, "Waybill was not running, or its schedule was off, when this fell due.");
            LOG.warn("{} scheduled refreshes of Timetable were missed since {}", missed.size(), latest.get());
        }
        noted = true;
        return !missed.isEmpty() && config.catchUp();
    }

    /**
     * A run begins: properties {@code refresh} (its id), {@code token} (which its drop will carry) and {@code dump} (where its dump
     * goes until it is whole).
     */
    public void begin(Exchange exchange) throws SQLException, IOException {
        Date due = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        Instant at = due == null ? clock.instant() : due.toInstant();
        noteMissed(at);
        String token = UUID.randomUUID().toString();
        long id = log.begin(at, token);
        exchange.setProperty("refresh", id);
        exchange.setProperty("token", token);
        String name = "scheduled-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .withZone(config.zone())
                        .format(at) + ".dump";
        exchange.setProperty("dump", spool(id).resolve(name));
    }

    /**
     * Source {@code folder}: the newest dump there, by time of last change.
     *
     * @throws IOException when the folder cannot be read
     * @throws NoDumpException when it holds no such file
     */
    public void copyNewestDump(Exchange exchange, @ExchangeProperty("dump") Path dump)
            throws IOException, NoDumpException {
        Path newest = null;
        FileTime newestTime = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(config.folder(), config.files())) {
            for (Path file : files) {
                FileTime time = Files.getLastModifiedTime(file);
                if (Files.isRegularFile(file) && (newest == null || time.compareTo(newestTime) > 0)) {
                    newest = file;
                    newestTime = time;
                }
            }
        }
        if (newest == null) {
            throw new NoDumpException("There is no file " + config.files() + " in " + config.folder() + ".");
        }
        Path copy = dump.resolveSibling(newest.getFileName());
        exchange.setProperty("dump", copy);
        try (WholeFile file = new WholeFile(copy)) {
            Files.copy(newest, file.out());
            file.commit();
        }
    }

    /**
     * Source {@code command}: what the operator's command writes to its standard output.
     *
     * @throws IOException when it cannot be started
     * @throws NoDumpException when it ends with another status than 0, writes nothing, or takes too long
     */
    public void runDumpCommand(@ExchangeProperty("dump") Path dump)
            throws IOException, InterruptedException, NoDumpException {
        Process process = new ProcessBuilder("sh", "-c", config.command())
                .redirectOutput(OwnerOnly.create(dump).toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        try {
            long deadline = System.nanoTime() + config.timeout().toNanos();
            while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                stopping.check();
                if (System.nanoTime() > deadline) {
                    throw new NoDumpException("The dump command did not end within "
                            + config.timeout().toSeconds() + " seconds and was stopped.");
                }
            }
        } finally {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
        if (process.exitValue() != 0) {
            throw new NoDumpException("The dump command ended with status " + process.exitValue() + ".");
        }
        if (Files.size(dump) == 0) {
            throw new NoDumpException("The dump command ended well but wrote nothing.");
        }
    }

    /** The dump is whole: it goes into the inbox like any other drop. */
    public void drop(
            @ExchangeProperty("refresh") long id,
            @ExchangeProperty("token") String token,
            @ExchangeProperty("dump") Path dump)
            throws IOException, SQLException {
        inbox.put(FEED, dump, new DropOptions(false, false, token, "schedule", Map.of()));
        log.dropped(id, clock.instant());
        discard(dump.getParent());
        LOG.info("Scheduled refresh {} dropped {} into {}", id, dump.getFileName(), FEED);
    }

    /** There is no dump: the run's trace says why, and nothing is left behind. */
    public void failed(Exchange exchange) throws IOException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.debug("Details of what failed: {}", new FailureTrace(cause));
        Long id = exchange.getProperty("refresh", Long.class);
        String message = "No dump was dropped. " + FailureSentence.of(cause);
        LOG.error(
                "Scheduled refresh{}: No dump was dropped. {}",
                id == null ? "" : " " + id,
                cause instanceof NoDumpException ? cause.getMessage() : FailureSentence.withoutValues(cause));
        if (id == null) {
            return;
        }
        discard(spool(id));
        try {
            log.failed(id, message, clock.instant());
        } catch (SQLException e) {
            LOG.warn("Scheduled refresh {} is not yet told as failed: {}", id, FailureSentence.withoutValues(e));
        }
    }

    private Path spool(long refresh) {
        return data.spool("refresh-" + refresh);
    }

    /** With what is in it, which is files only. */
    private static void discard(Path spool) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spool)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(spool);
    }
}
