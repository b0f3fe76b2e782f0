package io.waybill.merlin.feed;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.mapping.DefaultValues;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.Model;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills the stage tables of models: with the rows of the target as they are, and with new rows that have their defaults. SQL files then
 * merge the wanted rows into them.
 */
final class StageTables {
    private final MerlinSql sql;
    private final MerlinConfig config;

    StageTables(MerlinSql sql, MerlinConfig config) {
        this.sql = sql;
        this.config = config;
    }

    /** Stages the rows that table {@code staged} lists. */
    void stage(String model) throws SQLException {
        known(model);
        fresh(model, "stage-fresh.sql");
    }

    /** Stages the rows of the target that table {@code staged} lists. */
    void known(String model) throws SQLException {
        sql.run(of(model, "stage-known.sql")
                .withList("columns", config.models().of(model).columns()));
    }

    /**
     * Stages new rows.
     *
     * @param file with the rows
     * @param given columns that the file fills; the others get their defaults
     */
    void fresh(String model, String file, String... given) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, String> column :
                config.models().of(model).defaults().byColumn().entrySet()) {
            if (!List.of(given).contains(column.getKey())) {
                columns.add(column.getKey());
                values.add(value(model, column.getValue()));
            }
        }
        sql.run(of(model, file).withList("defaulted", columns).withSql("defaults", values));
    }

    private String value(String model, String value) {
        return switch (value) {
            case DefaultValues.RANDOM_UUID -> sql.work("new_uuid") + "(" + Resolution.literal(model) + ", s.id)";
            case DefaultValues.NOW -> sql.work("moment") + "()";
            // PostgreSQL converts the literal to the type of the column.
            default -> Resolution.literal(value);
        };
    }

    /** Marks rows that change with the time of the delivery. */
    void touch(String model) throws SQLException {
        Model table = config.models().of(model);
        if (table.touched() == null) {
            return;
        }
        List<String> others = table.columns().stream()
                .filter(column -> !column.equals(table.touched()))
                .toList();
        sql.update(
                of(model, "stage-touched.sql").with("touched", table.touched()).withList("others", others));
    }

    private SqlTemplate of(String model, String file) {
        return sql.template(file)
                .withSql("stage", List.of(sql.stage(model)))
                .withSql("target", List.of(sql.target(model)))
                .withSql("model", List.of(Resolution.literal(model)));
    }
}
