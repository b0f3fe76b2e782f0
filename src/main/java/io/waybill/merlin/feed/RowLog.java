package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.database.SqlText;
import io.waybill.format.WholeFile;
import io.waybill.intake.Drop;
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

/**
 * The log of a batch's rows as JSON Lines: what was dropped, then one line for each of its rows, in the order of the files, then one for
 * each change that follows from them. Rows and journal are read side by side, so that any number of them needs little memory.
 */
final class RowLog {
    private static final int FETCH = 2_000;
    private static final int BUFFER = 64 * 1024;
    private static final String PREFIX = BatchCounts.subject("");
    private static final String REDACTED = "[redacted]";

    private final Drop drop;
    private final Map<Long, List<Fate>> fates;
    private final BitSet leftOut;
    private final Map<String, Set<String>> redacted;

    /**
     * @param fates why rows are rejects, by number
     * @param leftOut numbers of rows that say what an earlier one says, or that nobody wants
     * @param redacted model → columns whose values are not written
     */
    RowLog(Drop drop, Map<Long, List<Fate>> fates, BitSet leftOut, Map<String, Set<String>> redacted) {
        this.drop = requireNonNull(drop, "drop");
        this.fates = requireNonNull(fates, "fates");
        this.leftOut = requireNonNull(leftOut, "leftOut");
        this.redacted = requireNonNull(redacted, "redacted");
    }

    /** One change of the journal. */
    private record Change(
            long row,
            String kind,
            String table,
            String model,
            List<String> key,
            String[] columns,
            String[] before,
            String[] after) {}

    /**
     * Writes it.
     *
     * @param rows all of them, from the first
     * @param ledger in whose transaction the journal of the drop stands; not in autocommit mode
     */
    void write(Path file, BatchRows rows, Connection ledger) throws SQLException, IOException {
        try (WholeFile whole = new WholeFile(file);
                OutputStream out = new BufferedOutputStream(whole.out(), BUFFER);
                JsonGenerator json = new JsonFactory().createGenerator(out);
                PreparedStatement query = ledger.prepareStatement(SqlText.of(RowLog.class, "journal-by-row.sql"))) {
            json.setRootValueSeparator(null);
            query.setFetchSize(FETCH);
            query.setLong(1, drop.number());
            head(json);
            try (ResultSet found = query.executeQuery()) {
                Change next = next(found);
                List<Change> following = new ArrayList<>();
                while (rows.hasNext()) {
                    BatchRows.Chunk chunk = rows.next();
                    for (BatchRow row : chunk.rows()) {
                        following.clear();
                        while (next != null && next.row <= row.number()) {
                            following.add(next);
                            next = next(found);
                        }
                        row(json, chunk.file(), row, following);
                    }
                }
                while (next != null) {
                    follows(json, next);
                    next = next(found);
                }
            }
            json.flush();
            out.flush();
            whole.commit();
        }
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("waybill", drop.number());
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

    private void row(JsonGenerator json, BatchFile file, BatchRow row, List<Change> changes) throws IOException {
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
        List<Fate> why = fates.get(row.number());
        json.writeStringField("action", action(row, why, changes));
        if (why != null) {
            json.writeArrayFieldStart("faults");
            for (Fate fate : why) {
                json.writeStartObject();
                json.writeStringField("column", fate.field());
                json.writeStringField("rule", fate.toldRule());
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

    private String action(BatchRow row, List<Fate> why, List<Change> changes) {
        if (why != null) {
            return "rejected";
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
        json.writeStringField("table", change.table);
        json.writeStringField("id", String.join(", ", change.key));
        json.writeObjectFieldStart("fields");
        Set<String> hidden = redacted.getOrDefault(change.model, Set.of());
        for (int i = 0; i < change.columns.length; i++) {
            String old = change.before == null ? null : change.before[i];
            String now = change.after == null ? null : change.after[i];
            if (!Objects.equals(old, now)) {
                json.writeArrayFieldStart(change.columns[i]);
                value(json, old, hidden.contains(change.columns[i]));
                value(json, now, hidden.contains(change.columns[i]));
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

    private static Change next(ResultSet found) throws SQLException {
        if (!found.next()) {
            return null;
        }
        String model = found.getString("model");
        return new Change(
                found.getLong("row"),
                found.getString("kind"),
                found.getString("table_name"),
                model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model,
                List.of(strings(found, "key")),
                strings(found, "columns"),
                strings(found, "before"),
                strings(found, "after"));
    }

    private static String[] strings(ResultSet found, String column) throws SQLException {
        Array array = found.getArray(column);
        return array == null ? null : (String[]) array.getArray();
    }
}
