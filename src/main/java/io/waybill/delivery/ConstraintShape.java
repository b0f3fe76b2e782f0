package io.waybill.delivery;

import java.util.List;

/**
 * A CHECK constraint.
 *
 * @param name of the constraint
 * @param columns that it speaks of
 * @param expression as SQL over the table's columns
 */
public record ConstraintShape(String name, List<String> columns, String expression) {}
