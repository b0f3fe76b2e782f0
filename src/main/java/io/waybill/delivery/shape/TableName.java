package io.waybill.delivery.shape;

import io.waybill.database.SqlTemplate;

/** A table as the catalogue knows it. */
public record TableName(String schema, String name) {
    /** Quoted, for SQL. */
    public String sql() {
        return SqlTemplate.qualified(schema, name);
    }

    /** A table by its name as people read it: what is before the first dot is its schema. */
    public static TableName of(String read) {
        int dot = read.indexOf('.');
        return dot < 0 ? new TableName("public", read) : new TableName(read.substring(0, dot), read.substring(dot + 1));
    }

    /** For people: without the schema if it is {@code public}. */
    @Override
    public String toString() {
        return schema.equals("public") ? name : schema + "." + name;
    }
}
