package io.waybill.folder;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Watches what lies in a folder into which others write, until it has settled: neither its size, nor its time stamps, nor its content has
 * changed for a while. Only what is seen here counts. A time stamp in the past proves nothing: {@code cp -p}, {@code rsync -t} and
 * unzipping set it while the file is still being written, or before. Safe for use by several threads.
 */
public final class SettlingWatch {
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final int BUFFER = 64 * 1024;

    private final Duration settle;
    private final Duration forgetAfter;
    private final Clock clock;
    private final Map<Path, Watched> watched = new ConcurrentHashMap<>();
    private volatile Instant swept = Instant.MIN;

    /**
     * @param settle how long nothing may change; zero: files are taken as they are
     */
    public SettlingWatch(Duration settle, Clock clock) {
        this.settle = requireNonNull(settle, "settle");
        this.clock = requireNonNull(clock, "clock");
        this.forgetAfter = FORGET_AFTER.plus(settle.multipliedBy(2));
    }

    /**
     * @param signs of a change: equal as long as none is seen
     * @param content checksum; null until the signs were the same at two looks, so that a growing file is not read again and again
     * @param since when the content was read
     * @param last when it was last looked at
     * @param settled whether the content was the same at the end of the settling time
     */
    private record Watched(Object signs, Long content, Instant since, Instant last, boolean settled) {}

    private record FileSigns(long size, FileTime modified, FileTime changed, Object file) {}

    /**
     * Whether a file has settled.
     *
     * @throws IOException when it cannot be read
     */
    public boolean hasFile(Path file) throws IOException {
        if (settle.isZero()) {
            return true;
        }
        FileStamp stamp = FileStamp.of(file);
        Object signs = new FileSigns(stamp.size(), stamp.modified(), stamp.changed(), stamp.file());
        Instant now = clock.instant();
        Watched before = before(file, signs, now);
        if (before == null) {
            watched.put(file, new Watched(signs, null, now, now, false));
            return false;
        }
        if (before.content == null) {
            watched.put(file, new Watched(signs, checksum(file), now, now, false));
            return false;
        }
        if (before.settled || before.since.plus(settle).isAfter(now)) {
            watched.put(file, new Watched(signs, before.content, before.since, now, before.settled));
            return before.settled;
        }
        long content = checksum(file);
        boolean same = before.content == content;
        watched.put(file, new Watched(signs, content, same ? before.since : now, now, same));
        return same;
    }

    /**
     * Whether something that is not a file has settled.
     *
     * @param signs of a change: equal as long as none is seen
     */
    public boolean hasOther(Path path, Object signs) {
        return unchanged(path, signs).compareTo(settle) >= 0;
    }

    /**
     * How long something that is not a file has been seen without a change.
     *
     * @param signs of a change: equal as long as none is seen
     */
    public Duration unchanged(Path path, Object signs) {
        Instant now = clock.instant();
        Watched before = before(path, signs, now);
        Instant since = before == null ? now : before.since;
        watched.put(path, new Watched(signs, null, since, now, false));
        return Duration.between(since, now);
    }

    /** What was seen last; null when it was never looked at or has changed since. */
    private Watched before(Path path, Object signs, Instant now) {
        sweep(now);
        Watched before = watched.get(path);
        boolean clockWasSetBack = before != null && before.last.isAfter(now);
        return before == null || clockWasSetBack || !before.signs.equals(signs) ? null : before;
    }

    /** Forgets, now and then, what is not looked at any more: each look would cost as much as there are files. */
    private void sweep(Instant now) {
        Instant last = swept;
        if (last.isAfter(now) || !last.isAfter(now.minus(SWEEP_EVERY))) {
            swept = now;
            watched.values().removeIf(one -> one.last.isBefore(now.minus(forgetAfter)));
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        }
        return sum.getValue();
    }
}
