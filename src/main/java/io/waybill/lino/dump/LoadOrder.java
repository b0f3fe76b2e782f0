package io.waybill.lino.dump;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order in which a dump loads its tables: always the first model, by its name, all of whose references are to models that are there
 * already. Where references go round in a circle, the rest follows by name.
 */
final class LoadOrder {
    private LoadOrder() {}

    static List<SiteTable> of(List<SiteTable> tables) {
        Map<String, SiteTable> left = new TreeMap<>();
        Set<String> waiting = new HashSet<>();
        for (SiteTable table : tables) {
            left.put(table.model().full(), table);
            waiting.add(table.name());
        }
        List<SiteTable> order = new ArrayList<>();
        while (!left.isEmpty()) {
            SiteTable next = first(left, waiting);
            if (next == null) {
                order.addAll(left.values());
                return order;
            }
            order.add(next);
            left.remove(next.model().full());
            waiting.remove(next.name());
        }
        return order;
    }

    private static SiteTable first(Map<String, SiteTable> left, Set<String> waiting) {
        Iterator<SiteTable> all = left.values().iterator();
        while (all.hasNext()) {
            SiteTable table = all.next();
            if (table.references().stream().noneMatch(waiting::contains)) {
                return table;
            }
        }
        return null;
    }
}
