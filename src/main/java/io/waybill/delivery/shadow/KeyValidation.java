package io.waybill.delivery.shadow;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.model.FailureSentence;
import io.waybill.model.Notice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the rows of foreign keys that were added without it when whole tables were replaced, while others read and write. What a
 * crash or a busy table has left is done the next time.
 */
public final class KeyValidation {
    private static final Logger LOG = LoggerFactory.getLogger(KeyValidation.class);
    private static final String BROKEN = "23503";

    /** Whoever changes a definition is waited for this long; nobody else is. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '5s'";

    private final DataSource source;
    private final Ledger ledger;

    public KeyValidation(DataSource source, Ledger ledger) {
        this.source = requireNonNull(source, "source");
        this.ledger = requireNonNull(ledger, "ledger");
    }

    private record Entered(long waybill, UnvalidatedKey key, boolean open) {}

    /**
     * Validates all keys that are entered. A row that breaks one is reported on the waybill that added the key.
     *
     * @return how many are no longer entered
     * @throws LedgerException when the database does not answer
     */
    public int validate() {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int done = 0;
            for (Entered entered : entered(connection)) {
                done += validated(connection, entered) ? 1 : 0;
            }
            connection.rollback();
            return done;
        } catch (SQLException e) {
            throw new LedgerException("Foreign keys of replaced tables cannot be validated.", e);
        }
    }

    private static List<Entered> entered(Connection connection) throws SQLException {
        List<Entered> all = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(SqlText.of(KeyValidation.class, "unvalidated-keys.sql"))) {
            while (row.next()) {
                all.add(new Entered(
                        row.getLong("waybill"),
                        new UnvalidatedKey(
                                row.getString("table_schema"), row.getString("table_name"), row.getString("key_name")),
                        row.getBoolean("open")));
            }
        }
        return all;
    }

    private boolean validated(Connection connection, Entered entered) throws SQLException {
        UnvalidatedKey key = entered.key;
        String table = TableSet.in(key.schema(), key.table());
        try {
            if (entered.open) {
                long begun = System.nanoTime();
                try (Statement statement = connection.createStatement()) {
                    statement.execute(PATIENCE);
                    statement.execute(SqlTemplate.load(KeyValidation.class, "validate-key.sql")
                            .withSql("table", List.of(table))
                            .with("key", key.name())
                            .sql());
                }
                LOG.info(
                        "Waybill {}: foreign key {} of table {} was validated in {} ms, while nobody waited",
                        entered.waybill,
                        key.name(),
                        table,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            }
            forget(connection, key);
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (BROKEN.equals(e.getSQLState())) {
                tell(connection, entered, table);
                forget(connection, key);
                connection.commit();
                return true;
            }
            LOG.warn(
                    "Foreign key {} of table {} cannot be validated yet: {}",
                    key.name(),
                    table,
                    FailureSentence.withoutValues(e));
            return false;
        }
    }

    private void tell(Connection connection, Entered entered, String table) throws SQLException {
        ledger.results()
                .notices(
                        connection,
                        entered.waybill,
                        List.of(new Notice(
                                "key-broken-before",
                                "Table " + table
                                        + " has rows that refer to rows which do not exist. They had been there before,"
                                        + " although foreign key " + entered.key.name()
                                        + " forbids them; it holds for whatever is written. Correct these rows, then: ALTER TABLE "
                                        + table + " VALIDATE CONSTRAINT " + SqlTemplate.quoted(entered.key.name())
                                        + ".",
                                1)));
    }

    private static void forget(Connection connection, UnvalidatedKey key) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(SqlText.of(KeyValidation.class, "key-validated.sql"))) {
            delete.setString(1, key.schema());
            delete.setString(2, key.table());
            delete.setString(3, key.name());
            delete.executeUpdate();
        }
    }
}
