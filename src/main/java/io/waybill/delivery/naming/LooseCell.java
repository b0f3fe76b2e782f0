package io.waybill.delivery.naming;

import static java.util.Objects.requireNonNull;

/**
 * A cell of a row that is in no table, such as a rejected one.
 *
 * @param table that the row is meant for, as people read it: its foreign keys say what the cell refers to; any other word for none
 * @param column of the row
 * @param reference what the column refers to where no foreign key says it; null for nothing
 * @param value as text
 */
public record LooseCell(String table, String column, ReferredColumn reference, String value) {
    /** In characters: a longer cell is no key. */
    private static final int LONGEST_KEY = 500;

    public LooseCell {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
        requireNonNull(value, "value");
    }

    /** Whether it may refer to a row: blanks and long texts do not. */
    boolean mayRefer() {
        return !value.isBlank() && value.length() <= LONGEST_KEY;
    }
}
