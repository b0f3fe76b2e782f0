package io.waybill.merlin.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.delivery.SqlTemplate;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.Model;
import io.waybill.merlin.history.Compensation;
import io.waybill.merlin.history.Event;
import io.waybill.merlin.history.EventOutcome;
import io.waybill.merlin.history.EventOutcome.Changed;
import io.waybill.merlin.history.EventOutcome.Known;
import io.waybill.merlin.history.EventOutcome.New;
import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.EventOutcome.Refused;
import io.waybill.merlin.history.EventOutcome.Repeated;
import io.waybill.merlin.history.FileEvent;
import io.waybill.merlin.history.HistoryRules;
import io.waybill.merlin.history.Ladder;
import io.waybill.merlin.history.Ladders;
import io.waybill.merlin.history.Seniority;
import io.waybill.merlin.history.TargetDay;
import io.waybill.merlin.history.TargetEvent;
import io.waybill.merlin.history.TargetSnapshot;
import io.waybill.merlin.history.Timeline;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The history of users as it will be: told user by user and day by day beside what the target has, in memory for one day, and staged set
 * by set.
 */
final class History {
    private final MerlinSql sql;
    private final MerlinConfig config;
    private final MerlinOptions options;
    private final Resolution resolution;
    private final Staging staging;

    History(MerlinSql sql, MerlinConfig config, MerlinOptions options, Resolution resolution, Staging staging) {
        this.sql = sql;
        this.config = config;
        this.options = options;
        this.resolution = resolution;
        this.staging = staging;
    }

    void stage() throws SQLException {
        sql.run("events-persons.sql");
        HistoryRules rules = new HistoryRules(config, ladders(), bands(), options.updateExisting());
        Telling telling = new Telling(rules);
        sql.each(sql.template("events-by-user.sql"), telling::row);
        telling.end();
        sql.set("highest_band", Long.toString(resolution.highest("band")));
        sql.run(listed(sql.template("history-stage.sql"), "event", "compensation", "seniority")
                .withSql("default.visibility_mask", List.of(defaultOf("event", "visibility_mask"))));
        notes();
    }

    private void notes() throws SQLException {
        sql.set("events_with_note", String.join(",", config.notes().events()));
        sql.set("proposal_type", config.notes().proposalType());
        sql.set("highest_note", Long.toString(resolution.highest("note")));
        sql.set("highest_summary", Long.toString(resolution.highest("summary")));
        sql.run(sql.template("notes-stage.sql").withSql("default.type", List.of(defaultOf("note", "type"))));
        staging.known("note");
        staging.known("summary");
        sql.run("fill-note.sql");
        staging.fresh("note", "fresh-note.sql", "title", "content", "date", "owner_id", "proposal_type");
        staging.fresh("summary", "fresh-summary.sql", "content", "committee_date", "note_id");
        sql.run("access-of-notes.sql");
    }

    private SqlTemplate listed(SqlTemplate template, String... models) {
        SqlTemplate listed = template;
        for (String model : models) {
            Model table = config.models().of(model);
            listed = listed.withList(model, table.columns());
        }
        return listed;
    }

    private String defaultOf(String model, String column) {
        return Resolution.literal(
                config.models().of(model).defaults().byColumn().get(column));
    }

    private Ladders ladders() throws SQLException {
        record AspectOfLadder(String ladder, String code, Ladder.Aspect aspect) {}
        Map<String, Map<String, Ladder.Aspect>> ladders = new LinkedHashMap<>();
        sql.query(
                        sql.template("ladders-now.sql"),
                        row -> new AspectOfLadder(
                                row.getString("ladder"),
                                row.getString("code"),
                                new Ladder.Aspect(row.getString("name"), (Integer) row.getObject("lowest"), (Integer)
                                        row.getObject("highest"))))
                .forEach(each -> {
                    Map<String, Ladder.Aspect> aspects =
                            ladders.computeIfAbsent(each.ladder, code -> new LinkedHashMap<>());
                    if (each.code != null) {
                        aspects.put(each.code, each.aspect);
                    }
                });
        return new Ladders(ladders.entrySet().stream()
                .map(each -> new Ladder(each.getKey(), each.getValue()))
                .toList());
    }

