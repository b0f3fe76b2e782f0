package io.waybill.delivery;

import java.util.List;

/**
 * What a delivery would do to its target, in numbers; the keys are in the plan tables of the stage schema ({@link
 * Delivery#planTable}).
 *
 * @param tables one per table of the delivery, in its order
 */
public record Plan(List<TablePlan> tables) {
    public Plan {
        tables = List.copyOf(tables);
    }

    /**
     * One table's part.
     *
     * @param table as its {@link TableSpec} calls it
     * @param model what its records are called
     * @param drop rows that were read from the drop
     * @param carried rows that the system carried over from the target
     * @param removed rows of the target that are deleted because they are not desired any more
     */
    public record TablePlan(String table, String model, Counts drop, Counts carried, long removed) {
        /** Whether nothing would be written. */
        public boolean isEmpty() {
            return drop.isEmpty() && carried.isEmpty() && removed == 0;
        }
    }

    /** Desired rows, by what becomes of them. */
    public record Counts(long inserted, long updated, long unchanged) {
        boolean isEmpty() {
            return inserted == 0 && updated == 0;
        }

        /** All of them. */
        public long total() {
            return inserted + updated + unchanged;
        }
    }

    /** Whether the target has everything already. */
    public boolean isEmpty() {
        return tables.stream().allMatch(TablePlan::isEmpty);
    }

    /** @throws IllegalArgumentException when the delivery has no such table */
    public TablePlan table(String table) {
        return tables.stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The delivery has no table " + table));
    }
}
