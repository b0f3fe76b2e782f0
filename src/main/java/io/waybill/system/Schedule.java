package io.waybill.system;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A refresh that comes by itself, as its system tells of it.
 *
 * @param system whose it is
 * @param description what is fetched from where, as a sentence
 * @param next when it is due after a moment; empty when it is off
 * @param runs its latest runs
 */
public record Schedule(String system, String description, Next next, Runs runs) {
    /** Tells when it is due. */
    @FunctionalInterface
    public interface Next {
        Optional<Instant> after(Instant instant);
    }

    /** Tells what became of it. */
    @FunctionalInterface
    public interface Runs {
        /** @param limit how many at the most; the latest first */
        List<Run> latest(int limit) throws SQLException;
    }

    /**
     * One run.
     *
     * @param outcome {@code running}, {@code dropped}, {@code failed} or {@code missed}
     * @param waybill of its dump; null when there is none (yet)
     * @param state of that waybill, a word; null with it
     * @param message why there is no dump; empty when there is nothing to say
     */
    public record Run(Instant due, String outcome, Long waybill, String state, String message) {}
}
