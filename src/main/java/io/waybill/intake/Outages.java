package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.folder.DataFolder;
import io.waybill.folder.WorkFolder;
import io.waybill.intake.Hindrance.Kind;
import io.waybill.intake.Outage.Place;
import io.waybill.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The present outages of target and folders: since when, and when the next attempt is due. While the target is away no drop is claimed.
 * Anything else that hinders a drop makes that one wait, and those of its feed that were dropped later, because they must not overtake it.
 * Pauses double from one attempt to the next. The log says once that an outage has begun and once that it is over. Safe for use by
 * several threads.
 */
public final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;
    /** A hindered drop that is still missing this long after it was due has been removed by somebody. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DataFolder data;
    private final Target target;
    private final Runnable reach;
    private final Clock clock;
    /** By where they are: in an inbox, or a work folder. */
    private final Map<Path, Waiting> hindered = new HashMap<>();

    private final Set<Place> logged = EnumSet.noneOf(Place.class);
    private Waiting away;
    private boolean closed;
    private Instant openAt = Instant.MIN;

    /**
     * Begins without an outage.
     *
     * @param reach tries to reach the target, and throws a {@link TargetUnavailableException} when it cannot be reached
     */
    public Outages(DataFolder data, Target target, Runnable reach, Clock clock) {
        this.data = requireNonNull(data, "data");
        this.target = requireNonNull(target, "target");
        this.reach = requireNonNull(reach, "reach");
        this.clock = requireNonNull(clock, "clock");
    }

    /** @param tries how many attempts have failed */
    private record Waiting(Hindrance hindrance, Instant since, int tries, Instant nextTry) {
        static Waiting first(Hindrance hindrance, Instant now) {
            return new Waiting(hindrance, now, 1, now.plus(pause(1)));
        }

        Waiting again(Hindrance latest, Instant now) {
            return new Waiting(latest, since, tries + 1, now.plus(pause(tries + 1)));
        }

        boolean isDue(Instant now) {
            return !now.isBefore(nextTry);
        }
    }

    /** All present outages: none, one or two. */
    public synchronized List<Outage> now() {
        List<Outage> all = new ArrayList<>();
        for (Place place : Place.values()) {
            of(place).ifPresent(all::add);
        }
        return all;
    }

    /** The present outage of one place, if there is one. */
    public synchronized Optional<Outage> of(Place place) {
        Kind kind = place == Place.TARGET ? Kind.TARGET_UNABLE : Kind.FOLDERS;
        if (place == Place.TARGET && away != null) {
            return Optional.of(new Outage(place, away.hindrance.sentence(), away.since, away.nextTry));
        }
        List<Waiting> waiting = hindered.values().stream()
                .filter(one -> one.hindrance.kind() == kind)
                .sorted(Comparator.comparing(Waiting::since))
                .toList();
        return waiting.stream()
                .map(Waiting::nextTry)
                .min(Comparator.naturalOrder())
                .map(next -> new Outage(place, waiting.get(0).hindrance.sentence(), waiting.get(0).since, next));
    }

    /** Notes a failure outside of any drop, if it is the target's. */
    public void met(TargetUnavailableException failure) {
        if (failure.passing()) {
            note(new Hindrance(Kind.TARGET_AWAY, failure.getMessage()), null);
        }
    }

    /** Notes that the target was reached. */
    public synchronized void reached() {
        away = null;
        log();
    }

    /**
     * Tries to reach the target again when that is due.
     *
     * @return whether the inboxes are to be opened again now
     */
    public boolean tryAgain() {
        boolean back = false;
        if (isTargetDue()) {
            try {
                reach.run();
                reached();
                back = true;
            } catch (TargetUnavailableException e) {
                note(new Hindrance(Kind.TARGET_AWAY, e.getMessage()), null);
            }
        }
        return look() && (isToBeOpened() || back || isWorkDue());
    }

    /** Whether any drop may be claimed now: the target is there, and the inboxes have been opened since it was away. */
    synchronized boolean mayClaim() {
        return away == null && !closed;
    }

    /** The inboxes are open again. */
    synchronized void opened() {
        closed = away != null;
    }

    /** Whether a drop has to wait for a hindered one of its feed that was dropped before it. */
    boolean isBehindAnother(Path drop) {
        return hinderedBeside(drop).stream().anyMatch(other -> isBefore(other, drop));
    }

    private List<Path> hinderedBeside(Path drop) {
        Path feed = feedFolder(drop);
        List<Path> others;
        synchronized (this) {
            others = hindered.entrySet().stream()
                    .filter(one -> one.getValue().hindrance.kind() != Kind.CHANGED)
                    .map(Map.Entry::getKey)
                    .filter(other -> !other.equals(drop))
                    .toList();
        }
        return others.stream().flatMap(other -> fileOf(other, feed).stream()).toList();
    }

    /** The file of a hindered drop of this feed, in the feed's inbox or in a work folder, where it may have to remain for a while. */
    private Optional<Path> fileOf(Path place, Path feed) {
        if (!place.startsWith(data.work())) {
            return feedFolder(place).equals(feed) ? Optional.of(place) : Optional.empty();
        }
        try {
            WorkFolder work = WorkFolder.at(place);
            return work.note()
                    .filter(note -> feedFolder(note.inboxFile(data)).equals(feed))
                    .map(note -> work.original(note.name()));
        } catch (IOException e) {
            // It has just ended.
            return Optional.empty();
        }
    }

    private static Path feedFolder(Path drop) {
        Path folder = drop.getParent();
        return folder.endsWith(DataFolder.PREVIEW) ? folder.getParent() : folder;
    }

    /** In the order in which the folders are emptied. */
    private static boolean isBefore(Path one, Path other) {
        try {
            int order = Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS)
                    .compareTo(Files.getLastModifiedTime(other, LinkOption.NOFOLLOW_LINKS));
            return order < 0
                    || order == 0
                            && one.getFileName()
                                            .toString()
                                            .compareTo(other.getFileName().toString())
                                    < 0;
        } catch (IOException e) {
            // One of them has just been removed.
            return false;
        }
    }

    /**
     * Notes a failure if the target or this machine is the reason, or if the file was written to.
     *
     * @param drop where the drop is that failed; null for none
     * @return empty when the drop itself is the reason
     */
    Optional<Hindrance> met(Throwable failure, Path drop) {
        Optional<Hindrance> hindrance = Hindrance.of(failure, target);
        hindrance.ifPresent(one -> note(one, drop));
        return hindrance;
    }

    /** Notes that the ledger does not answer, for whatever reason: that is never a drop's fault. */
    void met(LedgerException failure, Path drop) {
        if (met((Throwable) failure, drop).isEmpty()) {
            note(new Hindrance(Kind.TARGET_UNABLE, failure.getMessage()), drop);
        }
    }

    /** When a drop is to be retried; now when nothing hinders it. */
    synchronized Instant nextTry(Path drop) {
        Waiting waiting = hindered.get(drop);
        return waiting == null ? clock.instant() : waiting.nextTry;
    }

    /** Whether the drop at a place may be tried now. */
    synchronized boolean isDue(Path drop) {
        Waiting waiting = hindered.get(drop);
        return waiting == null || waiting.isDue(clock.instant());
    }

    /** Whether an attempt at a drop was hindered before. */
    synchronized boolean isKnown(Path drop) {
        return hindered.containsKey(drop);
    }

    /** Whether exactly one attempt at a drop was hindered. */
    synchronized boolean isFirst(Path drop) {
        Waiting waiting = hindered.get(drop);
        return waiting != null && waiting.tries == 1;
    }

    /** Notes that a drop was moved. */
    synchronized void follow(Path from, Path to) {
        Waiting waiting = hindered.remove(from);
        if (waiting != null) {
            hindered.put(to, waiting);
        }
    }

    /** Notes that a drop has ended: target and folders can be used. */
    public synchronized void ended(Path drop) {
        hindered.remove(drop);
        away = null;
        log();
    }

    /** Notes that nothing is hindered any more at a place. */
    synchronized void gone(Path drop) {
        if (hindered.remove(drop) != null) {
            log();
        }
    }

    private synchronized void note(Hindrance hindrance, Path drop) {
        Instant now = clock.instant();
        if (hindrance.kind() == Kind.TARGET_AWAY) {
            closed = true;
            openAt = now;
            if (away == null) {
                away = Waiting.first(hindrance, now);
            } else if (away.isDue(now)) {
                away = away.again(hindrance, now);
            }
        }
        if (drop != null) {
            Waiting before = hindered.get(drop);
            hindered.put(drop, before == null ? Waiting.first(hindrance, now) : before.again(hindrance, now));
        }
        log();
    }

    private synchronized boolean isTargetDue() {
        return away != null && away.isDue(clock.instant());
    }

    /** Forgets removed drops; whether the target is there. */
    private synchronized boolean look() {
        Instant forgotten = clock.instant().minus(GRACE);
        hindered.entrySet()
                .removeIf(one ->
                        one.getValue().isDue(forgotten) && !Files.exists(one.getKey(), LinkOption.NOFOLLOW_LINKS));
        log();
        return away == null;
    }

    private synchronized boolean isWorkDue() {
        Instant now = clock.instant();
        return hindered.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().startsWith(data.work()) && one.getValue().isDue(now));
    }

    private synchronized boolean isToBeOpened() {
        Instant now = clock.instant();
        if (!closed || now.isBefore(openAt)) {
            return false;
        }
        openAt = now.plus(LONGEST_PAUSE);
        return true;
    }

    private void log() {
        for (Place place : Place.values()) {
            Optional<Outage> outage = of(place);
            if (outage.isPresent() && logged.add(place)) {
                LOG.warn(
                        "{} Drops wait in their folders; Waybill tries again by itself.",
                        outage.get().reason());
            } else if (outage.isEmpty() && logged.remove(place)) {
                LOG.info(
                        "{} again: drops are carried.",
                        place == Place.TARGET
                                ? "The database " + target.describe() + " works"
                                : "The folders below " + data.root() + " can be used");
            }
        }
    }

    private static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
