package io.waybill.timetable.refresh;

import io.waybill.intake.DataFolder;
import io.waybill.intake.DropOptions;
import io.waybill.intake.FeedName;
import io.waybill.intake.Inbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
public final class TimetableRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(TimetableRefresh.class);
    private static final FeedName FEED = new FeedName("timetable", "live");
    /** After a year without Waybill a list of every missed night helps nobody. */
    private static final int MOST_MISSED = 100;

    private final RefreshConfig config;
    private final RefreshLog log;
    private final DataFolder data;
    private final Inbox inbox;
    private final Clock clock;

    public TimetableRefresh(RefreshConfig config, RefreshLog log, DataFolder data, Clock clock) {
        this.config = config;
        this.log = log;
        this.data = data;
        this.inbox = new Inbox(data);
        this.clock = clock;
    }

    /**
     * Writes down the runs that fell due since the latest known one while nobody was there to do them.
     *
     * @return whether there were any
     */
    public boolean noteMissed() throws SQLException {
        Instant now = clock.instant();
        log.closeInterrupted(now);
        Optional<Instant> latest = log.latestDue();
        if (latest.isEmpty()) {
            return false;
        }
        List<Instant> missed = new ArrayList<>();
        Optional<Instant> due = config.nextAfter(latest.get());
        while (due.isPresent() && due.get().isBefore(now) && missed.size() < MOST_MISSED) {
            missed.add(due.get());
            due = config.nextAfter(due.get());
        }
        if (!missed.isEmpty()) {
            log.missed(missed, "Waybill was not running when this refresh fell due.");
            LOG.warn("{} scheduled refreshes of Timetable were missed since {}", missed.size(), latest.get());
        }
        return !missed.isEmpty();
    }

    /** A run begins: properties {@code refresh} (its id) and {@code dump} (where its dump goes until it is whole). */
    public void begin(Exchange exchange) throws SQLException, IOException {
        Date due = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        Instant at = due == null ? clock.instant() : due.toInstant();
        long id = log.begin(at);
        exchange.setProperty("refresh", id);
        String name = "scheduled-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .withZone(config.zone())
                        .format(at) + ".dump";
        exchange.setProperty("dump", data.spool(Long.toString(id)).resolve(name));
    }

    /**
     * Source {@code folder}: the newest dump there, by time of last change.
     *
     * @throws IOException when the folder cannot be read or holds no such file
     */
    public void copyNewestDump(Exchange exchange, @ExchangeProperty("dump") Path dump) throws IOException {
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
            throw new IOException("no file " + config.files() + " in " + config.folder());
        }
        Path copy = dump.resolveSibling(newest.getFileName());
        exchange.setProperty("dump", copy);
        Files.copy(newest, copy, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Source {@code command}: what the operator's command writes to its standard output.
     *
     * @throws IOException when it cannot be started, ends with another status than 0, or takes too long
     */
    public void runDumpCommand(@ExchangeProperty("dump") Path dump) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", config.command())
                .redirectOutput(dump.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        if (!process.waitFor(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(
                    "the dump command did not end within " + config.timeout().toMinutes() + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException("the dump command ended with status " + process.exitValue());
        }
    }

    /** The dump is whole: it goes into the inbox like any other drop. */
    public void drop(@ExchangeProperty("refresh") long id, @ExchangeProperty("dump") Path dump)
            throws IOException, SQLException {
        String token = UUID.randomUUID().toString();
        log.dropped(id, token, clock.instant());
        inbox.put(FEED, dump, new DropOptions(false, false, token, Map.of()));
        discard(dump);
        LOG.info("Scheduled refresh {} dropped {} into {}", id, dump.getFileName(), FEED);
    }

    /** There is no dump: the run's trace says why, and nothing is left behind. */
    public void failed(Exchange exchange) throws SQLException, IOException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Long id = exchange.getProperty("refresh", Long.class);
        String message = "No dump was dropped: " + cause.getMessage();
        if (id != null) {
            log.failed(id, message, clock.instant());
            discard(exchange.getProperty("dump", Path.class));
        }
        LOG.error("Scheduled refresh {}: {}", id, message);
    }

    private static void discard(Path dump) throws IOException {
        Files.deleteIfExists(dump);
        Files.deleteIfExists(dump.getParent());
    }
}
