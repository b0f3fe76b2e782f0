package io.waybill.system.command;

import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.UsualTimes;
import io.waybill.report.ProgressBar;
import io.waybill.report.ProgressText;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Watches a waybill until it has ended, by looking into the ledger: often at first, then less often. */
public final class WaybillWatch {
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 1_000;
    /** The longest time for which the embedded database is away while another process restarts it. */
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    /** The ledger knows the end first; the files of the waybill reach their folders a moment later. */
    private static final long FILES_FOLLOW_WITHIN = Duration.ofSeconds(10).toNanos();

    private final LedgerReader ledger;
    private final DataFolder data;
    private final ProgressBar bar;
    private volatile long seen;
    /** How long drops like the waybill with this number usually take. */
    private long usualOf;

    private UsualTimes usual = UsualTimes.NONE;

    /**
     * Watches waybills of one data folder.
     *
     * @param data holds the work folder of a waybill until the waybill's files are where they belong
     * @param bar shows the progress meanwhile
     */
    public WaybillWatch(LedgerReader ledger, DataFolder data, ProgressBar bar) {
        this.ledger = ledger;
        this.data = data;
        this.bar = bar;
    }

    /** The number of the waybill that was last seen; empty before the first one. For any thread. */
    public OptionalLong seen() {
        return seen == 0 ? OptionalLong.empty() : OptionalLong.of(seen);
    }

    /** Looks a waybill up. */
    @FunctionalInterface
    public interface Lookup {
        /** Returns the waybill, or empty while it does not exist. */
        Optional<LedgerEntry> find(LedgerReader ledger);
    }

    /**
     * Waits until a waybill has ended and its files are where they belong.
     *
     * @param lookup finds the waybill
     * @param abandoned asked about once a second: whether to stop waiting
     * @return empty when waiting was abandoned
     * @throws LedgerException when the ledger does not answer for a minute
     */
    public Optional<LedgerEntry> untilEnd(Lookup lookup, BooleanSupplier abandoned) throws InterruptedException {
        long pause = FIRST_PAUSE;
        long answered = System.nanoTime();
        long ended = Long.MAX_VALUE;
        while (true) {
            try {
                Optional<LedgerEntry> page = lookup.find(ledger);
                answered = System.nanoTime();
                page.ifPresent(one -> seen = one.number());
                if (page.isPresent() && page.get().settled()) {
                    ended = Math.min(ended, System.nanoTime());
                    if (!Files.exists(data.work(page.get().number()))
                            || System.nanoTime() - ended > FILES_FOLLOW_WITHIN) {
                        bar.clear();
                        return page;
                    }
                }
                page.ifPresent(this::draw);
            } catch (LedgerException e) {
                if (System.nanoTime() - answered > PATIENCE) {
                    throw e;
                }
            }
            if (ended == Long.MAX_VALUE && pause == LONGEST_PAUSE && abandoned.getAsBoolean()) {
                bar.clear();
                return Optional.empty();
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE, pause + pause / 4);
        }
    }

    private void draw(LedgerEntry page) {
        if (usualOf != page.number()) {
            usual = ledger.usualTimes(page);
            usualOf = page.number();
        }
        bar.draw(
                page.feed() + " " + page.file().name(),
                ProgressText.step(page.state()),
                page.run().progress(),
                ProgressText.of(page, usual, Instant.now()));
    }

    /** The waybill of the drop or request that carries a token. */
    public static Lookup ofToken(String token) {
        return ledger -> {
            OptionalLong number = ledger.byToken(token);
            return number.isPresent() ? ledger.show(number.getAsLong()) : Optional.empty();
        };
    }
}
