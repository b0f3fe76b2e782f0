package io.waybill.lino.repair;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.shape.CheckConstraintShape;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.UniqueShape;
import io.waybill.lino.config.ValueRules.GenericReferences;
import io.waybill.lino.record.CellTexts;
import io.waybill.model.Notice;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds, in the delivering transaction, what becomes of each staged row: whether the target has it already, equal or different, and whether
 * a rule of the target refuses it. A refused row leaves the stage; because others may refer to it, this is repeated until none is refused.
 */
final class RowVerdicts {
    private final Delivery delivery;
    private final Restoration restoration;
    private final List<References> references;
    private final Map<String, TableShape> target;
    private final Map<String, String> tablesOfModels;
    private final GenericReferences generic;
    private final Map<TableName, RestoredTable> byName = new HashMap<>();
    /** How many generic references to no row are kept, by what they are of and to; as the last round has found. */
    private final Map<String, Long> kept = new TreeMap<>();

    /**
     * @param references those of each dump
     * @param tablesOfModels by full name of the model, in lower case
     */
    RowVerdicts(
            Delivery delivery,
            Restoration restoration,
            List<References> references,
            Map<String, TableShape> target,
            Map<String, String> tablesOfModels,
            GenericReferences generic) {
        this.delivery = delivery;
        this.restoration = restoration;
        this.references = references;
        this.target = target;
        this.tablesOfModels = tablesOfModels;
        this.generic = generic;
        restoration.tables().values().forEach(table -> byName.put(table.shape().name(), table));
    }

    /**
     * Rows of a pass that the target has.
     *
     * @param all how many
     * @param different those of them that differ
     * @param others those of these that are other rows under the same key
     */
    record Existing(long all, long different, long others) {
        static final Existing NONE = new Existing(0, 0, 0);
    }

    /**
     * A row that the target has and that differs.
     *
     * @param key as text
     * @param another whether it is another row under the same key
     * @param columns that differ
     * @param dump what the dump has in these
     * @param present what the target has in these
     */
    record Difference(String key, boolean another, List<String> columns, List<String> dump, List<String> present) {}

    /** Takes the rows of a pass that differ. */
    interface Differences {
        void take(Difference difference);
    }

    /** The rows of a table that the target has, by pass. */
    Map<Integer, Existing> existing(RestoredTable table) throws SQLException {
        Map<Integer, Existing> existing = new HashMap<>();
        // Which columns identify a row may differ from pass to pass.
        for (int pass : passes(table)) {
            query(
                    template(table, "count-existing.sql")
                            .withSql("differs", List.of(table.differs(table.values())))
                            .withSql("another", List.of(table.differs(table.identity(pass)))),
                    List.of(),
                    row -> {
                        if (row.getInt("pass") == pass) {
                            existing.put(
                                    pass,
                                    new Existing(row.getLong("rows"), row.getLong("different"), row.getLong("others")));
                        }
                    });
        }
        return existing;
    }

