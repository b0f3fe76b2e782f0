package io.waybill.lino.repair;

import io.waybill.database.TestDatabase;
import io.waybill.lino.SiteModel;
import io.waybill.lino.SiteModel.Id;
import io.waybill.lino.SiteModel.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What plans have to restore of a site, in a few loops. */
final class PlanModel {
    private static final double PARENTS = 0.35;
    private static final double CHILDREN = 0.25;

    private final TestDatabase database;
    private final SiteModel site;

    PlanModel(TestDatabase database, SiteModel site) {
        this.database = database;
        this.site = site;
    }

    /**
     * A pass of a plan.
     *
     * @param condition as the plan says it, null for what the site lacks
     * @param selects the rows of the dump for which it holds; null as for the condition
     */
    record Pass(String table, String condition, Set<Id> selects, boolean parents, boolean children) {}

    /**
     * What a plan leads to.
     *
     * @param restored rows as the site shows them, with their table
     * @param errors those that were selected, are missing, and cannot be restored
     */
    record Expected(Set<String> restored, Set<Id> errors) {}

    /** Some passes over some tables. */
    List<Pass> passes(Random random) {
        List<Pass> passes = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String table = RepairSite.TABLES.get(random.nextInt(RepairSite.TABLES.size()));
            List<Row> rows = site.dump().values().stream()
                    .filter(row -> row.id().table().equals(table))
                    .toList();
            String condition = null;
            Set<Id> selects = null;
            if (random.nextInt(3) > 0) {
                Set<Id> some = rows.stream()
                        .map(Row::id)
                        .filter(id -> random.nextInt(3) == 0)
                        .limit(25)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                some.add(rows.get(random.nextInt(rows.size())).id());
                condition = "keys: [" + some.stream().map(Id::key).collect(Collectors.joining(", ")) + "]";
                selects = some;
            }
            passes.add(
                    new Pass(table, condition, selects, random.nextDouble() < PARENTS, random.nextDouble() < CHILDREN));
        }
        return passes;
    }

    /** As a file. */
    static String plan(List<Pass> passes) {
        StringBuilder plan = new StringBuilder("kind: lino-repair\ndumps: {old: snapshot.zip}\npasses:\n");
        for (Pass pass : passes) {
            plan.append("  - {table: " + pass.table)
                    .append(pass.condition == null ? "" : ", select: {" + pass.condition + "}")
                    .append(pass.parents ? ", with-parents: true" : "")
                    .append(pass.children ? ", with-children: true" : "")
                    .append("}\n");
        }
        return plan.toString();
    }

    /** What these passes restore of the site as it is now. */
    Expected expected(List<Pass> passes) {
        Set<Id> present = site.present();
        Set<Id> selected = new HashSet<>();
        passes.forEach(pass -> selected.addAll(selected(pass, present)));
        Set<Id> missing = selected.stream().filter(id -> !present.contains(id)).collect(Collectors.toSet());
        Map<String, String> taken = new HashMap<>();
        database.rows("SELECT national_id, person_ptr_id::text FROM clients_client WHERE national_id IS NOT NULL")
                .forEach(row -> taken.put(row.get(0), row.get(1)));
        Set<Id> restored =
                site.placed(missing.stream().filter(id -> !isTaken(id, taken)).toList(), present::contains);
        Set<Id> errors = new HashSet<>(missing);
        errors.removeAll(restored);
        return new Expected(site.texts(restored), errors);
    }

    private boolean isTaken(Id id, Map<String, String> taken) {
        String unique = site.dump().get(id).unique();
        return unique != null && taken.containsKey(unique) && !Objects.equals(taken.get(unique), id.key());
    }

    private Set<Id> selected(Pass pass, Set<Id> present) {
        Set<Id> selected = new HashSet<>();
        site.dump().values().stream()
                .map(Row::id)
                .filter(id -> id.table().equals(pass.table)
                        && (pass.selects == null ? !present.contains(id) : pass.selects.contains(id)))
                .forEach(selected::add);
        if (pass.children) {
            reach(selected, present, site::referring);
        }
        if (pass.parents) {
            reach(
                    selected,
                    present,
                    id -> site.dump().get(id).parents().stream()
                            .filter(site.dump()::containsKey)
                            .toList());
        }
        return selected;
    }

    private interface Neighbours {
        Collection<Id> of(Id id);
    }

    /** Adds neighbours that the site lacks, and theirs. */
    private static void reach(Set<Id> selected, Set<Id> present, Neighbours neighbours) {
        Deque<Id> found = new ArrayDeque<>(selected);
        while (!found.isEmpty()) {
            for (Id next : neighbours.of(found.remove())) {
                if (!present.contains(next) && selected.add(next)) {
                    found.add(next);
                }
            }
        }
    }
}
