package io.waybill.school.people;

import io.waybill.school.load.SchoolLoad;
import java.sql.SQLException;
import org.apache.camel.ExchangeProperty;

/** The step, as the route names it, that stages what differs of staff, pupils, subjects, rooms and their elements. */
public final class PeopleSteps {
    /**
     * Finds the people and places of an export in the calendar and stages those that are new or differ. Who is no longer there has left.
     *
     * @throws SQLException when the database refuses it
     */
    public void reconcile(@ExchangeProperty(SchoolLoad.PROPERTY) SchoolLoad load) throws SQLException {
        load.sql().run(PeopleSteps.class, "tables.sql");
        load.sql().update(PeopleSteps.class, "staff-by-id.sql");
        load.sql().update(PeopleSteps.class, "pupils-by-id.sql");
        new AnsweredPeople(load).match();
        new StaffMatch(load).match();
        new PeopleMatch(load).match();
        new Doubts(load).tell();
        PeopleStage stage = new PeopleStage(load);
        stage.fill();
        new PeopleReport(load, stage.counts()).tell();
    }
}
