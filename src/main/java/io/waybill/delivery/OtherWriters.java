package io.waybill.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What a delivery does about others who write to its tables. They may write while it compares; when it writes itself, they wait, and
 * whoever was faster has overtaken it. A delivery that shares its tables keeps nobody waiting.
 */
final class OtherWriters {
    /** How long to wait for other sessions that write to the tables. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DeliverySession session;
    private final List<DeliveryTable> tables;
    private final boolean shared;
    private TableMoment moment;

    /**
     * Those of the tables whose rows are changed in place.
     *
     * @param shared whether others go on writing to the end
     */
    OtherWriters(DeliverySession session, Collection<DeliveryTable> tables, boolean shared) {
        this.session = session;
        this.tables = List.copyOf(tables);
        this.shared = shared;
    }

    /** Lets them write, and notes the moment from which on the tables are compared. */
    void watch() {
        moment = TableMoment.now(session, tables);
    }

    /** Lets them wait until the transaction ends; readers do not. */
    void stop() {
        List<String> names =
                tables.stream().map(table -> table.name().sql()).sorted().toList();
        if (shared || names.isEmpty()) {
            return;
        }
        SQLException busy = new TableLocks(session).take(names, TableLocks.Against.WRITERS, PATIENCE);
        if (busy != null) {
            throw session.failure(busy);
        }
    }

    /**
     * Lets them wait from now on.
     *
     * @return false when somebody has written since {@link #watch}
     */
    boolean stopInTime() {
        if (moment == null || shared) {
            return true;
        }
        stop();
        boolean over = moment.isOver(session);
        moment = over ? moment : null;
        return !over;
    }

    /** Whether they could write while the tables were compared. */
    boolean watched() {
        return moment != null;
    }

    /** Whether somebody has written since {@link #watch}. The caller's transaction must not have written to the tables. */
    boolean wereFaster() {
        return moment.isOver(session);
    }
}
