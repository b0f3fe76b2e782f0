package io.waybill.delivery;

/** The table with the keys of refused records. It is created with the first one, because most drops have none. */
record RefusedKeys(DeliverySession session, DeliveryTable table) {
    void create() {
        table.markRefused();
        session.run(table.template("stage-refused.sql").sql());
    }
}
