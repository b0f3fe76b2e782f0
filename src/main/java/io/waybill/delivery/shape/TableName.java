package io.waybill.delivery.shape;

import io.waybill.database.SqlTemplate;

/** A table as the catalogue knows it. */
public record TableName(String schema, String name) {
    /** Quoted, for SQL. */
    public String sql() {
        return SqlTemplate.qualified(schema, name);
    }

    /** For people: without the schema if it is {@code public}. */
    @Override
    public String toString() {
        return schema.equals("public") ? name : schema + "." + name;
    }
}
