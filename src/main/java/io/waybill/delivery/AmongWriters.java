package io.waybill.delivery;

import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.shape.TableName;
import io.waybill.format.Faults;
import java.util.Map;

/**
 * Writes a plan while others write to the same tables. Whatever they have written since it was made shows when the target refuses the plan:
 * then stage and target are compared once more, and a plan that no longer fits is made anew instead of failing.
 */
final class AmongWriters {
    private final DeliverySession session;
    private final Map<TableName, DeliveryTable> tables;
    private final Map<DeliveryTable, Planned> planned;
    private final String target;

    AmongWriters(
            DeliverySession session,
            Map<TableName, DeliveryTable> tables,
            Map<DeliveryTable, Planned> planned,
            String target) {
        this.session = session;
        this.tables = tables;
        this.planned = planned;
        this.target = target;
    }

    /**
     * Writes it.
     *
     * @throws OvertakenException when others were faster
     * @throws TargetRefusedException when the target refuses rows for another reason
     */
    void apply(Applier applier) {
        session.run("SAVEPOINT waybill_apply");
        try {
            applier.apply();
        } catch (TargetRefusedException refused) {
            session.run("ROLLBACK TO SAVEPOINT waybill_apply");
            if (isOvertaken()) {
                throw new OvertakenException(target, refused);
            }
            throw refused;
        }
        session.run("RELEASE SAVEPOINT waybill_apply");
    }

    private boolean isOvertaken() {
        for (DeliveryTable table : tables.values()) {
            if (session.truth(table.template("plan-overtaken.sql").sql())) {
                return true;
            }
        }
        Faults faults = new Faults();
        new RuleViolations(session, tables, planned, new Reporter("", faults)).find();
        return !faults.isEmpty();
    }
}
