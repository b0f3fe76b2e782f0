package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.shape.CheckConstraintShape;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.UniqueShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds, before anything changes, every row that breaks a rule of the target, with one query per rule. */
final class RuleViolations {
    private final DeliverySession session;
    private final Map<TableName, DeliveryTable> tables;
    private final Map<DeliveryTable, Planned> plans;
    private final Reporter reporter;

    RuleViolations(
            DeliverySession session,
            Map<TableName, DeliveryTable> tables,
            Map<DeliveryTable, Planned> plans,
            Reporter reporter) {
        this.session = session;
        this.tables = tables;
        this.plans = plans;
        this.reporter = reporter;
    }

    void find() {
        for (DeliveryTable table : tables.values()) {
            if (!table.keyUnique()) {
                checkKey(table);
            }
            if (plans.get(table).changed() > 0) {
                checkChanged(table);
            }
            table.shape().references().stream()
                    .filter(reference -> table.has(reference.childColumns()))
                    .forEach(reference -> checkReference(table, reference));
        }
        for (DeliveryTable table : tables.values()) {
            if (plans.get(table).plan().deleted() > 0) {
                table.shape().referrers().forEach(reference -> checkReferrers(table, reference));
            }
        }
    }

    /** Checks changed rows only: unchanged ones already obey the rules of the target. */
    private void checkChanged(DeliveryTable table) {
        checkRequired(table);
        table.shape().checks().stream()
                .filter(check -> table.has(check.columns()))
                .forEach(check -> checkConstraint(table, check));
        table.shape().uniques().stream()
                .filter(unique -> table.has(unique.columns()))
                .forEach(unique -> checkUnique(table, unique));
    }

    private void checkKey(DeliveryTable table) {
        session.query(template(table, "check-key.sql").sql(), row -> {
            report(
                    table,
                    row,
                    table.key().get(0),
                    "duplicate-key",
                    row.getString("key_text"),
                    "a key that no other record has" + firstAt(row),
                    "Remove all but one of them.");
            return null;
        });
    }

    private String firstAt(ResultSet row) throws SQLException {
        long first = row.getLong("first_offset");
        return row.wasNull() ? "" : " (first: " + reporter.place(first, null) + ")";
    }

    /** Staging lets no NULL through, but a system's own SQL may have written one. */
    private void checkRequired(DeliveryTable table) {
        List<String> required = table.columnShapes().stream()
                .filter(column -> !column.nullable())
                .map(ColumnShape::name)
                .toList();
        session.query(
                template(table, "check-required.sql")
                        .withList("required", required)
                        .sql(),
                row -> {
                    Boolean[] missing = (Boolean[]) row.getArray("missing").getArray();
                    for (int i = 0; i < missing.length; i++) {
                        if (missing[i]) {
                            report(table, row, required.get(i), "missing-value", "null", "a value", null);
                        }
                    }
                    return null;
                });
    }

    private void checkConstraint(DeliveryTable table, CheckConstraintShape check) {
        session.query(
                template(table, "check-constraint.sql")
                        .withSql("expression", List.of(check.expression()))
                        .withList("speaksof", check.columns())
                        .sql(),
                row -> {
                    report(
                            table,
                            row,
                            check.columns().isEmpty() ? null : check.columns().get(0),
                            "check-constraint",
                            row.getString("found"),
                            "a value that satisfies the rule " + check.name() + " of the target: " + check.expression(),
                            null);
                    return null;
                });
    }

    private void checkUnique(DeliveryTable table, UniqueShape unique) {
        session.query(uniqueTemplate(table, unique, "check-unique.sql").sql(), row -> {
            reportUnique(table, unique, row, "record " + row.getString("other_key") + " has the same value");
            return null;
        });
        session.query(uniqueTemplate(table, unique, "check-unique-target.sql").sql(), row -> {
            reportUnique(
                    table,
                    unique,
                    row,
                    "row " + row.getString("other_key")
                            + " of the target, which is not in the drop, has the same value");
            return null;
        });
    }

    private void reportUnique(DeliveryTable table, UniqueShape unique, ResultSet row, String who) throws SQLException {
        report(
                table,
                row,
                unique.columns().get(0),
                "duplicate-value",
                row.getString("found"),
                (unique.columns().size() == 1 ? "a value" : "a combination of " + String.join(", ", unique.columns()))
                        + " that occurs only once (" + who + ")",
                null);
    }

