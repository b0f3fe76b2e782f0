package io.waybill.school.event;

import io.waybill.school.load.SchoolLoad;
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
        new Reconciliation(load.sql(), load.config().policy(), load.config().events()).stage();
        new EventReport(load).tell();
    }
}
