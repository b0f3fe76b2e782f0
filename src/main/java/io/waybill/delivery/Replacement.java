package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.shadow.LiveRows;
import io.waybill.delivery.shadow.Obstacles;
import io.waybill.delivery.shadow.SwitchedTables;
import io.waybill.delivery.shadow.Switches;
import io.waybill.delivery.shadow.TableCopies;
import io.waybill.delivery.shadow.TableSet;
import io.waybill.delivery.shadow.TableSwitch;
import io.waybill.delivery.shadow.UnvalidatedKey;
import io.waybill.delivery.shadow.WrittenRows;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers whole tables without keeping their readers and writers waiting: the rows go into copies beside the live tables, and in the end
 * both change places. All of it is in the delivering transaction, so that a preview is this rolled back, and nothing is left of a crash.
 */
final class Replacement {
    private static final String COPIES = "waybill_shadow_";
    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    private final DeliverySession session;
    private final long waybill;
    private final Map<String, DeliveryTable> tables;
    private final TableSet set;
    private final String stageSchema;
    private final String schema;
    private final SwitchedTables switched;
    private final LiveRows live;
    private boolean ready;
    private TableSwitch change;

    private Replacement(
            DeliverySession session,
            long waybill,
            String stageSchema,
            Collection<DeliveryTable> tables,
            TableSet set,
            String schema,
            SwitchedTables switched) {
        this.session = session;
        this.waybill = waybill;
        this.tables =
                tables.stream().collect(Collectors.toMap(table -> table.name().name(), Function.identity()));
        this.set = set;
        this.stageSchema = stageSchema;
        this.schema = schema;
        this.switched = switched;
        this.live = new LiveRows(session, set, stageSchema, this::key);
    }

    /** By copies of the tables that are delivered as a whole, filled with the desired rows. */
    static Replacement byCopies(
            DeliverySession session, long waybill, String stageSchema, Collection<DeliveryTable> tables) {
        List<DeliveryTable> whole = whole(tables).toList();
        TableSet set = new TableSet(
                whole.get(0).name().schema(),
                whole.stream().map(table -> table.name().name()).toList());
        return new Replacement(session, waybill, stageSchema, whole, set, COPIES + waybill, null);
    }

    /** By the tables that another waybill has replaced, as they were before it. */
    static Replacement byOldTables(
            DeliverySession session,
            long waybill,
            String stageSchema,
            Collection<DeliveryTable> tables,
            SwitchedTables switched) {
        return new Replacement(
                session, waybill, stageSchema, tables, switched.tables(), switched.oldSchema(), switched);
    }

    private List<String> key(String table) {
        return tables.containsKey(table) ? tables.get(table).key() : List.of();
    }

    /** Whether the rows of a table come with another table, and are not changed in place. */
    boolean replaces(DeliveryTable table) {
        return tables.containsValue(table);
    }

    /** Why the tables that are delivered as a whole cannot be replaced, as parts of sentences; none when they can. */
    static List<String> obstacles(DeliverySession session, Collection<DeliveryTable> tables) {
        List<TableName> whole = whole(tables).map(DeliveryTable::name).toList();
        if (whole.isEmpty()) {
            return List.of("no table is delivered as a whole");
        }
        List<String> obstacles = new ArrayList<>(new Obstacles(session).of(whole));
        tables.stream()
                .filter(table -> !whole.contains(table.name()))
                .filter(table ->
                        table.shape().references().stream().anyMatch(reference -> whole.contains(reference.parent())))
                .forEach(table -> obstacles.add(
                        "table " + table.name() + ", which is not delivered as a whole, refers to one that is"));
        return obstacles;
    }

    private static Stream<DeliveryTable> whole(Collection<DeliveryTable> tables) {
        return tables.stream().filter(table -> table.policy() == Policy.MIRROR);
    }

    /** Why an undo cannot put tables back, as parts of sentences; none when it can. */
    static List<String> obstacles(DeliverySession session, Collection<DeliveryTable> tables, SwitchedTables switched) {
        List<String> obstacles = new ArrayList<>(switched.obstacles(session));
        tables.stream()
                .map(DeliveryTable::name)
                .filter(name -> !name.schema().equals(switched.tables().schema())
                        || !switched.tables().names().contains(name.name()))
                .forEach(name -> obstacles.add("table " + name + " was not replaced, but changed in place"));
        return obstacles;
    }

    /** Notes what the live tables hold, before they are compared. */
    void begin() {
        live.note();
    }