    /** What people should know of generic references that were kept. */
    List<Notice> notices() {
        return kept.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> new Notice(
                        "generic-references-kept",
                        each.getValue() + " generic references of " + each.getKey()
                                + " are kept, although no such row exists.",
                        each.getValue()))
                .toList();
    }

    /** Hands over the rows of a pass that the target has and that differ. */
    void differences(RestoredTable table, int pass, Differences taker) throws SQLException {
        List<String> values = table.values();
        query(
                template(table, "existing-different.sql")
                        .withList("values", values)
                        .withSql("differs", List.of(table.differs(values)))
                        .withSql("another", List.of(table.differs(table.identity(pass)))),
                List.of(pass),
                row -> {
                    Boolean[] differs = (Boolean[]) row.getArray("differs").getArray();
                    List<String> dump = cells(row, "cells", table, values);
                    List<String> present = cells(row, "present", table, values);
                    List<Integer> places = IntStream.range(0, differs.length)
                            .filter(i -> differs[i])
                            .boxed()
                            .toList();
                    taker.take(new Difference(
                            row.getString("key_text"),
                            row.getBoolean("another"),
                            places.stream().map(values::get).toList(),
                            places.stream().map(dump::get).toList(),
                            places.stream().map(present::get).toList()));
                });
    }

    /**
     * Makes rows that the target has equal to it but for what a pass updates. Others can no longer change these rows, so that nothing of
     * theirs is written over.
     */
    void keepExisting(RestoredTable table) throws SQLException {
        if (!table.isUpdated()) {
            return;
        }
        query(template(table, "lock-rows.sql"), List.of(), row -> {});
        for (int pass : passes(table)) {
            List<String> updated = table.updates().getOrDefault(pass, List.of());
            List<String> kept = table.values().stream()
                    .filter(column -> !updated.contains(column))
                    .toList();
            if (!updated.isEmpty()) {
                update(
                        template(table, "keep-others.sql")
                                .withList("kept", table.values())
                                .withSql("another", List.of(table.differs(table.identity(pass)))),
                        List.of(pass));
            }
            if (!kept.isEmpty()) {
                update(template(table, "keep-columns.sql").withList("kept", kept), List.of(pass));
            }
        }
    }

    private List<Integer> passes(RestoredTable table) throws SQLException {
        List<Integer> passes = new ArrayList<>();
        query(
                template(table, "count-missing.sql").withSql("missing", List.of("true")),
                List.of(),
                row -> passes.add(row.getInt("pass")));
        return passes;
    }

    /** The rows of a table that the target lacks, by pass. */
    Map<Integer, Long> missing(RestoredTable table) throws SQLException {
        Map<Integer, Long> missing = new HashMap<>();
        query(
                template(table, "count-missing.sql").withSql("missing", List.of(absent(table))),
                List.of(),
                row -> missing.put(row.getInt("pass"), row.getLong("rows")));
        return missing;
    }

    /** Takes every row out of the stage that the target's rules refuse, and returns why. */
    List<RepairError> refuse() throws SQLException {
        List<RepairError> errors = new ArrayList<>();
        int before;
        do {
            before = errors.size();
            for (RestoredTable table : restoration.tables().values()) {
                refuse(table, errors);
            }
        } while (errors.size() > before);
        return errors;
    }

    private void refuse(RestoredTable table, List<RepairError> errors) throws SQLException {
        for (CheckConstraintShape check : table.shape().checks()) {
            if (table.columns().containsAll(check.columns())) {
                errors(
                        table,
                        template(table, "verdict-check.sql")
                                .withSql("expression", List.of(check.expression()))
                                .withList("speaksof", check.columns()),
                        List.of(),
                        Reason.CHECK,
                        String.join(", ", check.columns()),
                        "a value that satisfies the rule " + check.name() + " of the target: " + check.expression(),
                        null,
                        errors);
            }
        }
        for (ForeignKeyShape reference : table.shape().references()) {
            if (table.columns().containsAll(reference.childColumns())) {
                dangling(table, reference, errors);
            }
        }
        List<Reference> generics = references.stream()
                .flatMap(each -> each.from(table.table()).stream())
                .filter(reference -> reference.isGeneric() && table.columns().contains(reference.column()))
                .distinct()
                .toList();
        for (Reference reference : generics) {
            danglingGenerically(table, reference, errors);
        }
        for (UniqueShape unique : table.shape().uniques()) {
            if (table.columns().containsAll(unique.columns())) {
                duplicates(table, unique, errors);
            }
        }
    }

    private void dangling(RestoredTable table, ForeignKeyShape reference, List<RepairError> errors)
            throws SQLException {
        RestoredTable parent = byName.get(reference.parent());
        List<String> staged = parent != null && parent.columns().containsAll(reference.parentColumns())
                ? List.of(SqlTemplate.load(RowVerdicts.class, "parent-staged.sql")
                        .withSql("parentstage", List.of(stage(parent)))
                        .withList("fk", reference.childColumns())
                        .withList("pk", reference.parentColumns())
                        .sql())
                : List.of();
        boolean pointer = reference.childColumns().equals(table.shape().key());
        errors(
                table,
                template(table, "verdict-dangling.sql")
                        .withSql("parents", List.of(reference.parent().sql()))
                        .withSql("staged", staged)
                        .withList("fk", reference.childColumns())
                        .withList("pk", reference.parentColumns()),
                List.of(),
                pointer ? Reason.MTI_PARENT_MISSING : Reason.DANGLING_FK,
                String.join(", ", reference.childColumns()),
                "the key of a row of " + reference.parent() + ": restore that row as well, or remap its key",
                reference.parent().name(),
                errors);
    }

    private void danglingGenerically(RestoredTable table, Reference reference, List<RepairError> errors)
            throws SQLException {
        if (!table.columns().contains(reference.typeColumn())) {
            return;
        }
        List<Long> types = new ArrayList<>();
        query(
                template(table, "generic-types.sql")
                        .withList("type", List.of(reference.typeColumn()))
                        .withList("column", List.of(reference.column())),
                List.of(),
                row -> types.add(row.getLong("type")));
        for (Long type : types) {
            String model = restoration.contentTypes().name(type);
            String name = model == null ? null : tablesOfModels.getOrDefault(model, model.replace('.', '_'));
            TableShape parent = name == null ? null : target.get(name);
            if (parent == null || parent.key().size() != 1) {
                // Of a model without a table in dump and target nobody can say which rows there are.
                continue;
            }
            RestoredTable restored = byName.get(parent.name());
            List<String> staged = restored == null
                    ? List.of()
                    : List.of(SqlTemplate.load(RowVerdicts.class, "parent-staged-generically.sql")
                            .withSql("parentstage", List.of(stage(restored)))
                            .withList("parentkey", parent.key())
                            .withList("column", List.of(reference.column()))
                            .sql());
            boolean keep = generic == GenericReferences.KEEP;
            SqlTemplate template = template(
                            table, keep ? "count-dangling-generically.sql" : "verdict-dangling-generically.sql")
                    .withSql("parents", List.of(parent.name().sql()))
                    .withList("parentkey", parent.key())
                    .withList("column", List.of(reference.column()))
                    .withList("type", List.of(reference.typeColumn()))
                    .withSql("staged", staged);
            if (keep) {
                String what = table.table() + "." + reference.column() + " to " + parent.name();
                query(template, List.of(type), row -> kept.put(what, row.getLong(1)));
                continue;
            }
            errors(
                    table,
                    template,
                    List.of(type),
                    Reason.GENERIC_REF,
                    reference.column(),
                    "the key of a row of " + parent.name() + ", as " + reference.typeColumn() + " says",
                    parent.name().name(),
                    errors);
        }
    }

    private void duplicates(RestoredTable table, UniqueShape unique, List<RepairError> errors) throws SQLException {
        List<String> names = IntStream.rangeClosed(1, unique.expressions().size())
                .mapToObj(i -> "waybill_u" + i)
                .toList();
        String equal = unique.nullsDistinct() ? " = " : " IS NOT DISTINCT FROM ";
        List<String> same =
                names.stream().map(name -> "d." + name + equal + "t." + name).toList();
        for (String file : List.of("verdict-taken.sql", "verdict-twice.sql")) {
            SqlTemplate template = template(table, file)
                    .withSql("expression", unique.expressions())
                    .withSql("predicate", List.of(unique.predicate() == null ? "true" : unique.predicate()))
                    .withList("unique", names);
            errors(
                    table,
                    file.equals("verdict-taken.sql")
                            ? template.withSql("same", List.of(String.join(" AND ", same)))
                            : template.withList("distinct", unique.nullsDistinct() ? names : List.of()),
                    List.of(),
                    Reason.DUPLICATE_UNIQUE,
                    String.join(", ", unique.columns()),
                    null,
                    null,
                    errors);
        }
    }

    private void errors(
            RestoredTable table,
            SqlTemplate template,
            List<Object> parameters,
            Reason reason,
            String column,
            String expected,
            String parent,
            List<RepairError> errors)
            throws SQLException {
        query(template, parameters, row -> {
            String other = row.getString("other");
            errors.add(new RepairError(
                    RowNumber.of(row.getLong("waybill_offset")),
                    table.table(),
                    row.getString("key_text"),
                    reason,
                    column,
                    row.getString("found"),
                    expected == null ? "a value that no other row has; row " + other + " has it" : expected,
                    other,
                    parent,
                    table.columns(),
                    cells(row, "cells", table, table.columns())));
        });
    }

    private String stage(RestoredTable table) {
        return delivery.relations().stage(table.spec().table());
    }

    /** Which staged rows are written: those that the target lacks, or any where columns are updated. */
    private String written(RestoredTable table) {
        return table.isUpdated() ? "true" : absent(table);
    }

    private static String absent(RestoredTable table) {
        return SqlTemplate.load(RowVerdicts.class, "rows-written.sql")
                .withSql("target", List.of(table.shape().name().sql()))
                .withList("key", List.of(table.key()))
                .sql()
                .strip();
    }

    private SqlTemplate template(RestoredTable table, String file) {
        return SqlTemplate.load(RowVerdicts.class, file)
                .withSql("stage", List.of(stage(table)))
                .withSql("target", List.of(table.shape().name().sql()))
                .withSql("written", List.of(written(table)))
                .withSql("shift", List.of(Integer.toString(RowNumber.PASS)))
                .withList("key", List.of(table.key()))
                .withList("columns", table.columns());
    }

    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private void query(SqlTemplate template, List<?> parameters, RowTaker taker) throws SQLException {
        try (PreparedStatement statement = delivery.connection().prepareStatement(template.sql())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    taker.take(row);
                }
            }
        }
    }

    private void update(SqlTemplate template, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = delivery.connection().prepareStatement(template.sql())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.executeUpdate();
        }
    }

    private static List<String> cells(ResultSet row, String name, RestoredTable table, List<String> columns)
            throws SQLException {
        return CellTexts.of(table.shapes(columns), (String[]) row.getArray(name).getArray(), null);
    }
}
