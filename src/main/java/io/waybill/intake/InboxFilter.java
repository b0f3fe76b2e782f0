package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DropNames;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.SettlingWatch;
import io.waybill.format.NameBytes;
import io.waybill.model.MissingRight;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files in an inbox may be claimed now: complete ones. A file is complete when {@code <name>.done} is beside it, or when
 * it has not changed for a while ({@link SettlingWatch}). Nothing may be claimed before {@link #open}, nor during an outage. A file that is still growing does
 * not delay those behind it.
 */
public final class InboxFilter {
    private static final Logger LOG = LoggerFactory.getLogger(InboxFilter.class);
    /** How many settling times something waits: ten minutes in all, unless an operator has set another time. */
    private static final int PATIENCE = 300;

    private static final Duration LONG_PAUSE = Duration.ofSeconds(30);
    private static final Comparator<Aged> OLDEST_FIRST =
            Comparator.comparingLong(Aged::modified).thenComparing(Aged::file);

    private final Duration settle;
    private final IgnoredNames ignored;
    private final Clock clock;
    private final Stopping stopping;
    private final SettlingWatch settling;
    private final Set<Path> complainedOf = ConcurrentHashMap.newKeySet();
    private final Map<Path, Instant> postponed = new ConcurrentHashMap<>();
    private final Outages outages;
    private final StrayOptions options;
    private volatile boolean open;

    /**
     * Lets nothing through until {@link #open}.
     *
     * @param settle how long a file must remain unchanged, as seen here; zero: it is taken at once
     * @param ignored left alone, unless the options of a file or its {@code .done} are beside it
     * @param outages while one lasts, every drop waits
     */
    public InboxFilter(Duration settle, IgnoredNames ignored, Clock clock, Stopping stopping, Outages outages) {
        this.settle = requireNonNull(settle, "settle");
        this.ignored = requireNonNull(ignored, "ignored");
        this.clock = requireNonNull(clock, "clock");
        this.stopping = requireNonNull(stopping, "stopping");
        this.outages = requireNonNull(outages, "outages");
        this.options = new StrayOptions(clock);
        this.settling = new SettlingWatch(settle, clock);
    }

    private record Aged(long modified, Path file) {
        /** Empty when it has just been moved away. */
        static Optional<Aged> of(Path file) {
            try {
                return Optional.of(new Aged(
                        Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                                .toMillis(),
                        file));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Opens the inboxes: the target has been cleared of what an earlier process, or an outage, left there. Each feed then finishes its
     * unfinished drops before it claims new ones.
     */
    public void open() {
        open = true;
        outages.opened();
    }

    /** Delays one file until an instant; the others of its inbox do not wait for it. */
    void postpone(Path path, Instant until) {
        postponed.put(path, until);
    }

    /** Delays one file that cannot be claimed now for a reason of its own. */
    void postpone(Path path) {
        postpone(path, clock.instant().plus(LONG_PAUSE));
    }

    /** Delays something in an inbox that is not a file until it may have settled. */
    void postponeUntilSettled(Path path) {
        postpone(path, clock.instant().plus(settle));
    }

    boolean isPostponed(Path path) {
        Instant until = postponed.get(path);
        if (until != null && !clock.instant().isBefore(until)) {
            postponed.remove(path);
            return false;
        }
        return until != null;
    }

    /**
     * Lists the regular files of folders that may be claimed as soon as they are complete, oldest first.
     *
     * @param folders an inbox, its preview folder; one that is missing or is a link has no files
     * @throws IOException when one cannot be read
     */
    List<Path> claimable(Path... folders) throws IOException {
        List<Aged> files = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.list(folder)) {
                    all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && mayBeClaimed(file))
                            .flatMap(file -> Aged.of(file).stream())
                            .forEach(files::add);
                }
            }
        }
        return files.stream().sorted(OLDEST_FIRST).map(Aged::file).toList();
    }

    /** Whether a file may be claimed now. */
    boolean isReady(Path file) {
        return mayBeClaimed(file) && isComplete(file);
    }

    /** Whether a file may be claimed as soon as it is {@link #isComplete}. */
    boolean mayBeClaimed(Path path) {
        return mayClaim() && isDrop(path) && !isPostponed(path) && !outages.isBehindAnother(path);
    }

    /** Whether something in an inbox has the name of a drop: it does not belong to another file or program, and is not to be ignored. */
    boolean isDrop(Path path) {
        String name = NameBytes.readable(path);
        return DropNames.isDrop(name)
                && (!ignored.contains(name)
                        || Files.exists(NameBytes.beside(path, DropNames.DONE))
                        || Files.exists(NameBytes.beside(path, DropNames.OPTIONS)));
    }

    /** Whether any drop may be claimed or taken up now. */
    boolean mayClaim() {
        return open && !stopping.requested() && outages.mayClaim();
    }

    /** Whether this account may read a file; if not, the log says so once. */
    boolean isReadable(Path path) {
        if (Files.isReadable(path)) {
            complainedOf.remove(path);
            return true;
        }
        if (!Files.exists(path)) {
            return false;
        }
        complain(
                path,
                MissingRight.toRead(path)
                        .orElseGet(() ->
                                NameBytes.readablePath(path) + " cannot be read by the account that runs Waybill"));
        return false;
    }

    /** Delays one file that cannot be claimed for a reason that somebody has to mend; the log says once which. */
    void leaveForNow(Path path, String sentence) {
        postpone(path);
        complain(path, sentence);
    }

    private void complain(Path path, String sentence) {
        if (complainedOf.add(path)) {
            LOG.warn("{}. Until then it waits; the others are carried.", sentence);
        }
    }

    /**
     * Warns of options files whose drop does not come.
     *
     * @throws IOException when a folder cannot be read
     */
    void complainOfOptions(Path... folders) throws IOException {
        for (Path folder : folders) {
            options.complain(folder);
        }
    }

    /** Whether a regular, readable file has {@code .done} beside it or has settled, and it is clear which options are its. */
    boolean isComplete(Path path) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return false;
        }
        if (!attributes.isRegularFile()) {
            return false;
        }
        if (!isReadable(path)) {
            return false;
        }
        try {
            boolean complete = Files.exists(NameBytes.beside(path, DropNames.DONE)) || settling.hasFile(path);
            return complete && !options.hinder(path);
        } catch (IOException e) {
            // It was moved away, or cannot be read for the moment.
            return false;
        }
    }

    /**
     * Whether something in an inbox that is not a file has been unchanged for the settling time.
     *
     * @param signs of a change: equal as long as none is seen
     */
    boolean hasSettled(Path path, Object signs) {
        return settling.hasOther(path, signs);
    }

    /**
     * Whether something in an inbox that waits for what somebody has to do has been unchanged for so long that nobody will; the log says once,
     * when it has settled, what it waits for.
     */
    boolean hasWaitedLong(Path path, Object signs, String sentence) {
        Duration unchanged = settling.unchanged(path, signs);
        if (unchanged.compareTo(settle) >= 0) {
            complain(path, sentence);
        }
        return unchanged.compareTo(settle.multipliedBy(PATIENCE)) >= 0;
    }
}
