package io.waybill.delivery.naming;

import io.waybill.delivery.Change;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change as people read it.
 *
 * @param change the change itself
 * @param name of its row; empty when there is none
 * @param before names of the rows that old values refer to, by column
 * @param after names of the rows that new values refer to, by column
 * @param references where values refer to that people may look at, by column
 * @param hidden columns whose values are not shown: in the change they are {@value #HIDDEN}
 */
public record NamedChange(
        Change change,
        String name,
        Map<String, String> before,
        Map<String, String> after,
        Map<String, ReferredColumn> references,
        Set<String> hidden) {
    /** Stands for a value that is not shown. */
    public static final String HIDDEN = "hidden";

    public NamedChange {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
        references = Map.copyOf(references);
        hidden = Set.copyOf(hidden);
    }

    /** One without names of rows. */
    static NamedChange unnamed(Change change) {
        return new NamedChange(change, "", Map.of(), Map.of(), Map.of(), Set.of());
    }

    /** The same for somebody who sees which row changes, by its key, and in which columns, but neither its name nor its values. */
    public static NamedChange withoutValues(Change change) {
        Set<String> all = change.cells().stream().map(Change.Cell::column).collect(Collectors.toSet());
        change.key().forEach(key -> all.remove(key.column()));
        return unnamed(change).hiding(all);
    }

    /** The same without the values of some columns. */
    NamedChange hiding(Set<String> columns) {
        return hidden.containsAll(columns)
                ? this
                : new NamedChange(
                        change.with(
                                change.key().stream()
                                        .map(key -> columns.contains(key.column())
                                                ? new Change.Key(key.column(), HIDDEN)
                                                : key)
                                        .toList(),
                                change.cells().stream()
                                        .map(cell -> columns.contains(cell.column())
                                                ? new Change.Cell(cell.column(), HIDDEN, HIDDEN)
                                                : cell)
                                        .toList()),
                        name,
                        without(before, columns),
                        without(after, columns),
                        without(references, columns),
                        union(hidden, columns));
    }

    private static <T> Map<String, T> without(Map<String, T> byColumn, Set<String> columns) {
        return byColumn.entrySet().stream()
                .filter(each -> !columns.contains(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
