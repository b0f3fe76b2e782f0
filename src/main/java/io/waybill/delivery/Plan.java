package io.waybill.delivery;

import java.util.List;

/**
 * What a delivery would do to its target, in numbers; the keys are in the plan tables of the stage schema ({@link
 * DeliveryRelations#plan}).
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
     * @param rowsBefore how many rows the table had before
     * @param drop rows that were read from the drop
     * @param carried rows that the system carried over from the target
     * @param deletedByKey rows that are deleted because the drop names them for deletion
     * @param retired rows that are ended or flagged because they are no longer desired
     * @param removed rows that are deleted because they are no longer desired
     */
    public record TablePlan(
            String table,
            String model,
            long rowsBefore,
            Counts drop,
            Counts carried,
            long deletedByKey,
            long retired,
            long removed) {
        /** Whether nothing would be written. */
        public boolean isEmpty() {
            return drop.isEmpty() && carried.isEmpty() && deleted() + retired == 0;
        }

        /** All rows that are inserted. */
        public long inserted() {
            return drop.inserted() + carried.inserted();
        }

        /** All rows that are updated. */
        public long updated() {
            return drop.updated() + carried.updated();
        }

        /** All rows that are deleted. */
        public long deleted() {
            return deletedByKey + removed;
        }

        /** All desired rows that the target has already. */
        public long unchanged() {
            return drop.unchanged() + carried.unchanged();
        }

        /** How many rows the table has afterwards, unless the database itself interferes. */
        public long rowsAfter() {
            return rowsBefore + inserted() - deleted();
        }
    }

    /** Desired rows, by what happens to them. */
    public record Counts(long inserted, long updated, long unchanged) {
        boolean isEmpty() {
            return inserted == 0 && updated == 0;
        }

        /** How many there are in all. */
        public long total() {
            return inserted + updated + unchanged;
        }
    }

    /** How many rows would be written: so many the journal lists. */
    public long changes() {
        return tables.stream()
                .mapToLong(table -> table.inserted() + table.updated() + table.retired() + table.deleted())
                .sum();
    }

    /** Whether the target has everything already, so that nothing would be written. */
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
