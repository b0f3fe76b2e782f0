package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.model.FeedName;
import io.waybill.model.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The order in which files that wait together in an inbox are claimed, for feeds with a route that finds one: they arrive, get a place by the
 * days that they are about, are sorted by the route, and join the line. Files about the same day remain in the order in which they came,
 * because what was said last about a day counts. All of this is in memory alone: what a crash forgets arrives anew. Safe for use by several threads.
 */
public final class ArrivalOrder {
    /** An arrival that has not joined the line after this time is forgotten, and arrives anew. */
    private static final Duration LOST = Duration.ofMinutes(1);

    private final Inboxes inboxes;
    private final InboxFilter filter;
    private final Clock clock;
    private final EmptyInboxes empty;
    private final Map<FeedName, Line> lines = new ConcurrentHashMap<>();

    /** Looks into the inboxes of a data folder. */
    public ArrivalOrder(DataFolder data, Inboxes inboxes, InboxFilter filter, Clock clock) {
        this.inboxes = requireNonNull(inboxes, "inboxes");
        this.filter = requireNonNull(filter, "filter");
        this.clock = requireNonNull(clock, "clock");
        this.empty = new EmptyInboxes(data, List.of());
    }

    /**
     * Those that have come since the last look, in the order of their age; none as long as earlier ones are in the line.
     *
     * @param feed as {@code <system>/<feed>}
     * @throws IOException when the inbox cannot be read or written, and this machine is not the reason
     */
    public List<Arrival> arrivals(String feed) throws IOException {
        FeedName name = FeedName.parse(feed);
        Line line = line(name);
        return filter.mayClaim() && line.isOver() ? line.arrive(name, inboxes.waiting(name)) : List.of();
    }

    /** Finds the place of an arrival among those that have not joined the line yet. */
    public ArrivalPlace place(Arrival arrival, FileDays days) {
        return line(arrival.feed()).place(arrival, days);
    }

    /** Puts an arrival at the end of the line. */
    public void join(Arrival arrival) {
        line(arrival.feed()).join(arrival);
    }

    /** Takes the first file of the line that is still there, and as it was; empty when there is none. */
    Optional<WaitingFile> next(FeedName feed) {
        return line(feed).next();
    }

    /** Whether {@link #arrivals} may find something: false only when it would find nothing. Cheap. */
    public boolean mayHaveArrivals(FeedName feed) {
        return filter.mayClaim() && line(feed).isOver() && !empty.remains(feed);
    }

    private Line line(FeedName feed) {
        return lines.computeIfAbsent(feed, none -> new Line());
    }

    /** What waits of one feed. */
    private final class Line {
        private final Map<Path, Placed> arrived = new HashMap<>();
        private final Deque<Arrival> joined = new ArrayDeque<>();
        private long count;

        /** @param days null until they are known */
        private record Placed(Arrival arrival, Instant at, FileDays days, ArrivalPlace place) {}

        synchronized boolean isOver() {
            joined.removeIf(arrival -> !stands(arrival));
            return joined.isEmpty();
        }

        synchronized List<Arrival> arrive(FeedName feed, List<WaitingFile> waiting) {
            Instant now = clock.instant();
            arrived.values().removeIf(placed -> placed.at.plus(LOST).isBefore(now));
            List<Arrival> fresh = new ArrayList<>();
            for (WaitingFile file : waiting) {
                Optional<FileStamp> stamp = arrived.containsKey(file.path()) ? Optional.empty() : stamp(file.path());
                if (stamp.isPresent()) {
                    Arrival arrival = new Arrival(feed, file.path(), stamp.get(), ++count);
                    arrived.put(file.path(), new Placed(arrival, now, null, null));
                    fresh.add(arrival);
                }
            }
            return fresh;
        }

        synchronized ArrivalPlace place(Arrival arrival, FileDays days) {
            ArrivalPlace place = new ArrivalPlace(
                    arrived.values().stream()
                            .filter(other -> other.place != null
                                    && other.arrival.number() < arrival.number()
                                    && other.days.overlap(days))
                            .map(other -> other.place.day())
                            .reduce(days.first(), (one, other) -> one.isAfter(other) ? one : other),
                    arrival.number());
            arrived.computeIfPresent(
                    arrival.file(), (file, placed) -> new Placed(placed.arrival, placed.at, days, place));
            return place;
        }

        synchronized void join(Arrival arrival) {
            arrived.remove(arrival.file());
            joined.add(arrival);
        }

        synchronized Optional<WaitingFile> next() {
            for (Arrival arrival = joined.poll(); arrival != null; arrival = joined.poll()) {
                if (stands(arrival)) {
                    return Optional.of(WaitingFile.at(arrival.file()));
                }
            }
            return Optional.empty();
        }

        private boolean stands(Arrival arrival) {
            return filter.mayBeClaimed(arrival.file())
                    && stamp(arrival.file()).filter(arrival.stamp()::isLike).isPresent();
        }

        private static Optional<FileStamp> stamp(Path file) {
            try {
                return Optional.of(FileStamp.of(file));
            } catch (IOException e) {
                // It has just been moved away.
                return Optional.empty();
            }
        }
    }
}
