package io.waybill.delivery.naming;

import static java.util.Objects.requireNonNull;

/**
 * A row of the target, or of a plan, that a value outside of it refers to.
 *
 * @param table as people read it
 * @param column of that table, which has each value once
 * @param key of the row in that column
 * @param name of the row; empty when it has none
 */
public record ReferredRow(String table, String column, String key, String name) {
    public ReferredRow {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
        requireNonNull(key, "key");
        requireNonNull(name, "name");
    }

    /** What is shown beside a value that refers to it: its name, without the value; empty when the value says it all. */
    public String beside(String value) {
        String rest = name.replace("(" + value + ")", "").strip();
        return rest.equals(value) ? "" : rest;
    }
}