    private List<BigDecimal> bands() throws SQLException {
        return sql.query(sql.template("bands.sql"), row -> new BigDecimal(row.getString(1)));
    }

    /** Tells the days as their rows come by. */
    private final class Telling {
        private static final int CHUNK = 2_000;
        private static final TypeReference<LinkedHashMap<String, JsonNode>> LEVELS = new TypeReference<>() {};
        private static final TypeReference<LinkedHashMap<String, String>> STAGES = new TypeReference<>() {};

        private final HistoryRules rules;
        private final ObjectMapper json = new ObjectMapper();
        private final CopyLines told = new CopyLines();
        private final CopyLines refused = new CopyLines();
        private final CopyLines repeated = new CopyLines();
        private final List<FileEvent> rows = new ArrayList<>();
        private final List<TargetEvent> events = new ArrayList<>();
        private final List<TargetSnapshot<Compensation>> compensations = new ArrayList<>();
        private final List<TargetSnapshot<Seniority>> seniorities = new ArrayList<>();
        private Timeline timeline;
        private long user;
        private LocalDate date;
        private long lastEvent;
        private long lastCompensation;
        private long lastSeniority;
        private int waiting;

        Telling(HistoryRules rules) throws SQLException {
            this.rules = rules;
            this.lastEvent = resolution.highest("event");
            this.lastCompensation = resolution.highest("compensation");
            this.lastSeniority = resolution.highest("seniority");
        }

        void row(ResultSet row) throws SQLException {
            long rowUser = row.getLong("user_id");
            LocalDate rowDate = row.getObject("date", LocalDate.class);
            if (timeline == null || rowUser != user) {
                tell();
                timeline = new Timeline(rules);
                user = rowUser;
                date = rowDate;
            } else if (!rowDate.equals(date)) {
                tell();
                date = rowDate;
            }
            switch (row.getInt("source")) {
                case 0 -> rows.add(new FileEvent(row.getLong("id"), event(row)));
                case 1 ->
                    events.add(new TargetEvent(
                            row.getLong("id"),
                            EventType.of(row.getString("type")).orElse(null),
                            row.getString("text")));
                case 2 -> compensations.add(new TargetSnapshot<>(row.getLong("id"), source(row), compensation(row)));
                default -> seniorities.add(new TargetSnapshot<>(row.getLong("id"), source(row), seniority(row)));
            }
        }

        private static Long source(ResultSet row) throws SQLException {
            return (Long) row.getObject("event");
        }

        private HistoryRow event(ResultSet row) throws SQLException {
            try {
                EventFacts facts = json.readValue(row.getString("text"), EventFacts.class);
                Map<String, LevelStage> stages = new LinkedHashMap<>();
                facts.stages()
                        .forEach((aspect, stage) -> LevelStage.of(stage).ifPresent(each -> stages.put(aspect, each)));
                // Whose it is the timeline knows.
                return new HistoryRow(new Email("", ""), EventType.valueOf(row.getString("type")), date, facts, stages);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("What was written as JSON can be read", e);
            }
        }

        private static Compensation compensation(ResultSet row) throws SQLException {
            Double band = (Double) row.getObject("band");
            return new Compensation(
                    band == null ? null : BigDecimal.valueOf(band),
                    BigDecimal.valueOf(row.getDouble("change")),
                    BigDecimal.valueOf(row.getDouble("bonus")));
        }

        private Seniority seniority(ResultSet row) throws SQLException {
            return new Seniority(
                    row.getString("ladder"),
                    row.getString("text"),
                    BigDecimal.valueOf(row.getDouble("score")),
                    object(row.getString("levels"), LEVELS),
                    object(row.getString("stages"), STAGES));
        }