    /** Makes the tables ready that are to have the rows which the live ones would have after the plan. */
    void prepare(Map<DeliveryTable, Planned> plans, WritingProgress progress) {
        if (tables.values().stream().allMatch(table -> plans.get(table).changes() == 0)) {
            return;
        }
        tables.forEach((name, table) -> table.writtenTo(SqlTemplate.qualified(schema, name)));
        if (switched == null) {
            build(plans, progress);
        } else {
            tables.values().forEach(table -> progress.written(plans.get(table).changes()));
        }
        // For checks, which name tables without a schema.
        session.query(
                "SELECT set_config('search_path', concat_ws(', ', ?, nullif(current_setting('search_path'), '')), true)",
                row -> null,
                schema);
        ready = true;
    }

    private void build(Map<DeliveryTable, Planned> plans, WritingProgress progress) {
        TableCopies copies = new TableCopies(session, set, schema);
        copies.create();
        for (DeliveryTable table : tables.values()) {
            long rows = fill(table, plans.get(table));
            long planned = plans.get(table).plan().rowsAfter();
            if (rows != planned) {
                throw new TargetRefusedException(
                        "The copy of table " + table.name() + " has " + rows + " rows, but " + planned
                                + " were planned: others write to the table. Nothing was changed. Try again.",
                        null);
            }
            progress.written(plans.get(table).changes());
        }
        copies.complete();
    }

    private long fill(DeliveryTable table, Planned planned) {
        List<String> others = table.image().stream()
                .filter(column -> !table.columns().contains(column))
                .toList();
        long rows = 0;
        if (others.isEmpty() || planned.targetEmpty()) {
            rows += insert(table, "replace-insert.sql");
        } else {
            rows += session.update(whole(table, "replace-insert-known.sql")
                    .withList("others", others)
                    .sql());
            rows += insert(table, "replace-insert-new.sql");
        }
        if (table.anyRefused()) {
            rows += session.update(whole(table, "replace-insert-staying.sql")
                    .withSql("stays", List.of(new Relations(table).stays()))
                    .sql());
        }
        return rows;
    }

    private long insert(DeliveryTable table, String file) {
        List<ColumnShape> columns = table.inserted();
        return session.update(whole(table, file)
                .withList("columns", columns.stream().map(ColumnShape::name).toList())
                .withSql(
                        "values",
                        columns.stream()
                                .map(column -> table.has(List.of(column.name()))
                                        ? "s." + SqlTemplate.quoted(column.name())
                                        : Sequences.next(table, column))
                                .toList())
                .sql());
    }

    private static SqlTemplate whole(DeliveryTable table, String file) {
        boolean always = table.shape().columns().values().stream().anyMatch(ColumnShape::alwaysIdentity);
        return table.template(file).withSql("overriding", always ? List.of("OVERRIDING SYSTEM VALUE") : List.of());
    }

    /**
     * Lets the tables that are ready take the place of the live ones. Nothing happens if nothing was planned.
     *
     * @param accept whether they do so, too, when others have written to the live tables since they were compared
     * @param entries what else belongs to it
     * @return what others have written
     */
    List<WrittenRows> switchTables(Map<DeliveryTable, Planned> plans, boolean accept, TableSwitch.Entries entries) {
        if (!ready) {
            return List.of();
        }
        change = new TableSwitch(session, set, schema, Switches.oldSchema(waybill), stageSchema);
        return change.carryOut(live, accept, new TableSwitch.Entries() {
            @Override
            public void write() throws SQLException {
                record(plans);
                entries.write();
            }

            @Override
            public void writeUnvalidated(List<UnvalidatedKey> keys) throws SQLException {
                entries.writeUnvalidated(keys);
            }

            @Override
            public void writeMeanwhile(List<WrittenRows> written) throws SQLException {
                entries.writeMeanwhile(written);
            }

            @Override
            public void end() throws SQLException {
                entries.end();
            }
        });
    }

    private void record(Map<DeliveryTable, Planned> plans) {
        if (switched == null) {
            Switches.record(
                    session,
                    waybill,
                    set,
                    set.names().stream()
                            .map(name -> plans.get(tables.get(name)).plan().rowsAfter())
                            .toList());
        } else {
            Switches.recordReturn(session, waybill, switched);
        }
    }

    /** Tells how long others had to wait, now that the delivery is committed. */
    void committed() {
        if (change != null) {
            LOG.info(
                    "Waybill {}: {} tables were replaced; {}",
                    waybill,
                    set.names().size(),
                    change.waits());
        }
    }
}
