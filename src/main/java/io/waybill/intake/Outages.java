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
 * What is the trouble now, with the target and with the folders: since when, and when it is tried again. While the target is away no
 * drop is claimed; what else hinders a drop makes that one wait, and those of its feed that were dropped after it, which must not
 * overtake it. Pauses double from one try to the next. The log says once that a trouble has begun and once that it is over. Safe for
 * use by several threads.
 */
public final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;
    /** A hindered drop that is neither in its folder nor in hand so long after it was due was taken away by somebody. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DataFolder data;
    private final Target target;
    private final Runnable reach;
    private final Clock clock;
    /** By where they stand: in an inbox, or a work folder. */
    private final Map<Path, Waiting> hindered = new HashMap<>();

    private final Set<Place> told = EnumSet.noneOf(Place.class);
    private Waiting away;
    private boolean leftUnfinished;
    private Instant takeUpAt = Instant.MIN;

    /** @param reach sees whether the target can be reached, and throws a {@link TargetUnavailableException} when not */
    public Outages(DataFolder data, Target target, Runnable reach, Clock clock) {
        this.data = requireNonNull(data, "data");
        this.target = requireNonNull(target, "target");
        this.reach = requireNonNull(reach, "reach");
        this.clock = requireNonNull(clock, "clock");
    }

    /** @param tries how many have failed */
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

    /** All of now: none, one or two. */
    public synchronized List<Outage> now() {
        List<Outage> all = new ArrayList<>();
        for (Place place : Place.values()) {
            of(place).ifPresent(all::add);
        }
        return all;
    }

    /** The trouble of now, if there is any. */
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

    /** Takes note of a failure that no drop has met, if it is one of the target's. */
    public void met(TargetUnavailableException failure) {
        if (failure.passing()) {
            note(new Hindrance(Kind.TARGET_AWAY, failure.getMessage()), null);
        }
    }

    /** The target was reached: drops are carried again. */
    public synchronized void reached() {
        away = null;
        tell();
    }

    /**
     * Sees whether it is time for another try, and whether the target can be reached again.
     *
     * @return whether what stands unfinished should be taken up now
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
        return look() && (isToBeTakenUp() || back || isWorkDue());
    }

    /** Whether any drop may be claimed now: the target is not away, and what was left unfinished when it went away is taken up. */
    synchronized boolean mayClaim() {
        return away == null && !leftUnfinished;
    }

    /** What was left unfinished has been taken up. */
    synchronized void tookUp() {
        leftUnfinished = away != null;
    }

    /** Whether a drop has to wait for another one of its feed that was dropped before it. */
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

    /** The file of a hindered drop of this feed, in the feed's folder or in a work folder, where it may have to stay for a while. */
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
            // It has just been brought to its end.
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
            // One of them has just been taken away.
            return false;
        }
    }

    /**
     * Takes note of a failure if it is the target's or this machine's, or the file was written to.
     *
     * @param drop where the drop stands that met it; null for none
     * @return empty when the failure is the drop's own
     */
    Optional<Hindrance> met(Throwable failure, Path drop) {
        Optional<Hindrance> hindrance = Hindrance.of(failure, target);
        hindrance.ifPresent(one -> note(one, drop));
        return hindrance;
    }

    /** The ledger refuses a claim, for whatever reason: that is no drop's fault. */
    void met(LedgerException failure, Path drop) {
        if (met((Throwable) failure, drop).isEmpty()) {
            note(new Hindrance(Kind.TARGET_UNABLE, failure.getMessage()), drop);
        }
    }

    /** When a drop is to be tried again; now when nothing hinders it. */
    synchronized Instant nextTry(Path drop) {
        Waiting waiting = hindered.get(drop);
        return waiting == null ? clock.instant() : waiting.nextTry;
    }

    /** Whether it is time to take up what stands there. */
    synchronized boolean isDue(Path drop) {
        Waiting waiting = hindered.get(drop);
        return waiting == null || waiting.isDue(clock.instant());
    }

    /** Whether a drop has been tried in vain before. */
    synchronized boolean isKnown(Path drop) {
        return hindered.containsKey(drop);
    }

    /** Whether a drop has been tried in vain for the first time. */
    synchronized boolean isFirst(Path drop) {
        Waiting waiting = hindered.get(drop);
        return waiting != null && waiting.tries == 1;
    }

    /** A drop stands elsewhere now. */
    synchronized void follow(Path from, Path to) {
        Waiting waiting = hindered.remove(from);
        if (waiting != null) {
            hindered.put(to, waiting);
        }
    }

    /** A drop was carried to its end, so that target and folders do what they are there for. */
    synchronized void ended(Path drop) {
        hindered.remove(drop);
        away = null;
        tell();
    }

    /** What was hindered there is not any more, or is not wanted any more. */
    synchronized void gone(Path drop) {
        if (hindered.remove(drop) != null) {
            tell();
        }
    }

    private synchronized void note(Hindrance hindrance, Path drop) {
        Instant now = clock.instant();
        if (hindrance.kind() == Kind.TARGET_AWAY) {
            leftUnfinished = true;
            takeUpAt = now;
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
        tell();
    }

    private synchronized boolean isTargetDue() {
        return away != null && away.isDue(clock.instant());
    }

    /** @return whether the target is there */
    private synchronized boolean look() {
        Instant forgotten = clock.instant().minus(GRACE);
        hindered.entrySet()
                .removeIf(one ->
                        one.getValue().isDue(forgotten) && !Files.exists(one.getKey(), LinkOption.NOFOLLOW_LINKS));
        tell();
        return away == null;
    }

    private synchronized boolean isWorkDue() {
        Instant now = clock.instant();
        return hindered.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().startsWith(data.work()) && one.getValue().isDue(now));
    }

    private synchronized boolean isToBeTakenUp() {
        Instant now = clock.instant();
        if (!leftUnfinished || now.isBefore(takeUpAt)) {
            return false;
        }
        takeUpAt = now.plus(LONGEST_PAUSE);
        return true;
    }

    private void tell() {
        for (Place place : Place.values()) {
            Optional<Outage> outage = of(place);
            if (outage.isPresent() && told.add(place)) {
                LOG.warn(
                        "{} Drops wait in their folders; it is tried again by itself.",
                        outage.get().reason());
            } else if (outage.isEmpty() && told.remove(place)) {
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
