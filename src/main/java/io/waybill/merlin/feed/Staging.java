package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.SqlTemplate;
import io.waybill.merlin.MerlinConfig;
import io.waybill.merlin.MerlinConfig.Model;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the desired rows of a model: those of the target as they are, and new ones with what every new row gets; what the wanted rows
 * say is laid over them afterwards.
 */
final class Staging {
    private static final String NOW = "now";

    private final MerlinSql sql;
    private final MerlinConfig config;
    private final String now;
    private final String secret;

    /**
     * @param now the moment that new and changed rows bear, the same however often the drop is planned
     * @param secret decides the random identifiers of new rows; the same for the same drop
     */
    Staging(MerlinSql sql, MerlinConfig config, String now, String secret) {
        this.sql = sql;
        this.config = config;
        this.now = requireNonNull(now, "now");
        this.secret = requireNonNull(secret, "secret");
    }

    /** Puts the rows into the stage that {@code staged} names. */
    void stage(String model) throws SQLException {
        Model table = config.models().get(model);
        sql.run(of(model, "stage-known.sql").withList("columns", table.columns()));
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, String> column : table.defaults().entrySet()) {
            columns.add(column.getKey());
            if (column.getValue().equals(MerlinConfig.RANDOM_UUID)) {
                // As random as one can be that comes out the same again: version 4, by its form.
                values.add("overlay(overlay(md5(" + Resolution.literal(secret + " " + model + " ")
                        + " || s.id) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid");
            } else {
                // Literals, which take the type of their column.
                values.add(Resolution.literal(column.getValue().equals(NOW) ? now : column.getValue()));
            }
        }
        sql.run(of(model, "stage-fresh.sql").withList("defaulted", columns).withSql("defaults", values));
    }

    /** Lets rows that changed bear the moment of the change. */
    void touch(String model) throws SQLException {
        Model table = config.models().get(model);
        if (table.touched() == null) {
            return;
        }
        List<String> others = table.columns().stream()
                .filter(column -> !column.equals(table.touched()))
                .toList();
        sql.update(
                of(model, "stage-touched.sql").with("touched", table.touched()).withList("others", others), now);
    }

    private SqlTemplate of(String model, String file) {
        return sql.template(file)
                .withSql("stage", List.of(sql.stage(model)))
                .withSql("target", List.of(sql.target(model)))
                .withSql("model", List.of(Resolution.literal(model)));
    }
}
