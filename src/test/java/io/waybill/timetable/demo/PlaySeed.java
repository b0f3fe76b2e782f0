package io.waybill.timetable.demo;

import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.feed.TimetableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads a Play dump into a database without a ledger, users included: the state in which many tests begin. */
public final class PlaySeed {
    private final Target target;
    private final TimetableConfig config;

    public PlaySeed(Target target, TimetableConfig config) {
        this.target = target;
        this.config = config;
    }

    /**
     * Replaces the whole contents of the Timetable tables.
     *
     * @param number of a waybill that no other delivery uses
     * @throws io.waybill.format.BrokenFileException when the dump cannot be used
     */
    public void load(Path dump, long number) throws IOException {
        List<TableSpec> tables = config.tables("live");
        Map<String, TimetableRows> rows = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        tables.forEach(table -> {
            rows.put(table.model(), new TimetableRows(table));
            names.put(table.model(), table.table());
        });
        Faults faults = new Faults();
        try (Delivery delivery = new Delivery(target, number, dump.getFileName().toString(), tables);
                DjangoReader reader = DjangoReader.open(dump, dump.getFileName().toString(), faults)) {
            delivery.openStage();
            while (reader.hasNext()) {
                Map<String, List<Row>> byModel = new LinkedHashMap<>();
                for (DjangoRecord record : reader.next()) {
                    byModel.computeIfAbsent(record.model(), model -> new ArrayList<>())
                            .add(rows.get(record.model()).row(record));
                }
                byModel.forEach((model, chunk) -> delivery.stage(names.get(model), chunk));
            }
            faults.throwIfAny();
            delivery.endStaging();
            delivery.begin();
            delivery.check();
            delivery.faults().throwIfAny();
            delivery.apply(delivery.plan());
            delivery.commit();
        }
    }
}
