package io.waybill.report;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.model.Cancellations;
import io.waybill.model.Drop;
import io.waybill.model.StoppedException;
import io.waybill.model.Stopping;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far a drop has come, by what is read, compared and written of it: in the ledger, for whoever looks there, and in the log. */
public final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long LEDGER_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long LOG_EVERY = Duration.ofSeconds(10).toNanos();
    private static final int WHOLE = 100;

    private final Ledger ledger;
    private final Stopping stopping;
    private final Cancellations cancellations;
    private final LongSupplier nanoTime;

    /** Writes into a ledger, and ends work that has to end. */
    public Progress(Ledger ledger, Stopping stopping, Cancellations cancellations) {
        this(ledger, stopping, cancellations, System::nanoTime);
    }

    Progress(Ledger ledger, Stopping stopping, Cancellations cancellations, LongSupplier nanoTime) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.stopping = requireNonNull(stopping, "stopping");
        this.cancellations = requireNonNull(cancellations, "cancellations");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /** Starts to show the progress of a drop. */
    public Meter of(Drop drop) {
        return of(drop, drop.size());
    }

    /**
     * Starts to show the progress of a drop or request whose size is not that of a file.
     *
     * @param size bytes that will be read
     */
    public Meter of(Drop drop, long size) {
        return new Meter(drop, size);
    }

    /** The progress of one drop. For one thread; cheap enough to be called for every chunk. */
    public final class Meter {
        private final Drop drop;
        private final long size;
        private long writtenAt = nanoTime.getAsLong();
        private long loggedAt = writtenAt;
        private int inLedger;

        private Meter(Drop drop, long size) {
            this.drop = drop;
            this.size = size;
        }

        /**
         * Reports how much has been read.
         *
         * @param bytes read so far; when the file is read several times, the mean
         * @throws StoppedException when the process is stopping, or the waybill was cancelled, and the work must end
         */
        public void at(long bytes) {
            int percent = percent(bytes, size);
            show(percent);
            long now = nanoTime.getAsLong();
            if (now - loggedAt >= LOG_EVERY) {
                loggedAt = now;
                LOG.info("Waybill {} ({}): {} % of {} bytes read", drop.number(), drop.feed(), percent, size);
            }
        }

        /**
         * Reports how much of what follows the reading is done.
         *
         * @param done how much of it, in any unit
         * @param all how much there is to do
         * @throws StoppedException when the process is stopping, or the waybill was cancelled, and the work must end
         */
        public void share(long done, long all) {
            show(percent(done, all));
        }

        private void show(int percent) {
            stopping.check();
            cancellations.check(drop.number());
            long now = nanoTime.getAsLong();
            // What has taken so long that people see it does not stop shortly before its end.
            boolean completed = percent == WHOLE && inLedger > 0;
            if (percent != inLedger && (completed || now - writtenAt >= LEDGER_EVERY)) {
                writtenAt = now;
                inLedger = percent;
                writeToLedger(percent);
            }
        }

        private static int percent(long done, long all) {
            return all <= 0 ? WHOLE : (int) Math.max(0, Math.min(WHOLE, done / (double) all * WHOLE));
        }

        private void writeToLedger(int percent) {
            try {
                ledger.progress(drop.number(), percent);
            } catch (LedgerException e) {
                // If the database is down, the work itself will fail and report it.
                LOG.debug("The progress of waybill {} is not in the ledger", drop.number(), e);
            }
        }
    }
}
