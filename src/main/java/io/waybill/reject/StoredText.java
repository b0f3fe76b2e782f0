package io.waybill.reject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.format.Position;
import io.waybill.match.Candidate;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Converts rejects, their cells and candidates to and from the form in which the ledger stores them. */
final class StoredText {
    private final ObjectMapper json = new ObjectMapper();

    /** A text that PostgreSQL can store: NUL and unpaired surrogates are replaced by visible symbols. */
    String text(String cell) {
        StringBuilder changed = null;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            char kept = c;
            if (c == 0) {
                kept = '␀';
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < cell.length()
                    && Character.isLowSurrogate(cell.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                kept = '\uFFFD';
            }
            if (kept != c) {
                changed = changed == null ? new StringBuilder(cell) : changed;
                changed.setCharAt(i, kept);
            }
        }
        return changed == null ? cell : changed.toString();
    }

    List<String> texts(List<String> cells) {
        return cells.stream().map(this::text).toList();
    }

    Array array(Connection connection, List<String> cells) throws SQLException {
        return connection.createArrayOf("text", texts(cells).toArray());
    }

    List<String> cells(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    String json(List<Candidate> candidates) {
        try {
            return text(json.writeValueAsString(candidates));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("candidates cannot be written as JSON", e);
        }
    }

    List<Candidate> candidates(String text) throws SQLException {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException(
                    "the ledger's candidates of a reject are not readable: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a reject from a result row. */
    Reject reject(ResultSet found) throws SQLException {
        return new Reject(
                found.getLong("id"),
                found.getLong("waybill"),
                new RejectedRow(
                        found.getString("kind"),
                        cells(found.getArray("header")),
                        cells(found.getArray("cells")),
                        cells(found.getArray("key_cells")),
                        cells(found.getArray("cause")),
                        new Position(found.getString("file"), found.getLong("line"), 0, found.getLong("byte_offset")),
                        found.getString("rule"),
                        found.getString("reason"),
                        candidates(found.getString("candidates")),
                        null),
                found.getString("state"),
                (Long) found.getObject("closed_by"));
    }
}
