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
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes tables that waybills have replaced, once they have been kept long enough. An undo then takes back row by row. */
public final class OldTables {
    private static final Logger LOG = LoggerFactory.getLogger(OldTables.class);

    private final DataSource source;
    private final Ledger ledger;
    private final Duration keep;
    private final Clock clock;

    /** @param keep how long they are kept; zero for ever */
    public OldTables(DataSource source, Ledger ledger, Duration keep, Clock clock) {
        this.source = requireNonNull(source, "source");
        this.ledger = requireNonNull(ledger, "ledger");
        this.keep = requireNonNull(keep, "keep");
        this.clock = requireNonNull(clock, "clock");
    }

    private record Old(long waybill, String schema, List<String> names) {}

    /**
     * Removes what is too old. Tables that something else depends on, or that somebody uses, stay until the next time.
     *
     * @return of how many waybills tables were removed
     * @throws LedgerException when the database does not answer
     */
    public int prune() {
        if (keep.isZero()) {
            return 0;
        }
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int removed = 0;
            for (Old old : tooOld(connection)) {
                removed += remove(connection, old) ? 1 : 0;
            }
            connection.rollback();
            return removed;
        } catch (SQLException e) {
            throw new LedgerException("Tables that were replaced cannot be removed.", e);
        }
    }

    private List<Old> tooOld(Connection connection) throws SQLException {
        List<Old> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(OldTables.class, "old-tables.sql"))) {
            query.setObject(1, clock.instant().minus(keep).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(new Old(row.getLong("waybill"), row.getString("old_schema"), Arrays.asList((String[])
                            row.getArray("names").getArray())));
                }
            }
        }
        return all;
    }

    private boolean remove(Connection connection, Old old) throws SQLException {
        String sql = SqlTemplate.load(OldTables.class, "drop-tables.sql")
                .withSql(
                        "tables",
                        old.names.stream()
                                .map(name -> TableSet.in(old.schema, name))
                                .toList())
                .with("schema", old.schema)
                .sql();
        try (Statement statement = connection.createStatement();
                PreparedStatement gone =
                        connection.prepareStatement(SqlText.of(OldTables.class, "record-return.sql"))) {
            statement.execute(sql);
            gone.setLong(1, old.waybill);
            gone.executeUpdate();
            ledger.results()
                    .notices(
                            connection,
                            old.waybill,
                            List.of(new Notice(
                                    "old-tables-removed",
                                    "The replaced tables, in schema " + old.schema + ", were older than "
                                            + keep.toDays() + " days and have been removed.",
                                    old.names.size())));
            connection.commit();
            LOG.info("The tables that waybill {} replaced have been removed: schema {}", old.waybill, old.schema);
            return true;
        } catch (SQLException e) {
            connection.rollback();
            LOG.warn(
                    "The tables that waybill {} replaced, in schema {}, cannot be removed: {}",
                    old.waybill,
                    old.schema,
                    FailureSentence.withoutValues(e));
            return false;
        }
    }
}
