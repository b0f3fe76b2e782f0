package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.TableSpec.Retirement;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One table of a delivery: its spec, its shape in the target, and the names of everything that belongs to it in the
 * stage schema.
 */
final class DeliveryTable {
    private final TableSpec spec;
    private final TableShape shape;
    private final String stageSchema;
    private final int number;
    private final String stageName;
    private boolean anyRefused;
    private boolean anyGone;
    private boolean keyUnique;
    private String written;

    DeliveryTable(TableSpec spec, TableShape shape, String stageSchema, int number, String stageName) {
        this.spec = spec;
        this.shape = shape;
        this.stageSchema = stageSchema;
        this.number = number;
        this.stageName = stageName;
    }

    /**
     * One per spec. A stage table has the name of its target table, preceded by the schema if two tables have the same
     * name.
     */
    static List<DeliveryTable> of(List<TableSpec> specs, Shape shape, String stageSchema) {
        Set<String> taken = new HashSet<>();
        List<DeliveryTable> tables = new ArrayList<>();
        for (TableSpec spec : specs) {
            TableShape table = shape.table(spec.table());
            String name = table.name().name();
            if (!taken.add(name)) {
                name = table.name().schema() + "." + name;
                taken.add(name);
            }
            tables.add(new DeliveryTable(spec, table, stageSchema, tables.size() + 1, name));
        }
        return tables;
    }

    TableSpec spec() {
        return spec;
    }

    TableShape shape() {
        return shape;
    }

    TableName name() {
        return shape.name();
    }

    Policy policy() {
        return spec.policy();
    }

    List<String> key() {
        return shape.key();
    }

    /** Columns of the delivery, in the order of the spec. */
    List<String> columns() {
        return spec.columns().stream().map(ColumnSpec::column).toList();
    }

    List<ColumnShape> columnShapes() {
        return columns().stream().map(column -> shape.columns().get(column)).toList();
    }

    /** Columns that the delivery lacks and the database numbers. */
    private List<ColumnShape> numbered() {
        List<String> delivered = columns();
        return shape.columns().values().stream()
                .filter(column -> column.numbered() && !delivered.contains(column.name()))
                .toList();
    }

    /**
     * Columns that an insert fills: those of the delivery, in the order of the spec, then those that the database
     * numbers.
     */
    List<ColumnShape> inserted() {
        return Stream.concat(columnShapes().stream(), numbered().stream()).toList();
    }

    /** Columns of the delivery that are not part of the key. */
    List<String> values() {
        return columns().stream().filter(column -> !key().contains(column)).toList();
    }

    boolean has(Collection<String> columns) {
        return columns().containsAll(columns);
    }

    /** The field that a column comes from, as people know it. */
    String field(String column) {
        return spec.columns().stream()
                .filter(each -> each.column().equals(column))
                .map(each -> each.field().equals(column) ? column : each.field() + " (column " + column + ")")
                .findFirst()
                .orElse("(column " + column + ")");
    }

    /** Name of the desired rows' table, quoted and qualified. */
    String stage() {
        return SqlTemplate.qualified(stageSchema, stageName);
    }

    /** Keys of records that were refused while staging, as a relation for a FROM clause. */
    String refused() {
        return anyRefused
                ? own("refused")
                : SqlTemplate.load(DeliveryTable.class, "rows-none-refused.sql")
                        .withSql("table", List.of(name().sql()))
                        .withList("key", key())
                        .sql();
    }

    /** Columns by which rows are looked up: those of the key, of references and of unique indexes. */
    List<String> searched() {
        Set<String> searched = new LinkedHashSet<>(key());
        shape.references().forEach(reference -> searched.addAll(reference.childColumns()));
        shape.uniques().forEach(unique -> searched.addAll(unique.columns()));
        searched.retainAll(columns());
        return List.copyOf(searched);
    }

    /** Whether {@link #refused} holds anything. */
    boolean anyRefused() {
        return anyRefused;
    }

    /** Whether the stage table has a unique index on its key. */
    boolean keyUnique() {
        return keyUnique;
    }

    void markKeyUnique(boolean unique) {
        keyUnique = unique;
    }

    void markRefused() {
        anyRefused = true;
    }

    /** Whether the table {@link #gone} exists, with rows to delete. */
    boolean anyGone() {
        return anyGone;
    }

    void markGone() {
        anyGone = true;
    }

    /** Keys of rows that the drop names for deletion. */
    String gone() {
        return own("gone");
    }

    /** The table, quoted and qualified, that has the rows once they are written: the target's, or a copy that is to take its place. */
    String written() {
        return written == null ? name().sql() : written;
    }

    void writtenTo(String copy) {
        written = copy;
    }

    /** All columns that can be written: what the journal keeps of a row. */
    List<String> image() {
        return shape.columns().values().stream()
                .filter(column -> !column.generated())
                .map(ColumnShape::name)
                .toList();
    }

    /** Keys of the rows that differ, with what happens to each. */
    String plan() {
        return own("plan");
    }

    /** A template with everything about this table filled in. */
    SqlTemplate template(String file) {
        List<ColumnShape> values = columnShapes().stream()
                .filter(column -> !key().contains(column.name()))
                .toList();
        SqlTemplate template = SqlTemplate.load(DeliveryTable.class, file)
                .withSql("table", List.of(name().sql()))
                .withSql("written", List.of(written()))
                .withSql("stage", List.of(stage()))
                .withSql("refused", List.of(refused()))
                .withSql("plan", List.of(plan()))
                .withSql("gone", List.of(gone()))
                .withList("image", image())
                .withList("key", key())
                .withList("columns", columns())
                .withList("searched", searched())
                .withList("values", values())
                .withList("plain", names(values, false))
                .withList("astext", names(values, true))
                .withSql(
                        "overriding",
                        inserted().stream().anyMatch(ColumnShape::alwaysIdentity)
                                ? List.of("OVERRIDING SYSTEM VALUE")
                                : List.of());
        return spec.retirement() == null ? template : retiring(template, spec.retirement());
    }

    private SqlTemplate retiring(SqlTemplate template, Retirement retirement) {
        return template.with("retired", retirement.column())
                .withSql(
                        "retirement",
                        List.of(SqlTemplate.literal(retirement.value()) + "::"
                                + shape.columns().get(retirement.column()).type()));
    }

    private static List<String> names(List<ColumnShape> columns, boolean asText) {
        return columns.stream()
                .filter(column -> column.comparesAsText() == asText)
                .map(ColumnShape::name)
                .toList();
    }

    private String own(String kind) {
        return SqlTemplate.qualified(stageSchema, "waybill_" + kind + "_" + number);
    }
}
