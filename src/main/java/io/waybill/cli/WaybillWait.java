package io.waybill.cli;

import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.report.ProgressBar;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Waits for the end of a waybill by looking into the ledger, at first often, then less so. */
final class WaybillWait {
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 1_000;
    /** An embedded database is away for so long at most while another process restarts it. */
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    /** After its end is in the ledger, a waybill's files are brought to where they belong. */
    private static final long FILES_FOLLOW_WITHIN = Duration.ofSeconds(10).toNanos();

    private final LedgerReader ledger;
    private final DataFolder data;
    private final ProgressBar bar;

    /** @param data whose work folder of a waybill goes when its files are where they belong */
    WaybillWait(LedgerReader ledger, DataFolder data, ProgressBar bar) {
        this.ledger = ledger;
        this.data = data;
        this.bar = bar;
    }

    /**
     * @param wanted finds the waybill
     * @param nobodyCarries asked now and then whether waiting is in vain
     * @return empty when it is
     * @throws LedgerException when the ledger does not answer for a minute
     */
    Optional<LedgerEntry> forEnd(Carrier.Wanted wanted, BooleanSupplier nobodyCarries) throws InterruptedException {
        long pause = FIRST_PAUSE;
        long answered = System.nanoTime();
        long ended = Long.MAX_VALUE;
        while (true) {
            try {
                Optional<LedgerEntry> page = wanted.find(ledger);
                answered = System.nanoTime();
                if (page.isPresent() && page.get().settled()) {
                    ended = Math.min(ended, System.nanoTime());
                    if (!Files.exists(data.work(page.get().number()))
                            || System.nanoTime() - ended > FILES_FOLLOW_WITHIN) {
                        bar.clear();
                        return page;
                    }
                }
                page.ifPresent(one -> bar.draw(
                        one.feed() + " " + one.file().name() + " " + one.state().word(),
                        one.run().progress()));
            } catch (LedgerException e) {
                if (System.nanoTime() - answered > PATIENCE) {
                    throw e;
                }
            }
            if (ended == Long.MAX_VALUE && pause == LONGEST_PAUSE && nobodyCarries.getAsBoolean()) {
                bar.clear();
                return Optional.empty();
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE, pause + pause / 4);
        }
    }

    /** The waybill of the drop or request that carries this token. */
    static Carrier.Wanted ofToken(String token) {
        return ledger -> {
            OptionalLong number = ledger.byToken(token);
            return number.isPresent() ? ledger.show(number.getAsLong()) : Optional.empty();
        };
    }
}
