package io.waybill.lino.repair;

import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.lino.record.GenericReference;
import io.waybill.lino.record.SourceTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All references between the tables of a dump, as the target's catalogue says; generic ones as the dump says. */
final class References {
    private final List<Reference> all;

    private References(List<Reference> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Those of some tables.
     *
     * @param tables by their names
     * @param shapes of the tables that the target has
     */
    static References of(Collection<SourceTable> tables, Map<String, TableShape> shapes) {
        List<Reference> all = new ArrayList<>();
        for (SourceTable table : tables) {
            TableShape shape = shapes.get(table.table());
            if (shape == null) {
                continue;
            }
            for (ForeignKeyShape key : shape.references()) {
                if (key.childColumns().size() == 1) {
                    all.add(Reference.to(
                            table.table(),
                            key.childColumns().get(0),
                            key.parent().name(),
                            key.parentColumns().get(0)));
                }
            }
            GenericReference.of(table.as(shape))
                    .forEach(pair -> all.add(Reference.generic(table.table(), pair.key(), pair.type())));
        }
        return new References(all);
    }

    /** Those of the rows of a table. */
    List<Reference> from(String table) {
        return all.stream().filter(each -> each.child().equals(table)).toList();
    }

    /** Those to the rows of a table; generic ones may be to any. */
    List<Reference> to(String table) {
        return all.stream()
                .filter(each -> each.isGeneric() || each.parent().equals(table))
                .toList();
    }

    List<Reference> all() {
        return all;
    }

    /** The tables whose rows a table's rows may need, with itself; of a generic reference all that there are. */
    Set<String> above(String table, Collection<String> tables) {
        return reached(
                table,
                tables,
                each -> from(each).stream()
                        .flatMap(reference ->
                                reference.isGeneric() ? tables.stream() : List.of(reference.parent()).stream())
                        .toList());
    }

    /** The tables whose rows may need a table's rows, with itself. */
    Set<String> below(String table, Collection<String> tables) {
        return reached(
                table, tables, each -> to(each).stream().map(Reference::child).toList());
    }

    private static Set<String> reached(
            String first, Collection<String> tables, java.util.function.Function<String, List<String>> next) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            String table = open.pop();
            if (tables.contains(table) && reached.add(table)) {
                open.addAll(next.apply(table));
            }
        }
        return reached;
    }
}
