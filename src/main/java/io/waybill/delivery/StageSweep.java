package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.database.Target;
import java.util.List;

/** Removes stages that deliveries left behind when their process died. */
public final class StageSweep {
    static final String PREFIX = "waybill_stage_";

    private final Target target;

    public StageSweep(Target target) {
        this.target = target;
    }

    /** The number of the lock that a delivery holds while it has a stage; 0 has another use. */
    static int lockOf(long waybill) {
        return (int) (waybill % Integer.MAX_VALUE) + 1;
    }

    /**
     * Drops the stage schemas of deliveries that no longer run. Those of running deliveries stay, whatever process they
     * belong to.
     *
     * @return the waybill numbers that they belonged to
     */
    public List<Long> sweep() {
        try (DeliverySession session = new DeliverySession(target)) {
            List<Long> left = session.query(
                    SqlTemplate.load(StageSweep.class, "sweep-find.sql").sql(), row -> row.getLong("waybill"));
            List<Long> gone = left.stream()
                    .filter(waybill -> session.truth(
                            "SELECT pg_try_advisory_xact_lock(?, ?)", Delivery.LOCK_CLASS, lockOf(waybill)))
                    .toList();
            gone.forEach(waybill -> session.run(SqlTemplate.load(StageSweep.class, "sweep-drop.sql")
                    .with("schema", PREFIX + waybill)
                    .sql()));
            session.commit();
            return gone;
        }
    }
}
