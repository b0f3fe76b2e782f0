package io.waybill.delivery;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A unique index other than the primary key's.
 *
 * @param name of the index
 * @param columns all columns that its expressions and its predicate speak of
 * @param expressions what it indexes, as SQL over the table's columns
 * @param predicate of a partial index, as SQL; null when it holds for all rows
 * @param nullsDistinct whether two NULLs are no duplicates
 * @param immediate whether it is checked row by row; otherwise at the latest at the end of the transaction
 */
public record UniqueShape(
        String name,
        List<String> columns,
        List<String> expressions,
        String predicate,
        boolean nullsDistinct,
        boolean immediate) {

    /** Names for its expressions in a sub-query: no column is called so. */
    List<String> aliases() {
        return IntStream.rangeClosed(1, expressions.size())
                .mapToObj(i -> "waybill_u" + i)
                .toList();
    }

    /** For every alias, the SQL that says that two relations have the same value there. */
    List<String> equalities(String left, String right) {
        String operator = nullsDistinct ? " = " : " IS NOT DISTINCT FROM ";
        return aliases().stream()
                .map(alias -> left + "." + alias + operator + right + "." + alias)
                .toList();
    }

    /** Which rows it covers, as SQL. */
    String condition() {
        return predicate == null ? "true" : predicate;
    }
}
