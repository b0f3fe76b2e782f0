package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.model.Stopping;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which files in an inbox are to be claimed now: drops that are complete. One is complete when {@code <name>.done} stands
 * beside it, or when it has not changed for a while. Nothing is let through before {@link #open} and while there is trouble.
 * Readiness is decided here and not by a read lock, so that a file that still grows does not hold up those behind it.
 */
public final class InboxFilter implements GenericFileFilter<File> {
    private static final Logger LOG = LoggerFactory.getLogger(InboxFilter.class);
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(30);

    private final Duration settle;
    private final Clock clock;
    private final Stopping stopping;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Set<Path> complainedOf = ConcurrentHashMap.newKeySet();
    private final Map<Path, Instant> postponed = new ConcurrentHashMap<>();
    private final Outages outages;
    private volatile boolean open;

    /**
     * @param settle for how long a file must not have changed
     * @param troubles that keep every drop waiting
     */
    public InboxFilter(Duration settle, Clock clock, Stopping stopping, Outages outages) {
        this.settle = requireNonNull(settle, "settle");
        this.clock = requireNonNull(clock, "clock");
        this.stopping = requireNonNull(stopping, "stopping");
        this.outages = requireNonNull(outages, "troubles");
    }

    private record Seen(long size, Instant modified, Instant since, Instant last) {}

    /** From now on drops may be claimed: what an earlier process, or an outage of the target, left unfinished has been taken up. */
    public void open() {
        open = true;
        outages.tookUp();
    }

    /** This one is not to be claimed before that; others are not held up by it. */
    void postpone(Path path, Instant until) {
        postponed.put(path, until);
    }

    /** This one cannot be claimed at the moment, for a reason of its own. */
    void postpone(Path path) {
        postpone(path, clock.instant().plus(LONG_PAUSE));
    }

    boolean isPostponed(Path path) {
        Instant until = postponed.get(path);
        if (until != null && !clock.instant().isBefore(until)) {
            postponed.remove(path);
            return false;
        }
        return until != null;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        Path path = file.getFile().toPath();
        if (file.isDirectory()) {
            return file.getFileNameOnly().equals(DataFolder.PREVIEW) && !Files.isSymbolicLink(path);
        }
        return mayBeClaimed(path) && isComplete(path);
    }

    /** Whether it is to be claimed as soon as it is {@link #isComplete}. */
    boolean mayBeClaimed(Path path) {
        return mayClaim()
                && DropNames.isDrop(path.getFileName().toString())
                && !isPostponed(path)
                && !outages.isBehindAnother(path);
    }

    boolean mayClaim() {
        return open && !stopping.requested() && outages.mayClaim();
    }

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
        if (!Files.isReadable(path)) {
            if (complainedOf.add(path)) {
                LOG.warn("{} stays where it is: the account that runs Waybill may not read it.", path);
            }
            return false;
        }
        complainedOf.remove(path);
        if (Files.exists(path.resolveSibling(path.getFileName() + DropNames.DONE))
                || hasSettled(
                        path, attributes.size(), attributes.lastModifiedTime().toInstant())) {
            seen.remove(path);
            return true;
        }
        return false;
    }

    /**
     * Whether it has not changed for the time of settling: by its own time, or, where that lies in the future because another
     * machine's clock set it, by what was seen of it here.
     */
    boolean hasSettled(Path path, long size, Instant modified) {
        Instant now = clock.instant();
        if (!modified.isAfter(now.minus(settle))) {
            return true;
        }
        seen.values().removeIf(one -> one.last().isBefore(now.minus(FORGET_AFTER)));
        Seen before = seen.get(path);
        boolean same =
                before != null && before.size() == size && before.modified().equals(modified);
        Instant since = same ? before.since() : now;
        seen.put(path, new Seen(size, modified, since, now));
        return !since.isAfter(now.minus(settle));
    }
}
