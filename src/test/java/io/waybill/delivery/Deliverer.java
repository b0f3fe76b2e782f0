package io.waybill.delivery;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.format.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A delivery as a test writes it down: tables with their columns, rows as their values, then one call. */
public final class Deliverer implements AutoCloseable {
    final Target target;
    private final List<TableSpec> specs = new ArrayList<>();
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private Consumer<Delivery> resolve = delivery -> {};
    private long waybill;
    private long offset;
    List<Fault> faults = List.of();

    public Deliverer(TestDatabase database) {
        target = Target.open("test", database.settings());
    }

    public Deliverer table(String table, Policy policy, String... columns) {
        return table(table, policy, Map.of(), columns);
    }

    public Deliverer table(String table, Policy policy, Map<String, String> defaults, String... columns) {
        specs.add(new TableSpec(
                table,
                "app." + table,
                policy,
                Arrays.stream(columns)
                        .map(column -> new ColumnSpec(column, column))
                        .toList(),
                defaults));
        rows.put(table, new ArrayList<>());
        return this;
    }

    public Deliverer retiring(String table, TableSpec.Retirement retirement, String... columns) {
        specs.add(new TableSpec(
                table,
                "app." + table,
                Policy.RETIRE,
                Arrays.stream(columns)
                        .map(column -> new ColumnSpec(column, column))
                        .toList(),
                Map.of(),
                retirement));
        rows.put(table, new ArrayList<>());
        return this;
    }

    /** Integers are taken as the longs that readers give. */
    public Deliverer row(String table, Object... values) {
        Object[] copy = Arrays.stream(values)
                .map(value -> value instanceof Integer number ? Long.valueOf(number) : value)
                .toArray();
        rows.get(table).add(new Row(offset, copy));
        offset += 100;
        return this;
    }

    Deliverer resolving(Consumer<Delivery> step) {
        resolve = step;
        return this;
    }

    /** Forgets rows, keeps tables. */
    public Deliverer again() {
        rows.values().forEach(List::clear);
        offset = 0;
        return this;
    }

    /** Delivers; throws what the delivery throws. */
    public Plan deliver() {
        return run(true);
    }

    /** Everything but the commit. */
    Plan preview() {
        return run(false);
    }

    /** Stages and checks, and returns the faults, one sentence each. */
    public List<String> check() {
        try (Delivery delivery = open()) {
            delivery.begin();
            resolve.accept(delivery);
            delivery.check();
            faults = delivery.faults().kept();
            return faults.stream().map(Fault::sentence).toList();
        }
    }

    Delivery open() {
        Delivery delivery = new Delivery(target, ++waybill, "drop.json", specs);
        delivery.openStage();
        rows.forEach(delivery::stage);
        delivery.endStaging();
        return delivery;
    }

    private Plan run(boolean commit) {
        try (Delivery delivery = open()) {
            delivery.begin();
            resolve.accept(delivery);
            delivery.check();
            delivery.faults().throwIfAny();
            Plan plan = delivery.plan();
            delivery.apply(plan);
            if (commit) {
                delivery.commit();
            } else {
                delivery.rollback();
            }
            return plan;
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
