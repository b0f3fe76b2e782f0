package io.waybill.system;

import io.waybill.refresh.Refresh;
import io.waybill.refresh.RefreshLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The scheduled refreshes of a system, as people see them.
 *
 * @param system whose they are
 * @param description where the file comes from, to follow "from"
 * @param next says when the next run is due
 * @param runs the latest runs
 */
public record Schedule(String system, String description, Next next, Runs runs) {
    /** Says when the next run is due. */
    @FunctionalInterface
    public interface Next {
        /** When the next run is due after an instant; empty when refreshes are off. */
        Optional<Instant> after(Instant instant);
    }

    /** Finds runs. */
    public interface Runs {
        /**
         * The latest runs, newest first.
         *
         * @param limit how many at most
         */
        List<Run> latest(int limit) throws SQLException;

        /** The run whose drop carries a token; empty when none has begun with it. */
        Optional<Run> of(String token) throws SQLException;
    }

    /**
     * One run.
     *
     * @param due when it was due
     * @param outcome {@code running}, {@code dropped}, {@code failed} or {@code missed}
     * @param token that its drop carries; empty for a run that was missed
     * @param waybill of its file; null while there is none
     * @param state of that waybill, a word; null with it
     * @param message why nothing was dropped; empty when there is nothing to say
     */
    public record Run(Instant due, String outcome, String token, Long waybill, String state, String message) {}

    /** That of a system's refreshes. */
    public static Schedule of(Refresh refresh) {
        return new Schedule(
                refresh.system(), refresh.config().description(), refresh::nextAfter, new LoggedRuns(refresh.log()));
    }

    /** Those of the ledger. */
    private record LoggedRuns(RefreshLog log) implements Runs {
        @Override
        public List<Run> latest(int limit) throws SQLException {
            return log.latest(limit).stream().map(LoggedRuns::shown).toList();
        }

        @Override
        public Optional<Run> of(String token) throws SQLException {
            return log.of(token).map(LoggedRuns::shown);
        }

        private static Run shown(RefreshLog.Run run) {
            return new Run(run.due(), run.outcome(), run.token(), run.waybill(), run.state(), run.message());
        }
    }
}
