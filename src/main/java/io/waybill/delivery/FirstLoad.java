package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Planner.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the first load into empty tables fast: foreign keys between empty tables and indexes that enforce nothing are
 * dropped, and created again as they were, in the same transaction. Tables that have rows are left alone, because their
 * readers would have to wait.
 */
final class FirstLoad {
    /** With fewer rows, changing definitions costs more than it saves. */
    private static final long WORTHWHILE_ROWS = 2_000;

    /** How long to wait for somebody who reads an empty table; after that it is loaded the slower way. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final DeliverySession session;
    private final List<Planned> plans;
    private final List<String> restoring = new ArrayList<>();
    private List<Planned> loaded = List.of();

    FirstLoad(DeliverySession session, List<Planned> plans) {
        this.session = session;
        this.plans = plans;
    }

    private record Part(String drop, String restore) {}

    void lighten() {
        List<Planned> empty = plans.stream()
                .filter(planned ->
                        planned.targetEmpty() && planned.table().shape().owned())
                .toList();
        loaded = empty.stream()
                .filter(planned -> planned.inserted() >= WORTHWHILE_ROWS)
                .toList();
        if (loaded.isEmpty()) {
            return;
        }
        // All at once: if they were locked one by one, the delivery and a reader of two tables could wait for each
        // other.
        if (new TableLocks(session).take(names(empty), TableLocks.Against.READERS_AND_WRITERS, PATIENCE) != null) {
            return;
        }
        List<Part> parts = new ArrayList<>(parts("first-load-indexes.sql", array(loaded)));
        parts.addAll(parts("first-load-foreign-keys.sql", array(loaded), array(empty)));
        for (Part part : parts) {
            // What the server refuses to drop stays.
            if (session.attempt(part.drop) == null) {
                restoring.add(part.restore);
            }
        }
    }

    private List<Part> parts(String file, Object... names) {
        return session.query(
                SqlTemplate.load(FirstLoad.class, file).sql(),
                row -> new Part(row.getString("drop_sql"), row.getString("restore_sql")),
                names);
    }

    void restore() {
        restoring.forEach(session::run);
        loaded.forEach(planned ->
                session.run(planned.table().template("first-load-analyze.sql").sql()));
    }

    private Object array(List<Planned> tables) {
        return session.array("text", names(tables));
    }

    private static List<String> names(List<Planned> tables) {
        return tables.stream().map(planned -> planned.table().name().sql()).toList();
    }
}
