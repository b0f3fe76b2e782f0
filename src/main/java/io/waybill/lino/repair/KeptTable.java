package io.waybill.lino.repair;

import static java.util.Objects.requireNonNull;

import io.waybill.database.CopyTable;
import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a selection keeps of one table of one dump: the columns by which rows are selected and by which they refer to each other.
 *
 * @param number from 1, for its name in the database
 * @param dump the plan's name of the dump
 * @param table its name in dump and target
 * @param shape of the target's table, with a key of one column
 * @param columns that are kept, the key first
 * @param types those of them that say a model, by a number of the dump's own
 */
record KeptTable(int number, String dump, String table, TableShape shape, List<String> columns, Set<String> types) {
    /** Of all working tables of a selection. */
    static final String SCHEMA = "pg_temp";

    KeptTable {
        requireNonNull(dump, "dump");
        requireNonNull(table, "table");
        requireNonNull(shape, "shape");
        columns = List.copyOf(columns);
        types = Set.copyOf(types);
    }

    String key() {
        return shape.key().get(0);
    }

    /** Name of its working table, without schema. */
    String name() {
        return "waybill_repair_" + number;
    }

    /** Name of its working table, quoted. */
    String rows() {
        return SqlTemplate.qualified(SCHEMA, name());
    }

    /** Rows on their way into its working table: the place of each in the dump, and its columns. */
    CopyTable copy() {
        return new CopyTable(
                name(),
                Stream.concat(Stream.of("waybill_row"), columns.stream()).toArray(String[]::new));
    }

    SqlTemplate template(String file) {
        return SqlTemplate.load(KeptTable.class, file)
                .withSql("rows", List.of(rows()))
                .withSql("target", List.of(shape.name().sql()))
                .withList("key", List.of(key()))
                .withList("columns", columns);
    }

    /** For each column, an expression that gives its working column the right type. */
    List<String> typed() {
        return columns.stream()
                .map(column -> types.contains(column)
                        ? "NULL::text AS " + SqlTemplate.quoted(column)
                        : SqlTemplate.quoted(column))
                .toList();
    }

    /** The text of a value of one of its columns, to be compared by the server; null when there is none. */
    String text(String column, Object value) {
        if (types.contains(column)) {
            return value == null ? null : value.toString();
        }
        ColumnShape shaped = shape.columns().get(column);
        return ComparableText.of(value, shaped.kind()).orElse(null);
    }
}
