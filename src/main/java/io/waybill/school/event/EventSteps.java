package io.waybill.school.event;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolSql;
import java.sql.SQLException;
import org.apache.camel.ExchangeProperty;

/** The step, as the route names it, by which the events of an export are compared with those of the calendar. */
public final class EventSteps {
    /**
     * Stages events, commitments and covers that are new or differ, and tells what was found; people and groups have to be known before.
     *
     * @throws SQLException when the database refuses it
     */
    public void reconcile(@ExchangeProperty(SchoolLoad.PROPERTY) SchoolLoad load) throws SQLException {
        load.keepPlaces();
        new Reconciliation(load.sql(), load.config().policy(), load.config().events()).stage();
        new EventReport(load).tell();
    }

    /**
     * Finds out which days a load is about, and which week letters they have.
     *
     * @throws SQLException when the database refuses it
     */
    public static void findDays(SchoolSql sql) throws SQLException {
        Reconciliation.findDays(sql, false);
    }

    /**
     * Makes the working table {@code wanted_event}, into which others write what takes place.
     *
     * @throws SQLException when the database refuses it
     */
    public static void beginWanted(SchoolSql sql) throws SQLException {
        sql.run(Reconciliation.class, "wanted-table.sql");
    }

    /**
     * Stages events and commitments that are new, differ or have ended: those of {@code wanted_event} with the elements of {@code entry_element},
     * and those in {@code ended_event}.
     *
     * @throws SQLException when the database refuses it
     */
    public static void stageDifferences(SchoolSql sql) throws SQLException {
        Reconciliation.stageDifferences(sql);
    }

    /**
     * Counts what was staged.
     *
     * @throws SQLException when the database refuses it
     */
    public static EventCounts counts(SchoolSql sql) throws SQLException {
        return sql.query(EventReport.class, "count-events.sql", EventCounts::of).get(0);
    }
}
