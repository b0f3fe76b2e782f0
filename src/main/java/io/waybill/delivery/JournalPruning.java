package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the changes of waybills that ended long ago; these can no longer be looked at row by row, nor undone. Their
 * plans, table by table, stay.
 */
public final class JournalPruning {
    private static final Logger LOG = LoggerFactory.getLogger(JournalPruning.class);

    private final DataSource ledger;
    private final Duration keep;
    private final Clock clock;

    /** @param keep how long changes are kept; zero for ever */
    public JournalPruning(DataSource ledger, Duration keep, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.keep = requireNonNull(keep, "keep");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Deletes what is too old. A held waybill keeps its changes whatever its age.
     *
     * @return of how many waybills changes were deleted
     * @throws LedgerException when the database does not answer
     */
    public int prune() {
        if (keep.isZero()) {
            return 0;
        }
        try (Connection connection = ledger.getConnection();
                PreparedStatement prune =
                        connection.prepareStatement(SqlText.of(JournalPruning.class, "journal-prune.sql"))) {
            prune.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            prune.setObject(2, clock.instant().minus(keep).atOffset(ZoneOffset.UTC));
            int waybills;
            try (ResultSet row = prune.executeQuery()) {
                row.next();
                waybills = row.getInt(1);
            }
            if (waybills > 0) {
                LOG.info(
                        "The changes of {} waybills were older than {} days and have been deleted",
                        waybills,
                        keep.toDays());
            }
            return waybills;
        } catch (SQLException e) {
            throw new LedgerException("The journal cannot be pruned.", e);
        }
    }
}
