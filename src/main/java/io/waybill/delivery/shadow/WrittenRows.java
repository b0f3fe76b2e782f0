package io.waybill.delivery.shadow;

import io.waybill.format.ShortList;
import java.util.List;
import java.util.Locale;

/**
 * What others have written to a table since it was compared.
 *
 * @param table its name, without schema
 * @param came how many rows were inserted, or are there with other values
 * @param gone how many rows were deleted, or were there with other values
 * @param keys primary keys of some of those that came, as text
 */
public record WrittenRows(String table, long came, long gone, List<String> keys) {
    /** How many keys are named at most. */
    static final int NAMED = 20;

    /** For people: how many rows, in which table, and their keys. */
    public String sentence() {
        String keyed = keys.isEmpty() ? "" : " (" + ShortList.outOf(keys, came) + ")";
        return String.format(
                Locale.ROOT,
                "Table %s: %s inserted or changed%s, %,d changed or deleted.",
                table,
                came == 1 ? "1 row was" : String.format(Locale.ROOT, "%,d rows were", came),
                keyed,
                gone);
    }
}
