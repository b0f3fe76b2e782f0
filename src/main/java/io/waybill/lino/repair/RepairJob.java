package io.waybill.lino.repair;

import io.waybill.delivery.shape.TableShape;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.repair.plan.PlanFile;
import io.waybill.lino.repair.plan.RepairPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the steps of one repair share. For one thread. */
final class RepairJob {
    final PlanFile file;
    final RepairPlan plan;
    final PlannedDumps dumps;
    final Map<String, TableShape> target;
    final LinoConfig config;
    final Selector selector;
    final List<RepairError> errors = new ArrayList<>();
    Selection selection;
    Restoration restoration;

    RepairJob(
            PlanFile file,
            RepairPlan plan,
            PlannedDumps dumps,
            Map<String, TableShape> target,
            LinoConfig config,
            Selector selector) {
        this.file = file;
        this.plan = plan;
        this.dumps = dumps;
        this.target = target;
        this.config = config;
        this.selector = selector;
    }

    /** The tables of models, by their full names in lower case. */
    Map<String, String> tablesOfModels() {
        Map<String, String> tables = new HashMap<>();
        dumps.all()
                .forEach(dump -> dump.tables()
                        .values()
                        .forEach(table -> tables.put(table.model().toLowerCase(Locale.ROOT), table.table())));
        return tables;
    }

    /** The errors of a pass in one table, by reason. */
    Map<String, Long> errors(int pass, String table) {
        Map<String, Long> counts = new TreeMap<>();
        errors.stream()
                .filter(error -> error.place().pass() == pass && error.table().equals(table))
                .forEach(error -> counts.merge(error.reason().word(), 1L, Long::sum));
        return counts;
    }
}