    private SqlTemplate uniqueTemplate(DeliveryTable table, UniqueShape unique, String file) {
        List<String> names = unique.aliases();
        return template(table, file)
                .withSql("expression", unique.expressions())
                .withList("unique", names)
                .withList("distinct", unique.nullsDistinct() ? names : List.of())
                .withSql("same", unique.equalities("d", "t"))
                .withSql("predicate", List.of(unique.condition()));
    }

    private void checkReference(DeliveryTable table, ForeignKeyShape reference) {
        DeliveryTable parent = tables.get(reference.parent());
        Planned planned = plans.get(table);
        boolean all = mayLose(parent, reference);
        if (!all && planned.changed() == 0) {
            return;
        }
        String parents;
        if (parent == null) {
            parents = reference.parent().sql();
        } else if (parent.key().containsAll(reference.parentColumns())) {
            parents = new Relations(parent).known();
        } else if (parent.has(reference.parentColumns())) {
            parents = new Relations(parent).after();
        } else {
            parents = new Relations(parent).remain();
        }
        session.query(
                template(table, "check-reference.sql")
                        .withList("fk", reference.childColumns())
                        .withList("pk", reference.parentColumns())
                        .withSql("parents", List.of(parents))
                        .withSql("rows", List.of(all ? new Relations(table).desired() : planned.changedRows()))
                        .sql(),
                row -> {
                    report(
                            table,
                            row,
                            reference.childColumns().get(0),
                            "dangling-reference",
                            row.getString("found"),
                            parent == null
                                    ? "the key of a row of " + reference.parent()
                                    : "the key of a " + parent.spec().model() + " that exists after this delivery",
                            null);
                    return null;
                });
    }

    /** Whether even unchanged rows can dangle: only if their parent row is deleted or changed. */
    private boolean mayLose(DeliveryTable parent, ForeignKeyShape reference) {
        if (parent == null) {
            return false;
        }
        Planned planned = plans.get(parent);
        return planned.plan().deleted() > 0
                || planned.updated() > 0 && !parent.key().containsAll(reference.parentColumns());
    }

    /**
     * Finds rows that refer to a row about to be removed: they would be left dangling, or silently be removed or
     * changed as well.
     */
    private void checkReferrers(DeliveryTable table, ForeignKeyShape reference) {
        DeliveryTable child = tables.get(reference.child());
        String keepers;
        if (child == null) {
            keepers = reference.child().sql();
        } else if (child.has(reference.childColumns())) {
            keepers = new Relations(child).stays();
        } else {
            keepers = new Relations(child).remain();
        }
        boolean resupplied = table.has(reference.parentColumns());
        List<String> childKey = new ArrayList<>(reference.childKey());
        session.query(
                template(table, "check-referrers.sql")
                        .withSql("keepers", List.of(keepers))
                        .withSql(
                                "childkey",
                                childKey.isEmpty()
                                        ? List.of("ctid")
                                        : childKey.stream()
                                                .map(SqlTemplate::quoted)
                                                .toList())
                        .withList("fk", reference.childColumns())
                        .withList("pk", reference.parentColumns())
                        .withList("suppliedfk", resupplied ? reference.childColumns() : List.of())
                        .withList("suppliedpk", resupplied ? reference.parentColumns() : List.of())
                        .sql(),
                row -> {
                    String waybill = row.getString("waybill");
                    reporter.reportMissing(
                            table,
                            row.getString("key_text"),
                            "still-referenced",
                            "row " + row.getString("child_key") + " of " + reference.child() + " refers to it by "
                                    + String.join(", ", reference.childColumns())
                                    + (waybill == null ? "" : ", as waybill " + waybill + " left it"),
                            "no row outside this delivery that refers to a row which goes with it",
                            "Remove or repoint that row, "
                                    + (waybill == null ? "" : "for example by undoing waybill " + waybill + " first, ")
                                    + "or keep the record.");
                    return null;
                },
                reference.child().schema(),
                reference.child().name());
    }

    private SqlTemplate template(DeliveryTable table, String file) {
        Relations relations = new Relations(table);
        return table.template(file)
                .withSql("desired", List.of(relations.desired()))
                .withSql("rows", List.of(plans.get(table).changedRows()))
                .withSql("stays", List.of(relations.stays()))
                .withSql("leaves", List.of(relations.leaves()));
    }

    private void report(
            DeliveryTable table,
            ResultSet row,
            String column,
            String rule,
            String found,
            String expected,
            String advice)
            throws SQLException {
        long offset = row.getLong("waybill_offset");
        reporter.report(
                table, row.wasNull() ? null : offset, row.getString("key_text"), column, rule, found, expected, advice);
    }
}
