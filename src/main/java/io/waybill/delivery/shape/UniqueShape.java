package io.waybill.delivery.shape;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A unique index other than the primary key's.
 *
 * @param name of the index
 * @param columns all columns that its expressions and its predicate use
 * @param expressions what it indexes, as SQL over the table's columns
 * @param predicate of a partial index, as SQL; null when the index covers all rows
 * @param nullsDistinct whether two NULLs count as different values
 * @param immediate whether it is checked row by row; otherwise it can wait until the end of the transaction
 */
public record UniqueShape(
        String name,
        List<String> columns,
        List<String> expressions,
        String predicate,
        boolean nullsDistinct,
        boolean immediate) {

    /** Names for its expressions in a sub-query, which no column has. */
    public List<String> aliases() {
        return IntStream.rangeClosed(1, expressions.size())
                .mapToObj(i -> "waybill_u" + i)
                .toList();
    }

    /**
     * For every alias, the SQL condition that two relations have the same value there. Where two NULLs are the same, arrays are compared,
     * too: they are equal when both have NULL, and unlike IS NOT DISTINCT FROM they can be looked up by hash.
     */
    public List<String> equalities(String left, String right) {
        String condition =
                nullsDistinct ? "%1$s = %2$s" : "(ARRAY[%1$s] = ARRAY[%2$s] AND %1$s IS NOT DISTINCT FROM %2$s)";
        return aliases().stream()
                .map(alias -> condition.formatted(left + "." + alias, right + "." + alias))
                .toList();
    }

    /** Which rows it covers, as SQL. */
    public String condition() {
        return predicate == null ? "true" : predicate;
    }
}
