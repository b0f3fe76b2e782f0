package io.waybill.timetable.feed;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.match.ReferenceEntry;
import io.waybill.timetable.PathId;
import io.waybill.timetable.TimetableConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs Timetable's SQL files for one delivery. In them, {@code {target.thing}} is the target's table of the model and {@code
 * {stage.thing}} its stage table; {@code {stage.series_match}} and the like are working tables, dropped with the stage.
 */
final class TimetableSql {
    private static final List<String> WORKING_TABLES = List.of(
            "carried_thing",
            "outside_fate",
            "rekeyed",
            "rename",
            "play_series",
            "live_series",
            "series_in_common",
            "series_match",
            "calendar_fate",
            "event_fate",
            "grant_fate",
            "wanted_user",
            "wanted_grant");

    private final Delivery delivery;
    private final TimetableConfig config;
    private final Set<String> models;

    /** @param feed the feed whose tables the delivery has */
    TimetableSql(Delivery delivery, TimetableConfig config, String feed) {
        this.delivery = delivery;
        this.config = config;
        this.models = config.feeds().get(feed).policies().keySet();
    }

    Connection connection() {
        return delivery.connection();
    }

    /**
     * Sets values that every file can read with {@code current_setting('waybill.…')} until the transaction ends: who is
     * a user, what is a grant. Without this, the files would need a parameter for every use.
     */
    void prepare() throws SQLException {
        set("user_prefix", config.users().prefix());
        set("user_root", config.users().root());
        set("user_root_pathid", PathId.of(config.users().root()));
        set("grant", config.grant());
    }

    /**
     * Sets {@code highest_<model>} to the highest key of the model in stage, target and dump.
     *
     * @param inDump highest key of each model in the dump, including records that were left out
     */
    void allocateAbove(Map<String, Long> inDump) throws SQLException {
        for (Map.Entry<String, Long> model : inDump.entrySet()) {
            try (PreparedStatement query = connection()
                    .prepareStatement(template("highest-key.sql")
                            .withSql("stage", List.of(stage(model.getKey())))
                            .withSql("target", List.of(target(model.getKey())))
                            .sql())) {
                query.setLong(1, model.getValue());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    set("highest_" + model.getKey(), row.getString(1));
                }
            }
        }
    }

    private void set(String name, String value) throws SQLException {
        try (PreparedStatement call = connection().prepareStatement("SELECT set_config(?, ?, true)")) {
            call.setString(1, "waybill." + name);
            call.setString(2, value);
            call.execute();
        }
    }

    /** Runs all statements of a file beside this class. */
    void run(String file) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(text(file));
        }
    }

    /** The statement of a file, prepared; the caller closes it. */
    PreparedStatement prepare(String file) throws SQLException {
        return connection().prepareStatement(text(file));
    }

    /** The Things that a file's query finds. */
    List<ReferenceEntry> things(String file) throws SQLException {
        try (PreparedStatement query = prepare(file)) {
            return ThingReader.read(query);
        }
    }

    /** The single number that a file's query returns. */
    long number(String file) throws SQLException {
        try (PreparedStatement query = prepare(file);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Notes the rows of a model that tables outside the feed refer to.
     *
     * @param model short, such as {@code thing}
     * @param keys a query for their keys, in a column {@code key}
     */
    void noteReferred(String model, String keys) throws SQLException {
        try (PreparedStatement insert = connection()
                .prepareStatement(
                        "INSERT INTO " + outsideFates() + " (table_name, model, old_id) SELECT ?, ?, r.key FROM ("
                                + keys + ") AS r ON CONFLICT DO NOTHING")) {
            insert.setString(1, config.table(model));
            insert.setString(2, model);
            insert.executeUpdate();
        }
    }

    /** Name of the relation with what becomes of rows that tables outside the feed refer to. */
    String outsideFates() {
        return SqlTemplate.qualified(delivery.relations().schema(), "outside_fate");
    }

    /** The models of the feed, by their short names. */
    List<String> models() {
        return models.stream()
                .map(model -> model.substring(model.indexOf('.') + 1))
                .toList();
    }

    /**
     * Prepares the query for rows that take another key and with it another value in a column; the caller closes it.
     *
     * @param model short, such as {@code thing}
     * @param column a column that the mapping lacks
     */
    PreparedStatement valuesAtOldKeys(String model, ColumnShape column) throws SQLException {
        PreparedStatement query = connection()
                .prepareStatement(template("values-at-old-keys.sql")
                        .with("rekeyed", delivery.relations().schema(), "rekeyed")
                        .withSql("target", List.of(target(model)))
                        .with("column", column.name())
                        .withSql("default", List.of(column.defaultSql() == null ? "NULL" : column.defaultSql()))
                        .sql());
        query.setString(1, model);
        return query;
    }

    /** How many rows of the target were carried over into the stage of a model. */
    long staged(String model) throws SQLException {
        try (PreparedStatement query = connection()
                        .prepareStatement(template("count-carried.sql")
                                .withSql("stage", List.of(stage(model)))
                                .sql());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private String text(String file) {
        SqlTemplate template = template(file);
        for (String model : models) {
            String name = model.substring(model.indexOf('.') + 1);
            template = template.withSql("target." + name, List.of(target(name)))
                    .withSql("stage." + name, List.of(stage(name)));
        }
        for (String working : WORKING_TABLES) {
            template = template.with("stage." + working, delivery.relations().schema(), working);
        }
        return template.sql();
    }

    private static SqlTemplate template(String file) {
        return SqlTemplate.load(TimetableSql.class, file);
    }

    private String stage(String model) {
        return delivery.relations().stage(config.table(model));
    }

    private String target(String model) {
        return delivery.relations().target(config.table(model));
    }
}
