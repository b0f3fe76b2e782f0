package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.delivery.value.CopyRows;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.copy.CopyIn;

/** Writes the desired rows into the stage schema, by COPY. */
final class Stage {
    static final String OFFSET = "waybill_offset";
    static final String ABSENT = "waybill_absent";
    static final Set<String> OWN_COLUMNS = Set.of(OFFSET, ABSENT);
    private static final int BUFFER = 64 * 1024;

    private final DeliverySession session;
    private final String schema;
    private final Reporter reporter;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<Lane> filled = new HashSet<>();
    private Lane open;
    private CopyIn copy;
    private boolean text;

    /** The rows on their way into one table. */
    private record Lane(DeliveryTable table, RowEncoder encoder, CopyRows buffer) {}

    Stage(DeliverySession session, String schema, List<DeliveryTable> tables, Reporter reporter) {
        this.session = session;
        this.schema = schema;
        this.reporter = reporter;
        for (DeliveryTable table : tables) {
            lanes.put(table.spec().table(), new Lane(table, new RowEncoder(table, reporter), new CopyRows()));
        }
    }

    void open() {
        session.run(SqlTemplate.load(Stage.class, "stage-schema.sql")
                .with("schema", schema)
                .sql());
        for (Lane lane : lanes.values()) {
            DeliveryTable table = lane.table;
            session.run(table.template("stage-table.sql")
                    .withSql(
                            "staged",
                            table.columnShapes().stream().map(Stage::staged).toList())
                    .sql());
        }
    }

    /** Values that only the server can validate are staged as text. */
    private static String staged(ColumnShape column) {
        String name = SqlTemplate.quoted(column.name());
        return column.kind() == ValueKind.OTHER ? "NULL::text AS " + name : name;
    }

    void add(String name, List<Row> rows) {
        Lane lane = lane(name);
        session.requireNotCancelled();
        for (Row row : rows) {
            lane.encoder.encode(row, lane.buffer);
            if (lane.buffer.length() >= BUFFER) {
                flush(lane);
            }
        }
    }

    /**
     * Adds rows in the text form of COPY: the table's columns, then the offset. A value that the table cannot hold
     * fails the delivery.
     */
    void addText(String name, byte[] rows, int length) {
        Lane lane = lane(name);
        session.requireNotCancelled();
        try {
            if (open != lane || !text) {
                endCopy();
                text = true;
                copy = session.copies()
                        .copyIn(lane.table.template("stage-copy-text.sql").sql());
                open = lane;
                filled.add(lane);
            }
            copy.writeToCopy(rows, 0, length);
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    private Lane lane(String name) {
        Lane lane = lanes.get(name);
        if (lane == null) {
            throw new IllegalArgumentException("The delivery has no table " + name);
        }
        return lane;
    }

    /**
     * Writes everything that was added, then creates a unique index on the key (unless a key occurs twice) and gathers
     * statistics.
     */
    void end() {
        for (Lane lane : lanes.values()) {
            if (lane.buffer.length() > 0) {
                flush(lane);
            }
        }
        endCopy();
        for (Lane lane : lanes.values()) {
            copyRefused(lane);
            new TypeCasts(session, lane.table, reporter).run();
            // Fails if a key occurs twice; the check reports which one.
            lane.table.markKeyUnique(
                    session.attempt(lane.table.template("stage-key.sql").sql()) == null);
            if (filled.contains(lane)) {
                session.run(lane.table.template("stage-ready.sql").sql());
            }
        }
    }

    /** Hands rows over that their table cannot hold, instead of reporting them. */
    void refusals(RefusedRows sink) {
        lanes.values().forEach(lane -> lane.encoder.refusals(sink));
    }

    RowEncoder encoder(DeliveryTable table) {
        return lanes.get(table.spec().table()).encoder;
    }

    private void flush(Lane lane) {
        try {
            if (open != lane || text) {
                endCopy();
                text = false;
                copy = begin(lane, "stage-copy.sql");
                open = lane;
                filled.add(lane);
            }
            copy.writeToCopy(lane.buffer.bytes(), 0, lane.buffer.length());
            lane.buffer.cutTo(0);
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    private void endCopy() {
        if (open == null) {
            return;
        }
        try {
            if (text) {
                copy.endCopy();
            } else {
                finish(copy);
            }
            open = null;
            copy = null;
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    /** Cancels an unfinished COPY, so that the connection can be used again. */
    void abandon() {
        if (copy != null && copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException e) {
                // The server has ended it already. If the connection is lost, the rollback that follows fails.
            }
        }
        open = null;
        copy = null;
    }

    private void copyRefused(Lane lane) {
        CopyRows keys = lane.encoder.refused();
        if (keys.length() == 0) {
            return;
        }
        new RefusedKeys(session, lane.table).create();
        try {
            CopyIn refused = begin(lane, "stage-copy-refused.sql");
            refused.writeToCopy(keys.bytes(), 0, keys.length());
            finish(refused);
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    private CopyIn begin(Lane lane, String file) throws SQLException {
        CopyIn begun = session.copies().copyIn(lane.table.template(file).sql());
        byte[] header = CopyRows.header();
        begun.writeToCopy(header, 0, header.length);
        return begun;
    }

    private static void finish(CopyIn copy) throws SQLException {
        byte[] trailer = CopyRows.trailer();
        copy.writeToCopy(trailer, 0, trailer.length);
        copy.endCopy();
    }
}
