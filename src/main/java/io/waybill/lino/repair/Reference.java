package io.waybill.lino.repair;

import static java.util.Objects.requireNonNull;

/**
 * How rows of one table refer to rows of another one.
 *
 * @param child the table that refers
 * @param column of it, with the key of a row
 * @param typeColumn of a generic reference the column that names the model of that row; null for one to a certain table
 * @param parent the table referred to; null for a generic reference, which may be to any
 * @param parentColumn the column of that table which is referred to; null with it
 */
record Reference(String child, String column, String typeColumn, String parent, String parentColumn) {
    Reference {
        requireNonNull(child, "child");
        requireNonNull(column, "column");
        if ((typeColumn == null) != (parent != null) || (parent == null) != (parentColumn == null)) {
            throw new IllegalArgumentException("a reference of " + child + " is to one table or generic");
        }
    }

    /** One to a certain table. */
    static Reference to(String child, String column, String parent, String parentColumn) {
        return new Reference(child, column, null, parent, parentColumn);
    }

    /** A generic one. */
    static Reference generic(String child, String column, String typeColumn) {
        return new Reference(child, column, typeColumn, null, null);
    }

    boolean isGeneric() {
        return parent == null;
    }
}
