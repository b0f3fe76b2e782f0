package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * References from tables outside a feed to rows of the feed, if these may take other keys. A row that refers to one which lives on
 * under another key follows it, or the delivery is refused where it cannot. What the database itself would delete or empty, and
 * references to a row that may have become another one, wait for approval.
 */
public final class OutsideReferences {
    private static final String RULE = "referred-from-outside";

    private final DeliverySession session;
    private final Map<TableName, DeliveryTable> tables;
    private final Reporter reporter;
    private final Map<TableName, List<Reference>> byChild = new LinkedHashMap<>();

    /** A foreign key of a table outside the feed; {@code follower} is null when its rows cannot be changed. */
    private record Reference(ForeignKeyShape foreignKey, DeliveryTable parent, DeliveryTable follower) {
        String column() {
            return foreignKey.childColumns().get(0);
        }

        boolean emptied() {
            return foreignKey.onDelete().equals("SET NULL")
                    && follower.shape().columns().get(column()).nullable();
        }

        boolean cascades() {
            return foreignKey.onDelete().equals("CASCADE");
        }
    }

    /** A row of a table outside the feed, and what becomes of the row that it refers to. */
    private record Fate(String kind, String childKey, String oldKey, String newKey, long rows) {}

    OutsideReferences(
            DeliverySession session,
            Map<TableName, DeliveryTable> tables,
            Set<TableName> followers,
            Reporter reporter) {
        this.session = session;
        this.tables = tables;
        this.reporter = reporter;
        for (DeliveryTable parent : tables.values()) {
            if (!followers.contains(parent.name()) && parent.key().size() == 1) {
                for (ForeignKeyShape each : parent.shape().referrers()) {
                    if (!tables.containsKey(each.child()) || followers.contains(each.child())) {
                        byChild.computeIfAbsent(each.child(), child -> new ArrayList<>())
                                .add(new Reference(each, parent, null));
                    }
                }
            }
        }
        byChild.forEach((child, references) -> {
            if (followers.contains(child)) {
                Set<String> used = new HashSet<>(tables.get(child).key());
                references.replaceAll(each -> each.foreignKey.parentColumns().equals(each.parent.key())
                                && used.addAll(each.foreignKey.childColumns())
                        ? new Reference(each.foreignKey, each.parent, tables.get(child))
                        : each);
            }
        });
    }

    /** Whether nothing outside the feed refers to it. */
    public boolean isEmpty() {
        return byChild.isEmpty();
    }

