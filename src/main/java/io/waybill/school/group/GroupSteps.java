package io.waybill.school.group;

import io.waybill.school.load.SchoolLoad;
import java.sql.SQLException;
import org.apache.camel.ExchangeProperty;

/** The step, as routes name it, by which groups and their members follow an export. */
public final class GroupSteps {
    /**
     * Stages what differs: groups, their elements, members and teachers, and the names of pupils whose tutor group changes.
     *
     * @throws SQLException when the database refuses it
     */
    public void reconcile(@ExchangeProperty(SchoolLoad.PROPERTY) SchoolLoad load) throws SQLException {
        GroupReconciliation groups =
                new GroupReconciliation(load.sql(), load.frame().start());
        groups.run();
        new GroupReport(load).tell();
    }
}
