package io.waybill.lino.migration.draft;

import io.waybill.lino.migration.draft.SiteDifference.MovedColumn;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A table of two dumps.
 *
 * @param before as the first has it
 * @param after as the second has it
 * @param guessed whether it has other names, and only its columns say that it is the same
 * @param dropped columns that only the first has
 * @param added columns that only the second has
 * @param renamed columns that seem to be the same under another name: they stand in the same place, and are of the same kind
 */
public record TablePair(
        SourceTable before,
        SourceTable after,
        boolean guessed,
        List<SourceColumn> dropped,
        List<SourceColumn> added,
        Map<String, String> renamed) {

    private static final String REFERENCE = "_id";

    static TablePair of(SourceTable before, SourceTable after, boolean guessed, List<MovedColumn> moved) {
        Set<String> gone = columns(moved, column -> column.from().equals(after.table()));
        Set<String> arrived = columns(moved, column -> column.to().equals(after.table()));
        Set<String> common = new LinkedHashSet<>(names(before));
        common.retainAll(names(after));
        Map<String, String> renamed = new LinkedHashMap<>();
        Map<String, List<SourceColumn>> old = slots(before, common, gone);
        Map<String, List<SourceColumn>> now = slots(after, common, arrived);
        old.forEach((slot, columns) -> {
            List<SourceColumn> others = now.getOrDefault(slot, List.of());
            if (columns.size() == others.size()) {
                for (int i = 0; i < columns.size(); i++) {
                    if (alike(columns.get(i), others.get(i))) {
                        renamed.put(columns.get(i).name(), others.get(i).name());
                    }
                }
            }
        });
        pointer(before, after, renamed);
        return new TablePair(
                before,
                after,
                guessed,
                without(before, common, gone, renamed.keySet()),
                without(after, common, arrived, Set.copyOf(renamed.values())),
                renamed);
    }

    /** The key of a model that begins or ceases to extend another one is the same column, whatever it is called. */
    private static void pointer(SourceTable before, SourceTable after, Map<String, String> renamed) {
        Optional<String> old = before.pointer();
        Optional<String> now = after.pointer();
        old.ifPresent(renamed::remove);
        now.ifPresent(name -> renamed.values().remove(name));
        if (old.isPresent() && now.isPresent() && !old.equals(now)) {
            renamed.put(old.get(), now.get());
        }
    }

    private static List<String> names(SourceTable table) {
        return table.columns().stream().map(SourceColumn::name).toList();
    }

    /** Columns that only one table has, by the common column that stands before them. */
    private static Map<String, List<SourceColumn>> slots(SourceTable table, Set<String> common, Set<String> moved) {
        Map<String, List<SourceColumn>> slots = new LinkedHashMap<>();
        String slot = "";
        for (SourceColumn column : table.columns()) {
            if (common.contains(column.name())) {
                slot = column.name();
            } else if (!moved.contains(column.name())) {
                slots.computeIfAbsent(slot, name -> new ArrayList<>()).add(column);
            }
        }
        return slots;
    }

    private static boolean alike(SourceColumn one, SourceColumn other) {
        return one.kind() == other.kind()
                && one.name().endsWith(REFERENCE) == other.name().endsWith(REFERENCE);
    }

    private static List<SourceColumn> without(
            SourceTable table, Set<String> common, Set<String> moved, Set<String> renamed) {
        return table.columns().stream()
                .filter(column -> !common.contains(column.name())
                        && !moved.contains(column.name())
                        && !renamed.contains(column.name()))
                .toList();
    }

    private static Set<String> columns(List<MovedColumn> moved, Predicate<MovedColumn> which) {
        return moved.stream().filter(which).map(MovedColumn::column).collect(Collectors.toSet());
    }

    /** Whether the model began to extend another one, or ceased to, or extends another one than before. */
    boolean otherParent() {
        return !before.parent().equals(after.parent());
    }

    /** Columns of both with another kind, such as a text that is in several languages now. */
    List<String> otherKinds() {
        return before.columns().stream()
                .filter(column -> after.column(column.name())
                        .filter(other -> other.kind() != column.kind())
                        .isPresent())
                .map(SourceColumn::name)
                .toList();
    }
}
