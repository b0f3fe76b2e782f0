package io.waybill.club;

import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.mapping.DefaultValues;
import io.waybill.delivery.mapping.FeedRules;
import io.waybill.delivery.mapping.MappedTable;
import io.waybill.delivery.mapping.MappedTables;
import io.waybill.format.yaml.MappingFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code config/club.yaml}.
 *
 * @param system always {@code club}
 * @param tables by model
 * @param feeds by name
 */
record ClubConfig(String system, Map<String, Table> tables, Map<String, FeedRules> feeds) {
    /** A table and the columns that a file has for it. */
    record Table(String table, List<String> columns) {}

    /** Reads and checks the file in this folder. */
    static ClubConfig load(Path folder) {
        MappingFile file = new MappingFile(folder.resolve("club.yaml"));
        ClubConfig config = file.read(ClubConfig.class);
        file.require("system", "club".equals(config.system), config.system, "club");
        return config;
    }

    /** What the members' feed delivers. */
    FeedSpec members(Instant time) {
        Map<String, MappedTable> mapped = new LinkedHashMap<>();
        tables.forEach((model, table) -> mapped.put(
                model,
                new MappedTable(
                        model,
                        table.table,
                        table.columns.stream()
                                .map(column -> new ColumnSpec(column, column))
                                .toList(),
                        DefaultValues.NONE)));
        return new MappedTables(mapped).feed(feeds.get("members"), time);
    }
}
