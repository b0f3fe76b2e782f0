package io.waybill.delivery;

import io.waybill.delivery.Plan.Counts;
import io.waybill.delivery.Plan.TablePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares stage and target, one set comparison per table. */
final class Planner {
    private final DeliverySession session;

    Planner(DeliverySession session) {
        this.session = session;
    }

    /** The plan of one table, and whether that table is empty now. */
    record Planned(DeliveryTable table, TablePlan plan, boolean targetEmpty) {
        long inserted() {
            return plan.inserted();
        }

        long updated() {
            return plan.updated();
        }

        long changed() {
            return inserted() + updated();
        }

        /** How many changes the plan lists. */
        long changes() {
            return changed() + plan.retired() + plan.deleted();
        }

        /** The desired rows that are to be written, as a relation for a FROM clause. */
        String changedRows() {
            return targetEmpty
                    ? table.stage()
                    : "(" + table.template("rows-changed.sql").sql() + ")";
        }
    }

    Planned plan(DeliveryTable table) {
        boolean empty = session.truth(table.template("plan-target-empty.sql").sql());
        session.run(table.template(file(table, empty)).sql());
        if (table.anyGone() && !empty) {
            session.run(table.template("plan-delete-keys.sql").sql());
        }
        Counted staged = session.query(
                        table.template("plan-count-staged.sql").sql(),
                        row -> new Counted(List.of(
                                new Count(false, "i", row.getLong("of_drop")),
                                new Count(true, "i", row.getLong("carried")))))
                .get(0);
        // Everything is inserted into an empty table: there is no need to count again.
        Counted differing = empty
                ? staged
                : new Counted(session.query(
                        table.template("plan-count.sql").sql(),
                        row -> new Count(row.getBoolean("carried"), row.getString("kind"), row.getLong("rows"))));
        return new Planned(
                table,
                new TablePlan(
                        table.spec().table(),
                        table.spec().model(),
                        empty ? 0 : rowsBefore(table, staged, differing),
                        counts(staged, differing, false),
                        counts(staged, differing, true),
                        differing.of(false, "d"),
                        differing.of(true, "r"),
                        differing.of(true, "d")),
                empty);
    }

    private long rowsBefore(DeliveryTable table, Counted staged, Counted differing) {
        if (table.policy() == Policy.MIRROR && !table.anyRefused()) {
            // Every row of the target is either desired or deleted.
            return staged.of("i") - differing.of("i") + differing.of("d");
        }
        return session.query(table.template("plan-rows.sql").sql(), row -> row.getLong(1))
                .get(0);
    }

    private static String file(DeliveryTable table, boolean empty) {
        if (empty) {
            return "plan-first.sql";
        }
        return switch (table.policy()) {
            case MIRROR -> table.anyRefused() ? "plan-mirror-some.sql" : "plan-mirror.sql";
            case UPSERT -> "plan-upsert.sql";
            case INSERT -> "plan-insert.sql";
            case RETIRE -> "plan-retire.sql";
        };
    }

    private static Counts counts(Counted staged, Counted differing, boolean carried) {
        long inserted = differing.of(carried, "i");
        long updated = differing.of(carried, "u");
        return new Counts(inserted, updated, staged.of(carried, "i") - inserted - updated);
    }

    private record Count(boolean carried, String kind, long rows) {}

    private record Counted(Map<String, Long> counts) {
        Counted(List<Count> counts) {
            this(new HashMap<>());
            counts.forEach(count -> this.counts.put(count.kind + count.carried, count.rows));
        }

        long of(String kind) {
            return of(false, kind) + of(true, kind);
        }

        long of(boolean carried, String kind) {
            return counts.getOrDefault(kind + carried, 0L);
        }
    }
}
