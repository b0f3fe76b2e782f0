package io.waybill.desk.page;

import io.waybill.delivery.Change;
import io.waybill.delivery.naming.NamedChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes of one kind in one table of the target, which are shown together.
 *
 * @param kind what happens to the rows
 * @param table as people read it
 * @param changes in the order of the plan
 * @param columns of whole rows, those that any of them has a value in; empty where rows are shown by what differs
 */
record ChangeGroup(Change.Kind kind, String table, List<NamedChange> changes, List<String> columns) {
    /** The groups of a list of changes, in the order in which the plan first comes to each. */
    static List<ChangeGroup> of(List<NamedChange> changes) {
        Map<List<Object>, List<NamedChange>> groups = new LinkedHashMap<>();
        for (NamedChange change : changes) {
            groups.computeIfAbsent(
                            List.of(change.change().table(), change.change().kind()), key -> new ArrayList<>())
                    .add(change);
        }
        return groups.values().stream().map(ChangeGroup::group).toList();
    }

    private static ChangeGroup group(List<NamedChange> changes) {
        Change first = changes.get(0).change();
        Set<String> columns = new LinkedHashSet<>();
        if (isWhole(first.kind())) {
            changes.forEach(each -> each.change().cells().forEach(cell -> columns.add(cell.column())));
            first.key().forEach(key -> columns.remove(key.column()));
        }
        return new ChangeGroup(first.kind(), first.table(), List.copyOf(changes), List.copyOf(columns));
    }

    /** Whether whole rows are shown, a column beside another, because none of their values is compared with another. */
    boolean whole() {
        return isWhole(kind);
    }

    private static boolean isWhole(Change.Kind kind) {
        return kind == Change.Kind.INSERT || kind == Change.Kind.DELETE;
    }

    /** The value of a column in a whole row; null when it has none. */
    String value(NamedChange row, String column) {
        return row.change().cells().stream()
                .filter(cell -> cell.column().equals(column))
                .findFirst()
                .map(cell -> kind == Change.Kind.INSERT ? cell.after() : cell.before())
                .orElse(null);
    }

    /** The name of the row that this value refers to; null when there is none. */
    String name(NamedChange row, String column) {
        return (kind == Change.Kind.INSERT ? row.after() : row.before()).get(column);
    }
}
