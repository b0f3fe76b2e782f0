package io.waybill.ledger.audit;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.ledger.LedgerException;
import io.waybill.model.FailureSentence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The audit list in the ledger: added to and read, never changed; a trigger holds that. Safe for use by several threads. */
public final class Audit {
    private static final int LONGEST = 500;
    private static final int FETCHED_AT_ONCE = 1_000;

    private final DataSource ledger;
    private final Clock clock;

    /** @param ledger the target's; the ledger's schema must be there */
    public Audit(DataSource ledger, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Adds what somebody has just done.
     *
     * @throws LedgerException when the ledger does not answer; then it is not there
     */
    public void add(Actor actor, Deed deed) {
        add(List.of(AuditEntry.of(clock.instant(), actor, deed)));
    }

    /**
     * Adds entries, all or none; those that are there already stay as they are.
     *
     * @throws LedgerException when the ledger does not answer
     */
    public void add(List<AuditEntry> entries) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement(SqlText.of(Audit.class, "add.sql"))) {
            connection.setAutoCommit(false);
            for (AuditEntry entry : entries) {
                insert.setObject(1, entry.id());
                insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
                insert.setString(3, entry.deed().act().word());
                insert.setString(4, text(entry.actor().name()));
                insert.setString(5, text(entry.actor().program()));
                insert.setString(6, text(entry.actor().origin()));
                insert.setString(7, text(entry.deed().subject()));
                insert.setString(8, text(entry.deed().note()));
                insert.setObject(9, entry.deed().waybill(), Types.BIGINT);
                insert.setString(10, text(entry.deed().dropToken()));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new LedgerException("The audit list cannot be added to: " + FailureSentence.of(e), e);
        }
    }

    /** A text of a limited length on one line. */
    private static String text(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /**
     * Lines of the list, the latest first.
     *
     * @param limit maximum number
     * @throws LedgerException when the ledger does not answer
     */
    public List<AuditLine> list(AuditFilter filter, int limit) {
        List<AuditLine> lines = new ArrayList<>();
        each(filter, limit, lines::add);
        return lines;
    }

    /**
     * Hands over every line that matches, the latest first, without holding them all.
     *
     * @throws LedgerException when the ledger does not answer
     */
    public void each(AuditFilter filter, Consumer<AuditLine> line) {
        each(filter, null, line);
    }

    private void each(AuditFilter filter, Integer limit, Consumer<AuditLine> line) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(SqlText.of(Audit.class, "list.sql"))) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            query.setFetchSize(FETCHED_AT_ONCE);
            query.setString(1, filter.who());
            query.setString(2, filter.act() == null ? null : filter.act().word());
            query.setObject(3, filter.waybill(), Types.BIGINT);
            query.setObject(4, time(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE);
            query.setObject(5, time(filter.until()), Types.TIMESTAMP_WITH_TIMEZONE);
            query.setObject(6, filter.below(), Types.BIGINT);
            query.setObject(7, limit, Types.INTEGER);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    line.accept(line(row));
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new LedgerException("The audit list cannot be read: " + FailureSentence.of(e), e);
        }
    }

    private static AuditLine line(ResultSet row) throws SQLException {
        return new AuditLine(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("act"),
                row.getString("who"),
                row.getString("program"),
                row.getString("origin"),
                row.getString("subject"),
                row.getString("note"),
                row.getObject("waybill", Long.class));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
