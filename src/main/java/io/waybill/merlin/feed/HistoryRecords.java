package io.waybill.merlin.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.merlin.history.Compensation;
import io.waybill.merlin.history.FileEvent;
import io.waybill.merlin.history.Seniority;
import io.waybill.merlin.history.TargetEvent;
import io.waybill.merlin.history.TargetSnapshot;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the rows of {@code events-by-user.sql} as what they are. */
final class HistoryRecords {
    private static final TypeReference<LinkedHashMap<String, JsonNode>> LEVELS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, String>> STAGES = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();

    /** A row of the drop. Whose it is is not read: all rows of one user come together. */
    FileEvent fileEvent(ResultSet row, LocalDate date) throws SQLException {
        try {
            EventFacts facts = json.readValue(row.getString("text"), EventFacts.class);
            Map<String, LevelStage> stages = new LinkedHashMap<>();
            facts.stages().forEach((aspect, stage) -> LevelStage.of(stage).ifPresent(each -> stages.put(aspect, each)));
            EventType type = EventType.valueOf(row.getString("type"));
            return new FileEvent(row.getLong("id"), new HistoryRow(new Email("", ""), type, date, facts, stages));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written as JSON can be read", e);
        }
    }

    /** An event of the target. */
    TargetEvent event(ResultSet row) throws SQLException {
        String text = row.getString("text");
        String fullText = row.getString("full_text");
        return new TargetEvent(
                row.getLong("id"),
                EventType.of(row.getString("type")).orElse(null),
                text,
                fullText == null ? text : fullText,
                row.getBoolean("imported"));
    }

    /** A pay snapshot of the target. */
    TargetSnapshot<Compensation> compensation(ResultSet row) throws SQLException {
        Double band = (Double) row.getObject("band");
        return snapshot(
                row,
                new Compensation(
                        band == null ? null : BigDecimal.valueOf(band),
                        BigDecimal.valueOf(row.getDouble("change")),
                        BigDecimal.valueOf(row.getDouble("bonus"))));
    }

    /** A seniority snapshot of the target. */
    TargetSnapshot<Seniority> seniority(ResultSet row) throws SQLException {
        return snapshot(
                row,
                new Seniority(
                        row.getString("ladder"),
                        row.getString("text"),
                        BigDecimal.valueOf(row.getDouble("score")),
                        object(row.getString("levels"), LEVELS),
                        object(row.getString("stages"), STAGES)));
    }

    private static <T> TargetSnapshot<T> snapshot(ResultSet row, T content) throws SQLException {
        return new TargetSnapshot<>(row.getLong("id"), (Long) row.getObject("event"), content);
    }

    /** The application may have stored anything here; what is not an object of the expected form counts as empty. */
    private <V> Map<String, V> object(String text, TypeReference<LinkedHashMap<String, V>> type) {
        try {
            LinkedHashMap<String, V> object = text == null ? null : json.readValue(text, type);
            return object == null ? Map.of() : object;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
