package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.database.SqlText;
import io.waybill.format.WholeFile;
import io.waybill.model.Drop;
import io.waybill.model.State;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the log of a batch as JSON Lines: first a line about the drop and its state, then one for each row, in the order of the files, then
 * one for each change that follows from them. Rows and journal are read in parallel, so that they need little memory, however many they
 * are. For a held batch or a preview the log says what would be done.
 */
final class RowLog {
    private static final int FETCH = 2_000;
    private static final int BUFFER = 64 * 1024;
    private static final String PREFIX = BatchCounts.subject("");
    private static final String REDACTED = "[redacted]";

    private final Drop drop;
    private final Map<Long, List<RowFault>> faults;
    private final BitSet leftOut;
    private final Map<String, Set<String>> redacted;

    /**
     * @param faults why rows are rejects, by row number
     * @param leftOut numbers of rows that repeat an earlier one, or that are left out on purpose
     * @param redacted model → columns whose values are not written to the log
     */
    RowLog(Drop drop, Map<Long, List<RowFault>> faults, BitSet leftOut, Map<String, Set<String>> redacted) {
        this.drop = requireNonNull(drop, "drop");
        this.faults = requireNonNull(faults, "faults");
        this.leftOut = requireNonNull(leftOut, "leftOut");
        this.redacted = requireNonNull(redacted, "redacted");
    }

    /**
     * A table that the batch changes.
     *
     * @param plan number of the table in the journal
     * @param hidden columns whose values are not written to the log
     */
    private record Table(int plan, String name, List<String> columns, Set<String> hidden) {}

    /** One change in the journal. */
    private record Change(long row, String kind, Table table, String key, String[] before, String[] after) {}

    /** The changes in the journal, one after the other. */
    private interface Following {
        /** The next change; null after the last one. */
        Change next() throws SQLException;
    }

    /**
     * Writes the log of a batch.
     *
     * @param rows all of them, from the first
     * @param ledger connection with the transaction that wrote the journal; not in autocommit mode
     * @param state of the waybill after this
     */
    void write(Path file, BatchRows rows, Connection ledger, State state) throws SQLException, IOException {
        Map<Integer, Table> tables = tables(ledger);
        write(file, state, json -> {
            try (PreparedStatement query = ledger.prepareStatement(SqlText.of(RowLog.class, "journal-of-rows.sql"))) {
                query.setLong(1, drop.number());
                query.setArray(
                        2, ledger.createArrayOf("integer", tables.keySet().toArray()));
                query.setFetchSize(FETCH);
                try (ResultSet found = query.executeQuery()) {
                    rows(json, rows, state, () -> next(found, tables));
                }
            }
            for (Table table : tables.values()) {
                following(json, ledger, table);
            }
        });
    }

    /**
     * Writes the log of a batch that is refused because of some of its rows.
     *
     * @param rows all of them, from the first
     */
    void writeRefused(Path file, BatchRows rows) throws SQLException, IOException {
        write(file, State.REFUSED, json -> rows(json, rows, State.REFUSED, () -> null));
    }

    private interface Lines {
        void write(JsonGenerator json) throws SQLException, IOException;
    }

    private void write(Path file, State state, Lines lines) throws SQLException, IOException {
        try (WholeFile whole = new WholeFile(file);
                OutputStream out = new BufferedOutputStream(whole.out(), BUFFER);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            head(json, state);
            lines.write(json);
            json.flush();
            out.flush();
            whole.commit();
        }
    }

    private void rows(JsonGenerator json, BatchRows rows, State state, Following journal)
            throws SQLException, IOException {
        Change next = journal.next();
        List<Change> own = new ArrayList<>();
        while (rows.hasNext()) {
            BatchRows.Chunk chunk = rows.next();
            for (BatchRow row : chunk.rows()) {
                own.clear();
                while (next != null && next.row <= row.number()) {
                    own.add(next);
                    next = journal.next();
                }
                row(json, chunk.file(), row, own, state);
            }
        }
    }

    private void following(JsonGenerator json, Connection ledger, Table table) throws SQLException, IOException {
        try (PreparedStatement query = ledger.prepareStatement(SqlText.of(RowLog.class, "journal-that-follows.sql"))) {
            query.setLong(1, drop.number());
            query.setInt(2, table.plan);
            query.setFetchSize(FETCH);
            try (ResultSet found = query.executeQuery()) {
                Map<Integer, Table> only = Map.of(table.plan, table);
                for (Change change = next(found, only); change != null; change = next(found, only)) {
                    follows(json, change);
                }
            }
        }
    }

