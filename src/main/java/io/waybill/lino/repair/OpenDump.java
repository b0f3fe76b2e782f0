package io.waybill.lino.repair;

import static java.util.Objects.requireNonNull;

import io.waybill.format.lino.LinoDump;
import io.waybill.lino.record.SourceRows;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTimes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A dump of a plan, opened.
 *
 * @param name the plan's name of it
 * @param origin where it is from, for people
 * @param dump the dump itself
 * @param rows names the values of its rows
 * @param times which points in time it means
 * @param tables those of its tables whose rows are not skipped, by name
 */
record OpenDump(
        String name,
        String origin,
        LinoDump dump,
        SourceRows rows,
        SourceTimes times,
        Map<String, SourceTable> tables) {
    OpenDump {
        requireNonNull(name, "name");
        tables = Map.copyOf(tables);
    }

    static OpenDump of(String name, String origin, LinoDump dump, SourceTimes times) {
        SourceRows rows = new SourceRows(dump.script());
        return new OpenDump(
                name,
                origin,
                dump,
                rows,
                times,
                rows.tables().stream().collect(Collectors.toMap(SourceTable::table, Function.identity())));
    }

    /** The table of a model, by its full name; null when the dump has none. */
    String tableOf(String model) {
        return tables.values().stream()
                .filter(table -> table.model().equalsIgnoreCase(model))
                .map(SourceTable::table)
                .findFirst()
                .orElse(null);
    }

    /** Its models in lower case, the place of each being the number that stands for it while rows are selected. */
    List<String> models() {
        return dump.script().models().values().stream()
                .map(model -> model.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }
}
