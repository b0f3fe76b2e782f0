package io.waybill.school.event;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.policy.EventRules;
import java.sql.SQLException;
import org.apache.camel.ExchangeProperty;

/** The step, as the route names it, by which the events of an export are compared with those of the calendar. */
public final class EventSteps {
    private final EventRules rules;

    /** @param rules what the school does in its own way */
    public EventSteps(EventRules rules) {
        this.rules = rules;
    }

    /**
     * Stages events, commitments and covers that are new or differ, and tells what was found; people and groups have to be known before.
     *
     * @throws SQLException when the database refuses it
     */
    public void reconcile(@ExchangeProperty(SchoolLoad.PROPERTY) SchoolLoad load) throws SQLException {
        Reconciliation reconciliation = new Reconciliation(load.sql(), load.config().policy(), rules);
        reconciliation.stage();
        new EventReport(load, rules).tell();
    }
}
