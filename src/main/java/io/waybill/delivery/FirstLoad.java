package io.waybill.delivery;

import io.waybill.delivery.Planner.Planned;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the first load into empty tables fast: foreign keys between empty tables, and indexes that enforce nothing, are dropped and
 * made again, as they were, in the same transaction. Never done where either side has rows: their readers would have to wait.
 */
final class FirstLoad {
    /** Below this, changing definitions costs more than it saves. */
    private static final long WORTHWHILE_ROWS = 2_000;

    private final Session session;
    private final List<Planned> plans;
    private final List<String> restoring = new ArrayList<>();
    private List<Planned> loaded = List.of();

    FirstLoad(Session session, List<Planned> plans) {
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
        Object names = names(loaded);
        Object emptyNames = names(empty);
        List<Part> parts = new ArrayList<>(session.query(
                SqlTemplate.load(FirstLoad.class, "first-load-foreign-keys.sql").sql(),
                row -> new Part(row.getString("drop_sql"), row.getString("restore_sql")),
                names,
                emptyNames));
        List<Part> indexes = session.query(
                SqlTemplate.load(FirstLoad.class, "first-load-indexes.sql").sql(),
                row -> new Part(row.getString("drop_sql"), row.getString("restore_sql")),
                names);
        parts.addAll(0, indexes);
        for (Part part : parts) {
            // Somebody may be reading the empty table at length: then it is loaded the slower way.
            if (session.attempt("SET LOCAL lock_timeout = '500ms'; " + part.drop) == null) {
                restoring.add(part.restore);
            }
        }
        session.run("SET LOCAL lock_timeout = '60s'");
    }

    void restore() {
        restoring.forEach(session::run);
        loaded.forEach(planned ->
                session.run(planned.table().template("first-load-analyze.sql").sql()));
    }

    private Object names(List<Planned> tables) {
        return session.array(
                "text",
                tables.stream().map(planned -> planned.table().name().sql()).toList());
    }
}
