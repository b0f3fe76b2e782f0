package io.waybill.delivery;

import java.util.List;

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
        String onDelete) {}
