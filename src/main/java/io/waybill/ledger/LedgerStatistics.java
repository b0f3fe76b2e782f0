package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.model.FailureSentence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps PostgreSQL's statistics of the ledger's large tables up to date: it chooses plans by them, and its autovacuum renews them a minute
 * later, or never where somebody has turned it off. Safe for use by several threads.
 */
public final class LedgerStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerStatistics.class);
    private static final String RENEW = SqlText.of(LedgerStatistics.class, "statistics.sql");
    /** Fewer rows than this do not mislead a plan. */
    public static final long MANY = 500;

    private final DataSource ledger;

    /** @param ledger database with schema {@code waybill} */
    public LedgerStatistics(DataSource ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /**
     * Renews them if a transaction that has just been committed wrote many rows into the ledger. It may fail, for example because
     * somebody else holds a lock: then only the log says so.
     *
     * @param rows how many it wrote
     */
    public void renewAfter(long rows) {
        if (rows < MANY) {
            return;
        }
        try (Connection connection = ledger.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(RENEW);
            connection.commit();
        } catch (SQLException e) {
            LOG.info(
                    "The database's statistics of the ledger were not renewed now ({}): autovacuum does so later.",
                    FailureSentence.withoutValues(e));
        }
    }
}
