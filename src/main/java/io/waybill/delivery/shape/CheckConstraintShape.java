package io.waybill.delivery.shape;

import java.util.List;

/**
 * A CHECK constraint.
 *
 * @param name of the constraint
 * @param columns that its expression uses
 * @param expression as SQL over the table's columns
 */
public record CheckConstraintShape(String name, List<String> columns, String expression) {}
