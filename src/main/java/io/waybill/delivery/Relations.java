package io.waybill.delivery;

import java.util.List;

/**
 * What happens to the rows of a table, as sub-queries for a FROM clause: which rows the delivery writes or confirms,
 * which rows of the target it leaves alone, and which it removes.
 */
record Relations(DeliveryTable table) {
    /** Desired rows that are written or confirmed. */
    String desired() {
        return table.policy() == Policy.INSERT ? inner("rows-desired-insert.sql") : table.stage();
    }

    /** Rows of the target that stay as they are, whatever is staged. */
    String stays() {
        return switch (table.policy()) {
            case MIRROR -> inner(table.anyRefused() ? "rows-stay-mirror.sql" : "rows-none.sql");
            case UPSERT, RETIRE -> inner(table.anyGone() ? "rows-stay-keys.sql" : "rows-stay-upsert.sql");
            case INSERT -> table.name().sql();
        };
    }

    /** Rows of the target that are removed. */
    String leaves() {
        if (table.policy() == Policy.MIRROR) {
            return inner("rows-leave.sql");
        }
        return inner(table.anyGone() ? "rows-leave-keys.sql" : "rows-none.sql");
    }

    /** Rows of the target that are not removed, with their present values in every column. */
    String remain() {
        if (table.policy() == Policy.MIRROR) {
            return inner("rows-remain.sql");
        }
        return table.anyGone() ? inner("rows-remain-keys.sql") : table.name().sql();
    }

    /** Keys that exist afterwards, or would if their records had not been refused. */
    String known() {
        return "("
                + table.template("rows-known.sql")
                        .withSql("desired", List.of(desired()))
                        .withSql("stays", List.of(stays()))
                        .sql()
                + ")";
    }

    /** All rows that exist afterwards, with the columns of the delivery. */
    String after() {
        return "("
                + table.template("rows-after.sql")
                        .withSql("desired", List.of(desired()))
                        .withSql("stays", List.of(stays()))
                        .sql()
                + ")";
    }

    private String inner(String file) {
        return "(" + table.template(file).sql() + ")";
    }
}
