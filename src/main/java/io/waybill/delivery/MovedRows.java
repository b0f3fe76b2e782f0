package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.UniqueShape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds rows outside a delivery that would refer to another record than before, because records take other keys: a record is recognised
 * by its unique values.
 */
final class MovedRows {
    private static final String RULE = "referred-from-outside";
    private static final String EXPECTED = "no row outside this delivery that would then refer to another record";
    private static final String ADVICE = "Remove or repoint that row first.";

    private final DeliverySession session;
    private final Map<TableName, DeliveryTable> tables;
    private final Map<DeliveryTable, Planned> plans;
    private final Set<TableName> followers;
    private final Reporter reporter;

    MovedRows(
            DeliverySession session,
            Map<TableName, DeliveryTable> tables,
            Map<DeliveryTable, Planned> plans,
            Set<TableName> followers,
            Reporter reporter) {
        this.session = session;
        this.tables = tables;
        this.plans = plans;
        this.followers = followers;
        this.reporter = reporter;
    }

    /** @param except tables, as {@code schema.table}, whose rows need no protection */
    void find(Set<String> except) {
        for (DeliveryTable table : tables.values()) {
            Planned plan = plans.get(table);
            if (followers.contains(table.name()) || plan.updated() + plan.plan().deleted() == 0) {
                continue;
            }
            for (ForeignKeyShape reference : table.shape().referrers()) {
                TableName child = reference.child();
                boolean outside = !tables.containsKey(child) || followers.contains(child);
                if (outside && !except.contains(child.schema() + "." + child.name())) {
                    if (plan.updated() > 0) {
                        table.shape().uniques().stream()
                                .filter(unique -> isPlain(table, unique))
                                .forEach(unique -> moved(table, reference, unique));
                    }
                    if (reference.actsByItself() && !table.key().containsAll(reference.parentColumns())) {
                        values(table, reference);
                    }
                }
            }
        }
    }

    /** Whether an index covers all rows, by columns that are delivered. */
    private static boolean isPlain(DeliveryTable table, UniqueShape unique) {
        return unique.predicate() == null
                && unique.expressions().size() == unique.columns().size()
                && table.has(unique.columns());
    }

    private void moved(DeliveryTable table, ForeignKeyShape reference, UniqueShape unique) {
        session.query(
                template(table, reference, "check-moved.sql")
                        .withSql("after", List.of(new Relations(table).after()))
                        .withList("same", unique.columns())
                        .sql(),
                row -> {
                    String now = row.getString("now_at");
                    reporter.reportMissing(
                            table,
                            row.getString("key_text"),
                            RULE,
                            "row " + row.getString("child_key") + " of " + reference.child() + " refers to it by "
                                    + String.join(", ", reference.childColumns())
                                    + (now != null
                                            ? ", and it takes the key " + now
                                            : ", and another record, which has the key " + row.getString("was_at")
                                                    + " now, takes its key"),
                            EXPECTED,
                            ADVICE);
                    return null;
                });
    }

    private void values(DeliveryTable table, ForeignKeyShape reference) {
        session.query(
                template(table, reference, "check-referred-values.sql")
                        .withList(
                                "suppliedpk",
                                reference.parentColumns().stream()
                                        .filter(table.columns()::contains)
                                        .toList())
                        .sql(),
                row -> {
                    reporter.reportMissing(
                            table,
                            row.getString("key_text"),
                            RULE,
                            "row " + row.getString("child_key") + " of " + reference.child() + " refers to its "
                                    + String.join(", ", reference.parentColumns())
                                    + ", which changes; the database would then change or delete that row by itself",
                            EXPECTED,
                            ADVICE);
                    return null;
                });
    }

    private SqlTemplate template(DeliveryTable table, ForeignKeyShape reference, String file) {
        DeliveryTable follower = tables.get(reference.child());
        Relations relations = new Relations(table);
        return table.template(file)
                .withSql(
                        "keepers",
                        List.of(follower == null ? reference.child().sql() : new Relations(follower).stays()))
                .withSql(
                        "childkey",
                        reference.childKey().isEmpty()
                                ? List.of("ctid")
                                : reference.childKey().stream()
                                        .map(SqlTemplate::quoted)
                                        .toList())
                .withSql("desired", List.of(relations.desired()))
                .withList("fk", reference.childColumns())
                .withList("pk", reference.parentColumns());
    }
}
