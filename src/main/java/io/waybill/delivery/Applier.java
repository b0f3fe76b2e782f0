package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.shape.ColumnShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what differs in the tables that have a plan: inserts with parents first, then updates, then deletes with children first. */
final class Applier {
    private final DeliverySession session;
    private final ApplyOrder order;
    private final Map<DeliveryTable, Planned> plans;
    private final boolean alone;
    private final WritingProgress progress;

    /**
     * @param alone whether others do not write to the tables, so that the first load may change definitions for a while
     * @param progress receives how many changes are written
     */
    Applier(
            DeliverySession session,
            ApplyOrder order,
            Map<DeliveryTable, Planned> plans,
            boolean alone,
            WritingProgress progress) {
        this.session = session;
        this.order = order;
        this.plans = plans;
        this.alone = alone;
        this.progress = progress;
    }

    void apply() {
        FirstLoad firstLoad = new FirstLoad(session, alone ? List.copyOf(plans.values()) : List.of());
        firstLoad.lighten();
        List<DeliveryTable> parentsFirst =
                order.parentsFirst().stream().filter(plans::containsKey).toList();
        parentsFirst.stream().filter(this::mayCollide).forEach(table -> new ParkedValues(session, table).park());
        parentsFirst.forEach(this::insert);
        parentsFirst.forEach(this::update);
        parentsFirst.forEach(this::retire);
        parentsFirst.forEach(this::fillLate);
        List<DeliveryTable> childrenFirst = new ArrayList<>(parentsFirst);
        Collections.reverse(childrenFirst);
        childrenFirst.forEach(this::loosenLate);
        childrenFirst.forEach(this::delete);
        session.run("SET CONSTRAINTS ALL IMMEDIATE");
        firstLoad.restore();
    }

    /**
     * Whether unique values may collide on the way: only an update or a delete frees a value that another row takes
     * over.
     */
    private boolean mayCollide(DeliveryTable table) {
        Planned planned = plans.get(table);
        return planned.updated() + planned.plan().deleted() > 0 && planned.changed() > 0;
    }

    private void insert(DeliveryTable table) {
        Planned planned = plans.get(table);
        if (planned.inserted() > 0) {
            Set<String> late = late(table);
            List<String> written = table.inserted().stream()
                    .map(column -> written(table, column, late))
                    .toList();
            SqlTemplate template = table.template(planned.targetEmpty() ? "apply-insert-all.sql" : "apply-insert.sql")
                    .withList(
                            "columns",
                            table.inserted().stream().map(ColumnShape::name).toList())
                    .withSql("written", written);
            require(planned.inserted(), session.update(template.sql()), table);
        }
    }

    private static String written(DeliveryTable table, ColumnShape column, Set<String> late) {
        if (!table.has(List.of(column.name()))) {
            return Sequences.next(table, column);
        }
        return late.contains(column.name()) ? "NULL" : "s." + SqlTemplate.quoted(column.name());
    }

    private void update(DeliveryTable table) {
        Planned planned = plans.get(table);
        if (planned.updated() > 0) {
            require(
                    planned.updated(),
                    session.update(table.template("apply-update.sql").sql()),
                    table);
        }
    }

    private void retire(DeliveryTable table) {
        long retired = plans.get(table).plan().retired();
        if (retired > 0) {
            require(retired, session.update(table.template("apply-retire.sql").sql()), table);
        }
    }

    private void fillLate(DeliveryTable table) {
        if (!late(table).isEmpty() && plans.get(table).inserted() > 0) {
            session.update(table.template("apply-late.sql")
                    .withList("late", List.copyOf(late(table)))
                    .sql());
        }
    }

    private void loosenLate(DeliveryTable table) {
        if (!late(table).isEmpty() && plans.get(table).plan().deleted() > 0) {
            session.update(table.template("apply-loosen.sql")
                    .withList("late", List.copyOf(late(table)))
                    .sql());
        }
    }

    private void delete(DeliveryTable table) {
        long deleted = plans.get(table).plan().deleted();
        if (deleted > 0) {
            require(deleted, session.update(table.template("apply-delete.sql").sql()), table);
        }
    }

    private Set<String> late(DeliveryTable table) {
        return order.late().getOrDefault(table, Set.of());
    }

    /** Fails the delivery if a trigger or a row security policy of the target has silently dropped rows. */
    private void require(long planned, long written, DeliveryTable table) {
        if (planned != written) {
            throw new TargetRefusedException(
                    "Table " + table.name() + " took " + written + " of " + planned
                            + " rows: a trigger or a row security policy of the database keeps the others out. Nothing was changed.",
                    null);
        }
        progress.written(written);
    }
}