        /** The application may have stored anything there; what is no such object says nothing. */
        private <V> Map<String, V> object(String text, TypeReference<LinkedHashMap<String, V>> type) {
            try {
                LinkedHashMap<String, V> object = text == null ? null : json.readValue(text, type);
                return object == null ? Map.of() : object;
            } catch (JsonProcessingException e) {
                return Map.of();
            }
        }

        private void tell() throws SQLException {
            if (timeline != null) {
                List<EventOutcome> outcomes = timeline.day(rows, new TargetDay(events, compensations, seniorities));
                int place = 0;
                for (EventOutcome outcome : outcomes) {
                    write(outcome, place++);
                }
                waiting += rows.size();
            }
            rows.clear();
            events.clear();
            compensations.clear();
            seniorities.clear();
            if (waiting >= CHUNK) {
                send();
            }
        }

        private void write(EventOutcome outcome, int place) {
            long number = outcome.file().number();
            if (outcome instanceof Known known) {
                told.add(
                        number,
                        "k",
                        user,
                        known.id(),
                        outcome.file().row().type(),
                        date,
                        place,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            } else if (outcome instanceof New added) {
                write(number, "n", ++lastEvent, null, added.event(), place);
            } else if (outcome instanceof Changed changed) {
                write(number, "c", changed.id(), changed.snapshot(), changed.event(), place);
            } else if (outcome instanceof Repeated same) {
                repeated.add("event", number, same.number());
            } else if (outcome instanceof Refused refusal) {
                for (Refusal each : refusal.refusals()) {
                    refused.add(
                            number,
                            each.column(),
                            each.rule(),
                            each.found(),
                            each.expected(),
                            each.advice(),
                            each.rule().equals(HistoryRules.LADDER_NOT_FOUND) ? "ladder" : null);
                }
            }
        }

        private void write(long number, String outcome, long id, Long snapshot, Event event, int place) {
            Compensation compensation = event.compensation();
            Seniority seniority = event.seniority();
            Long own = snapshot != null
                    ? snapshot
                    : compensation != null
                            ? Long.valueOf(++lastCompensation)
                            : seniority != null ? Long.valueOf(++lastSeniority) : null;
            told.add(
                    number,
                    outcome,
                    user,
                    id,
                    event.type(),
                    event.date(),
                    place,
                    event.text(),
                    event.fullText(),
                    own,
                    snapshot == null,
                    compensation == null ? null : plain(compensation.band()),
                    compensation == null ? null : plain(compensation.change()),
                    compensation == null ? null : plain(compensation.bonus()),
                    seniority == null ? null : seniority.ladder(),
                    seniority == null ? null : seniority.title(),
                    seniority == null ? null : plain(seniority.score()),
                    seniority == null ? null : text(seniority.levels()),
                    seniority == null ? null : text(seniority.stages()));
        }

        private static String plain(BigDecimal number) {
            return number == null ? null : number.toPlainString();
        }

        private String text(Map<String, ?> object) {
            try {
                return json.writeValueAsString(object);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Numbers and texts can be written as JSON", e);
            }
        }

        void end() throws SQLException {
            tell();
            send();
        }

        private void send() throws SQLException {
            told.send(
                    sql.connection(),
                    copy(
                            "told_event",
                            "number",
                            "outcome",
                            "user_id",
                            "id",
                            "type",
                            "date",
                            "place",
                            "text",
                            "full_text",
                            "snapshot_id",
                            "fresh",
                            "band",
                            "change",
                            "bonus",
                            "ladder",
                            "title",
                            "score",
                            "levels",
                            "stages"));
            refused.send(
                    sql.connection(), copy("fate", "number", "field", "rule", "found", "expected", "advice", "kind"));
            repeated.send(sql.connection(), copy("repeated", "model", "number", "first"));
            waiting = 0;
        }

        private String copy(String table, String... columns) {
            return sql.template("copy-wanted.sql")
                    .withSql("table", List.of(table))
                    .withSql("columns", List.of(columns))
                    .sql();
        }
    }
}