    /**
     * Queries for the keys of a table's rows that tables outside the feed refer to, in a column {@code key}.
     *
     * @param table as its spec calls it
     */
    public List<String> referred(String table) {
        return byChild.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.parent.spec().table().equals(table))
                .map(each -> template(each, "outside-referred.sql").sql())
                .toList();
    }

    /**
     * Lets the rows outside the feed follow.
     *
     * @param fates name of a relation with what becomes of the rows that are referred to: {@code table_name} as its spec calls it,
     *     {@code old_id}, and {@code new_id}, which is NULL when it does not live on
     * @param outcome gets a notice of what follows, and a question for what has to be approved
     */
    public void follow(String fates, Outcome outcome) {
        byChild.forEach((child, references) -> {
            List<Reference> following = new ArrayList<>();
            for (Reference each : references) {
                Map<String, List<Fate>> byKind = fates(each, fates).stream()
                        .collect(Collectors.groupingBy(Fate::kind, LinkedHashMap::new, Collectors.toList()));
                byKind.forEach((kind, found) -> tell(each, kind, found, outcome));
                if (each.follower != null && !byKind.isEmpty()) {
                    following.add(each);
                }
            }
            if (!following.isEmpty()) {
                stage(tables.get(child), following, fates, outcome);
            }
        });
    }

    private List<Fate> fates(Reference each, String fates) {
        return session.query(
                template(each, "outside-fates.sql")
                        .withSql("stage", List.of(each.parent.stage()))
                        .withSql("fates", List.of(fates))
                        .sql(),
                row -> new Fate(
                        row.getString("kind"),
                        row.getString("child_key"),
                        row.getString("old_id"),
                        row.getString("new_id"),
                        row.getLong("rows")),
                each.parent.spec().table());
    }

    private void tell(Reference each, String kind, List<Fate> found, Outcome outcome) {
        String rows = rows(found.get(0).rows()) + each.foreignKey.child();
        String examples = found.stream()
                .map(fate -> "row " + fate.childKey() + " by " + String.join(", ", each.foreignKey.childColumns())
                        + " to " + each.parent.spec().model() + " " + fate.oldKey()
                        + (fate.newKey() == null ? "" : ", now " + fate.newKey()))
                .collect(Collectors.joining("; ", " (", found.get(0).rows() > found.size() ? "; …)" : ")"));
        switch (kind) {
            case "moved" -> {
                if (each.follower == null) {
                    found.forEach(fate -> refuse(each, fate));
                } else {
                    outcome.notice(new Notice(
                            "followed",
                            rows + (found.get(0).rows() == 1 ? " follows" : " follow") + " what takes another key"
                                    + examples + ".",
                            found.get(0).rows()));
                }
            }
            case "reused" ->
                ask(
                        each,
                        rows + (found.get(0).rows() == 1 ? " refers" : " refer")
                                + " to a key whose row was not found again under any key, and which another record has in this"
                                + " drop" + examples
                                + ". If it is the same thing under another name, approve; otherwise decline, and delete or repoint"
                                + " these rows first.",
                        outcome);
            default -> {
                if (each.follower != null && (each.cascades() || each.emptied())) {
                    ask(
                            each,
                            "This would delete what " + rows + (found.get(0).rows() == 1 ? " refers" : " refer")
                                    + " to, and with it "
                                    + (each.cascades()
                                            ? "these rows (ON DELETE CASCADE)"
                                            : "these references (ON DELETE SET NULL)")
                                    + examples + ". Approve, or decline and repoint them first.",
                            outcome);
                }
            }
        }
    }

    private static void ask(Reference each, String sentence, Outcome outcome) {
        outcome.ask(new Outcome.Question(RULE, each.foreignKey.child().toString(), sentence));
        outcome.notice(new Notice(RULE, sentence, 1));
    }

    private void refuse(Reference each, Fate fate) {
        reporter.reportMissing(
                each.parent,
                fate.oldKey(),
                RULE,
                "row " + fate.childKey() + " of " + each.foreignKey.child() + " refers to it by "
                        + String.join(", ", each.foreignKey.childColumns()) + ", and it takes the key " + fate.newKey(),
                "no row outside this delivery that would then refer to another record",
                "Waybill repoints such a row if the table has a primary key without this column and Waybill's user may select,"
                        + " update and delete its rows; otherwise remove or repoint it.");
    }

    private void stage(DeliveryTable child, List<Reference> following, String fates, Outcome outcome) {
        List<String> joins = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> cascades = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        child.columns().forEach(column -> values.put(column, "c." + SqlTemplate.quoted(column)));
        for (int i = 0; i < following.size(); i++) {
            Reference each = following.get(i);
            String fate = "f" + i;
            String column = "c." + SqlTemplate.quoted(each.column());
            String key = SqlTemplate.quoted(each.parent.key().get(0));
            String type = each.follower.shape().columns().get(each.column()).type();
            joins.add("LEFT JOIN " + fates + " AS " + fate + " ON " + fate + ".table_name = "
                    + SqlTemplate.literal(each.parent.spec().table()) + " AND " + fate + ".old_id = " + column);
            String lost =
                    "(" + fate + ".old_id IS NOT NULL AND " + fate + ".new_id IS NULL AND NOT EXISTS (SELECT FROM "
                            + each.parent.stage() + " AS s WHERE s." + key + " = " + fate + ".old_id))";
            changes.add("(" + fate + ".new_id <> " + fate + ".old_id)");
            String value = "coalesce(" + fate + ".new_id::" + type + ", " + column + ")";
            if (each.cascades()) {
                cascades.add(lost);
            } else if (each.emptied()) {
                changes.add(lost);
                value = "CASE WHEN NOT " + lost + " THEN " + value + " END";
            }
            values.put(each.column(), value);
        }
        SqlTemplate follow = filled(child.template("outside-follow.sql"), joins, cascades)
                .withSql("changes", changes)
                .withSql("values", List.copyOf(values.values()));
        outcome.count(child.spec().model(), Origin.TARGET, session.update(follow.sql()), 0, 0);
        if (!cascades.isEmpty()) {
            if (!child.anyGone()) {
                session.run(child.template("stage-gone.sql").sql());
                child.markGone();
            }
            long gone = session.update(
                    filled(child.template("outside-gone.sql"), joins, cascades).sql());
            outcome.count(child.spec().model(), Origin.DROP, gone, 0, 0);
        }
    }

    private static SqlTemplate filled(SqlTemplate template, List<String> joins, List<String> cascades) {
        return template.withSql("joins", joins)
                .withSql(
                        "cascades",
                        cascades.stream()
                                .map(each -> "coalesce(" + each + ", false)")
                                .toList());
    }

    private static SqlTemplate template(Reference each, String file) {
        ForeignKeyShape foreignKey = each.foreignKey;
        return each.parent
                .template(file)
                .withSql("child", List.of(foreignKey.child().sql()))
                .withSql(
                        "childkey",
                        foreignKey.childKey().isEmpty()
                                ? List.of("ctid")
                                : foreignKey.childKey().stream()
                                        .map(SqlTemplate::quoted)
                                        .toList())
                .withList("fk", foreignKey.childColumns())
                .withList("pk", foreignKey.parentColumns());
    }

    private static String rows(long count) {
        return count + (count == 1 ? " row of " : " rows of ");
    }
}
