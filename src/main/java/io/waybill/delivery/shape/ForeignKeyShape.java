package io.waybill.delivery.shape;

import java.util.List;
import java.util.Set;

/**
 * A foreign key.
 *
 * @param oid of the constraint
 * @param name of the constraint
 * @param child the table that refers
 * @param childColumns its columns
 * @param childKey primary key of that table; empty when it has none
 * @param parent the table referred to
 * @param parentColumns its columns, in the same order
 * @param deferrable whether it can wait until the end of the transaction
 * @param onDelete what deleting the parent does to the child: {@code NO ACTION}, {@code CASCADE} …
 * @param onUpdate what changing the parent's columns does to the child
 */
public record ForeignKeyShape(
        long oid,
        String name,
        TableName child,
        List<String> childColumns,
        List<String> childKey,
        TableName parent,
        List<String> parentColumns,
        boolean deferrable,
        String onDelete,
        String onUpdate) {
    /** Whether the database itself changes or deletes the child when its parent is changed or deleted. */
    public boolean actsByItself() {
        return !PASSIVE.contains(onDelete) || !PASSIVE.contains(onUpdate);
    }

    private static final Set<String> PASSIVE = Set.of("NO ACTION", "RESTRICT");
}
