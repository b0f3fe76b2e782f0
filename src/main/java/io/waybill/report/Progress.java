package io.waybill.report;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.model.Drop;
import io.waybill.model.StoppedException;
import io.waybill.model.Stopping;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far the reading of a drop has come: in the ledger, in the log, and on the terminal when a person watches. */
public final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long LEDGER_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long LOG_EVERY = Duration.ofSeconds(10).toNanos();
    private static final int WHOLE = 100;

    private final Ledger ledger;
    private final Stopping stopping;
    private final ProgressBar bar;
    private final LongSupplier nanoTime;

    /** @param bar the terminal's */
    public Progress(Ledger ledger, Stopping stopping, ProgressBar bar) {
        this(ledger, stopping, bar, System::nanoTime);
    }

    Progress(Ledger ledger, Stopping stopping, ProgressBar bar, LongSupplier nanoTime) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.stopping = requireNonNull(stopping, "stopping");
        this.bar = requireNonNull(bar, "bar");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /** Begins to show the reading of a drop. */
    public Meter of(Drop drop) {
        return of(drop, drop.size());
    }

    /** The same of what has no file of its own. @param size bytes that will be read */
    public Meter of(Drop drop, long size) {
        return new Meter(drop, size);
    }

    /** The reading of one drop. For one thread; cheap enough to be told of every chunk. */
    public final class Meter {
        private final Drop drop;
        private final long size;
        private long toldLedger = nanoTime.getAsLong();
        private long toldLog = toldLedger;
        private int inLedger;

        private Meter(Drop drop, long size) {
            this.drop = drop;
            this.size = size;
        }

        /**
         * Says how far it is.
         *
         * @param bytes that were read so far; over several readings, their mean
         * @throws StoppedException when the process ends and the work is to be broken off
         */
        public void at(long bytes) {
            stopping.check();
            int percent = percent(bytes);
            bar.draw(drop.feed() + " " + drop.fileName(), percent);
            long now = nanoTime.getAsLong();
            if (percent != inLedger && now - toldLedger >= LEDGER_EVERY) {
                toldLedger = now;
                inLedger = percent;
                tellLedger(percent);
            }
            if (now - toldLog >= LOG_EVERY) {
                toldLog = now;
                LOG.info("Waybill {} ({}): {} % of {} bytes read", drop.number(), drop.feed(), percent, size);
            }
        }

        /** Clears the terminal's bar. */
        public void done() {
            bar.clear();
        }

        private int percent(long bytes) {
            return size <= 0 ? WHOLE : (int) Math.max(0, Math.min(WHOLE, bytes / (double) size * WHOLE));
        }

        private void tellLedger(int percent) {
            try {
                ledger.progress(drop.number(), percent);
            } catch (LedgerException e) {
                // The work itself will notice a database that is gone, and say so.
                LOG.debug("The progress of waybill {} is not in the ledger", drop.number(), e);
            }
        }
    }
}
