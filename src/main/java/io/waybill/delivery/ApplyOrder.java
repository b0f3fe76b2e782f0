package io.waybill.delivery;

import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which tables are written so that no reference dangles on the way: parents first. Deferrable foreign keys
 * do not matter here, nor do those within one table, which a single statement writes. If the others form a circle, it
 * is broken at columns that may be NULL for a while.
 *
 * @param parentsFirst all tables
 * @param late by table, the columns that are written only after all rows have been inserted
 */
record ApplyOrder(List<DeliveryTable> parentsFirst, Map<DeliveryTable, Set<String>> late) {

    /** @throws TargetMismatchException when a circle cannot be broken */
    static ApplyOrder of(Map<TableName, DeliveryTable> tables, String target) {
        List<DeliveryTable> ordered = new ArrayList<>();
        Map<DeliveryTable, Set<String>> late = new HashMap<>();
        Set<DeliveryTable> left = new LinkedHashSet<>(tables.values());
        Set<ForeignKeyShape> opened = new HashSet<>();
        while (!left.isEmpty()) {
            DeliveryTable next = left.stream()
                    .filter(table -> waitingFor(table, left, tables, opened).isEmpty())
                    .findFirst()
                    .orElse(null);
            if (next != null) {
                left.remove(next);
                ordered.add(next);
            } else {
                open(left, tables, opened, late, target);
            }
        }
        return new ApplyOrder(ordered, late);
    }

    private static List<ForeignKeyShape> waitingFor(
            DeliveryTable table,
            Set<DeliveryTable> left,
            Map<TableName, DeliveryTable> tables,
            Set<ForeignKeyShape> opened) {
        return table.shape().references().stream()
                .filter(reference -> !reference.deferrable() && !opened.contains(reference))
                .filter(reference -> !reference.parent().equals(table.name()))
                .filter(reference -> left.contains(tables.get(reference.parent())))
                .toList();
    }

    private static void open(
            Set<DeliveryTable> left,
            Map<TableName, DeliveryTable> tables,
            Set<ForeignKeyShape> opened,
            Map<DeliveryTable, Set<String>> late,
            String target) {
        for (DeliveryTable table : left) {
            List<ForeignKeyShape> waiting = waitingFor(table, left, tables, opened);
            List<List<String>> columns = waiting.stream()
                    .map(reference -> loosened(table, reference))
                    .toList();
            if (columns.stream().noneMatch(List::isEmpty)) {
                opened.addAll(waiting);
                columns.forEach(each -> late.computeIfAbsent(table, key -> new LinkedHashSet<>())
                        .addAll(each));
                return;
            }
        }
        throw new TargetMismatchException(
                target,
                List.of(
                        "The tables "
                                + String.join(
                                        ", ",
                                        left.stream()
                                                .map(table -> table.name().toString())
                                                .toList())
                                + " refer to each other in a circle; expected one of its foreign keys to be deferrable or to allow NULL."));
    }

    private static List<String> loosened(DeliveryTable table, ForeignKeyShape reference) {
        return reference.childColumns().stream()
                .filter(column -> table.shape().columns().get(column).nullable()
                        && table.values().contains(column))
                .toList();
    }
}
