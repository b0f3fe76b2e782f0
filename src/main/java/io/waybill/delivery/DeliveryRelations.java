package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableName;
import java.util.List;
import java.util.Map;

/** The names of a delivery's relations, for a system's own SQL. Tables are named as their specs call them. */
public final class DeliveryRelations {
    private final String schema;
    private final Shape shape;
    private final Map<TableName, DeliveryTable> tables;

    DeliveryRelations(String schema, Shape shape, Map<TableName, DeliveryTable> tables) {
        this.schema = schema;
        this.shape = shape;
        this.tables = tables;
    }

    /** Schema of the stage, not quoted, for a system's own working tables. It is dropped at the end of the delivery. */
    public String schema() {
        return schema;
    }

    /** A table's stage, quoted and qualified: {@code "waybill_stage_7"."timetables_thing"}. */
    public String stage(String table) {
        return of(table).stage();
    }

    /** The target's table itself, quoted and qualified. */
    public String target(String table) {
        return of(table).name().sql();
    }

    /**
     * The table, quoted and qualified, that has the rows after {@link Delivery#apply}: the target's own, or the copy that is to take its
     * place.
     */
    public String written(String table) {
        return of(table).written();
    }

    /**
     * The relation, quoted and qualified, with the keys of the rows that differ, {@code kind} ({@code i}nsert, {@code u}pdate,
     * {@code d}elete) and {@code carried}; it exists from {@link Delivery#plan} until {@link Delivery#close}.
     */
    public String plan(String table) {
        return of(table).plan();
    }

    /** The columns of a table that are delivered, not quoted, in the order of its spec. */
    public List<String> columns(String table) {
        return of(table).columns();
    }

    /**
     * A template of the caller's with <code>{stage.x}</code>, <code>{target.x}</code> and <code>{plan.x}</code> filled in for every
     * table {@code x} of the delivery, by its name without schema.
     */
    public SqlTemplate template(Class<?> beside, String file) {
        SqlTemplate template = SqlTemplate.load(beside, file);
        for (DeliveryTable table : tables.values()) {
            String name = table.name().name();
            template = template.withSql("stage." + name, List.of(table.stage()))
                    .withSql("target." + name, List.of(table.name().sql()))
                    .withSql("plan." + name, List.of(table.plan()));
        }
        return template;
    }

    private DeliveryTable of(String table) {
        return tables.get(shape.table(table).name());
    }
}
