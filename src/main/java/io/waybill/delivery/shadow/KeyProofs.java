package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that foreign keys hold for all rows without looking through them while others wait. What has to be found out about many rows is
 * noted before, in working tables that are much smaller: keys that go, or keys that are needed. Whether these are still as they should be
 * is asked in the end.
 */
final class KeyProofs {
    private final DeliverySession session;
    private final TableSet tables;
    private final String coming;
    private final String workSchema;
    private final Map<OutsideKey, String> questions = new LinkedHashMap<>();

    /**
     * @param coming schema of the tables that become the live ones
     * @param workSchema a schema for working tables; dropping them is up to the caller
     */
    KeyProofs(DeliverySession session, TableSet tables, String coming, String workSchema) {
        this.session = session;
        this.tables = tables;
        this.coming = coming;
        this.workSchema = workSchema;
    }

    /** Notes what the keys need, while nobody waits. Those that do not hold now can be proven no longer. */
    void note(List<OutsideKey> keys) {
        for (OutsideKey key : keys) {
            String noted = TableSet.in(workSchema, "waybill_keys_" + questions.size());
            session.run((key.leaves()
                                    ? template("keys-needed.sql", noted)
                                            .withList("columns", key.child().columns())
                                            .with("coming", coming, key.child().table())
                                    : template("keys-going.sql", noted)
                                            .withList("columns", key.parent().columns())
                                            .with(
                                                    "live",
                                                    tables.schema(),
                                                    key.parent().table())
                                            .with("coming", coming, key.parent().table()))
                            .sql()
                    + "; ANALYZE " + noted);
            questions.put(
                    key,
                    template(key.leaves() ? "needs-missing.sql" : "refers-to-going.sql", noted)
                            .withSql("table", List.of(key.outside().sql()))
                            .withList("columns", key.child().columns())
                            .withList("parents", key.parent().columns())
                            .sql());
        }
        forgetBroken();
    }

    private SqlTemplate template(String file, String noted) {
        return SqlTemplate.load(KeyProofs.class, file).withSql("keys", List.of(noted));
    }

    /** Asks again. From now on those that do not hold can be proven no longer. */
    void forgetBroken() {
        questions.values().removeIf(session::truth);
    }

    /** Whether it holds for all rows, as far as was asked last. */
    boolean proven(OutsideKey key) {
        return questions.containsKey(key);
    }

    /** Those that hold for all rows, as far as was asked last. */
    List<OutsideKey> all() {
        return List.copyOf(questions.keySet());
    }
}
