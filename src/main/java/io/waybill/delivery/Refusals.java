package io.waybill.delivery;

/** The table with the keys of refused records; made when the first one is refused, which is seldom. */
record Refusals(DeliverySession session, DeliveryTable table) {
    void begin() {
        table.markRefused();
        session.run(table.template("stage-refused.sql").sql());
    }
}
