package io.waybill.delivery;

import java.util.List;

/**
 * What becomes of rows that their table cannot hold. Without one, a single such row refuses the whole drop; a system that can deliver the
 * other rows makes rejects of them.
 */
@FunctionalInterface
public interface RefusedRows {
    /**
     * Takes a row that is not staged.
     *
     * @param table as its spec calls it
     * @param row as the system handed it over
     * @param columns what is wrong with it, at least one
     */
    void add(String table, Row row, List<RefusedValue> columns);

    /**
     * A value that its column cannot hold.
     *
     * @param column in the catalogue
     * @param rule short stable name of the rule that it breaks, kebab-case
     * @param found the value as text; null when the row has none
     * @param expected what was expected instead, as a phrase
     */
    record RefusedValue(String column, String rule, String found, String expected) {}
}