    private Map<Integer, Table> tables(Connection ledger) throws SQLException {
        Map<Integer, Table> tables = new TreeMap<>();
        try (PreparedStatement query = ledger.prepareStatement(SqlText.of(RowLog.class, "journal-tables.sql"))) {
            query.setLong(1, drop.number());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    int plan = row.getInt("ordinal");
                    String model = row.getString("model");
                    tables.put(
                            plan,
                            new Table(
                                    plan,
                                    row.getString("table_name"),
                                    List.of(strings(row, "columns")),
                                    redacted.getOrDefault(
                                            model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model,
                                            Set.of())));
                }
            }
        }
        return tables;
    }

    private void head(JsonGenerator json, State state) throws IOException {
        json.writeStartObject();
        json.writeNumberField("waybill", drop.number());
        json.writeStringField("state", state.word());
        json.writeStringField("feed", drop.feed().toString());
        json.writeStringField("file", drop.fileName());
        json.writeNumberField("bytes", drop.size());
        json.writeStringField("sha256", drop.sha256());
        json.writeStringField("by", drop.options().by());
        json.writeStringField("claimed", drop.claimedAt().toString());
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, String> option : drop.options().asMap().entrySet()) {
            json.writeStringField(option.getKey(), option.getValue());
        }
        json.writeEndObject();
        end(json);
    }

    private void row(JsonGenerator json, BatchFile file, BatchRow row, List<Change> changes, State state)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row.number());
        json.writeStringField("file", file.name());
        json.writeNumberField("line", row.source().line());
        json.writeStringField("feed", file.feed().word());
        json.writeArrayFieldStart("key");
        for (String column : file.feed().key()) {
            json.writeString(file.columns().cell(row.source(), column).strip());
        }
        json.writeEndArray();
        List<RowFault> why = faults.get(row.number());
        json.writeStringField("action", action(row, why, changes, state));
        if (why != null) {
            json.writeArrayFieldStart("faults");
            for (RowFault fault : why) {
                json.writeStartObject();
                json.writeStringField("column", fault.field());
                json.writeStringField("rule", fault.rejectRule());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!changes.isEmpty()) {
            json.writeArrayFieldStart("changes");
            for (Change change : changes) {
                json.writeStartObject();
                change(json, change);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        end(json);
    }

    private String action(BatchRow row, List<RowFault> why, List<Change> changes, State state) {
        if (why != null) {
            return "rejected";
        }
        if (state == State.REFUSED) {
            return "not delivered";
        }
        if (changes.isEmpty()) {
            return row.dropped() || leftOut.get(Math.toIntExact(row.number())) ? "left out" : "unchanged";
        }
        return changes.stream().anyMatch(change -> change.kind.equals("i")) ? "inserted" : "updated";
    }

    private void follows(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", change.kind.equals("i") ? "inserted" : "updated");
        json.writeBooleanField("follows", true);
        change(json, change);
        end(json);
    }

    private void change(JsonGenerator json, Change change) throws IOException {
        json.writeStringField("table", change.table.name);
        json.writeStringField("id", change.key);
        json.writeObjectFieldStart("fields");
        for (int i = 0; i < change.table.columns.size(); i++) {
            String old = change.before == null ? null : change.before[i];
            String now = change.after == null ? null : change.after[i];
            if (!Objects.equals(old, now)) {
                String column = change.table.columns.get(i);
                boolean hidden = change.table.hidden.contains(column);
                json.writeArrayFieldStart(column);
                value(json, old, hidden);
                value(json, now, hidden);
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, String value, boolean hidden) throws IOException {
        json.writeString(value != null && hidden ? REDACTED : value);
    }

    private static void end(JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static Change next(ResultSet found, Map<Integer, Table> tables) throws SQLException {
        if (!found.next()) {
            return null;
        }
        return new Change(
                found.getLong("byte_offset"),
                found.getString("kind"),
                tables.get(found.getInt("plan")),
                found.getString("key"),
                strings(found, "before"),
                strings(found, "after"));
    }

    private static String[] strings(ResultSet found, String column) throws SQLException {
        Array array = found.getArray(column);
        return array == null ? null : (String[]) array.getArray();
    }
}
