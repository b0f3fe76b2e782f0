package io.waybill.timetable.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.format.django.DjangoRecord;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.dump.UnmappedFields;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models of a dump that a feed delivers: their records become rows of the stage, and what is left out or derived is noted. */
final class StagedModels {
    private final TimetableConfig config;
    private final Map<String, TimetableRows> rows = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();
    private final UnmappedFields unmapped;
    private final DerivedValues derived = new DerivedValues();

    /** @param feed whose tables these are, as the mapping says */
    StagedModels(TimetableConfig config, String feed) {
        this.config = config;
        this.unmapped = new UnmappedFields(config::fields);
        for (TableSpec table : config.tables(feed)) {
            rows.put(table.model(), new TimetableRows(table));
            tables.put(table.model(), table.table());
        }
    }

    /** Whether records of a model are delivered. */
    boolean has(String model) {
        return rows.containsKey(model);
    }

    /**
     * Sends records to the stage, table by table, so that a dump in any order costs few COPYs.
     *
     * @param chunk records of these models only
     */
    void stage(List<DjangoRecord> chunk, Delivery delivery) {
        Map<String, List<Row>> byModel = new LinkedHashMap<>();
        for (DjangoRecord record : chunk) {
            TimetableRows model = requireNonNull(rows.get(record.model()), record.model());
            unmapped.note(record);
            derived.note(record);
            byModel.computeIfAbsent(record.model(), each -> new ArrayList<>()).add(model.row(record));
        }
        byModel.forEach((model, some) -> delivery.stage(tables.get(model), some));
    }

    /** Tells which values were derived from others. */
    void tellDerived(Outcome outcome) {
        derived.notices().forEach(outcome::notice);
    }

    /**
     * Tells what the dump has and the mapping lacks, fields and models; what the target has a place for waits for approval.
     *
     * @param unknown models of the application that the mapping does not name, with the number of their records
     * @throws SQLException when the target's catalogue cannot be read
     */
    void tellUnmapped(Map<String, Long> unknown, Delivery delivery, Outcome outcome) throws SQLException {
        UnmappedData data = new UnmappedData(config, delivery, outcome);
        unmapped.all().forEach(data::field);
        for (Map.Entry<String, Long> model : unknown.entrySet()) {
            data.model(model.getKey(), model.getValue());
        }
    }
}
