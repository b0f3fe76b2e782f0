package io.waybill.merlin.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.database.CopyTable;
import io.waybill.merlin.history.Compensation;
import io.waybill.merlin.history.Event;
import io.waybill.merlin.history.EventOutcome;
import io.waybill.merlin.history.EventOutcome.Changed;
import io.waybill.merlin.history.EventOutcome.Followed;
import io.waybill.merlin.history.EventOutcome.Known;
import io.waybill.merlin.history.EventOutcome.New;
import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.EventOutcome.Refused;
import io.waybill.merlin.history.EventOutcome.Repeated;
import io.waybill.merlin.history.HistoryRules;
import io.waybill.merlin.history.Seniority;
import io.waybill.merlin.text.EventType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Writes the outcomes of history rows into the working tables; new events and snapshots get the next keys of the target. */
final class EventOutcomeRows {
    private final MerlinSql sql;
    private final ObjectMapper json = new ObjectMapper();
    private final CopyTable events = new CopyTable(
            "event_outcome",
            "number",
            "outcome",
            "user_id",
            "id",
            "type",
            "date",
            "place",
            "text",
            "full_text",
            "former_text",
            "snapshot_id",
            "fresh",
            "pays",
            "moved",
            "follows_band",
            "band",
            "change",
            "bonus",
            "ladder",
            "title",
            "score",
            "levels",
            "stages");
    private final CopyTable faults =
            new CopyTable("row_fault", "number", "field", "rule", "found", "expected", "advice", "kind");
    private final CopyTable repeated = new CopyTable("repeated", "model", "number", "first");
    private long lastEvent;
    private long lastCompensation;
    private long lastSeniority;

    /** @param resolution knows the highest keys of the target */
    EventOutcomeRows(MerlinSql sql, Resolution resolution) throws SQLException {
        this.sql = sql;
        this.lastEvent = resolution.highest("event");
        this.lastCompensation = resolution.highest("compensation");
        this.lastSeniority = resolution.highest("seniority");
    }

    /**
     * Adds the outcome of one row.
     *
     * @param place of the event among the new ones of its day, from 0
     */
    void add(EventOutcome outcome, long user, LocalDate date, int place) {
        long number = outcome.file() == null ? 0 : outcome.file().number();
        if (outcome instanceof Repeated same) {
            repeated.set("model", "event")
                    .set("number", number)
                    .set("first", same.number())
                    .add();
        } else if (outcome instanceof Refused refused) {
            refused.refusals().forEach(refusal -> add(number, refusal));
        } else {
            events.set("number", number)
                    .set("user_id", user)
                    .set("type", type(outcome))
                    .set("date", date)
                    .set("place", place);
            if (outcome instanceof Known known) {
                events.set("outcome", "k").set("id", known.id());
            } else if (outcome instanceof New added) {
                events.set("outcome", "n").set("id", ++lastEvent);
                set(added.event(), null);
            } else if (outcome instanceof Changed changed) {
                events.set("outcome", "c").set("id", changed.id());
                set(changed.event(), changed.snapshot());
                events.set("moved", changed.moved());
            } else if (outcome instanceof Followed followed) {
                set(followed);
            }
            events.add();
        }
    }

    private static EventType type(EventOutcome outcome) {
        return outcome instanceof Followed followed
                ? followed.event().type()
                : outcome.file().row().type();
    }

    private void set(Followed followed) {
        events.set("outcome", "f")
                .set("id", followed.event().id())
                .set("snapshot_id", followed.snapshot().id())
                .set("pays", followed.snapshot().content() instanceof Compensation)
                .set("moved", followed.moved())
                .set("follows_band", followed.band() != null);
        if (followed.summary() != null) {
            events.set("text", followed.summary().text())
                    .set("full_text", followed.summary().fullText())
                    .set("former_text", followed.event().fullText());
        }
        if (followed.band() != null) {
            events.set("band", plain(followed.band().number()));
        }
    }

    /** Adds events of the target that stay as somebody has changed them. */
    void stayed(List<Long> ids, long user, LocalDate date) {
        for (Long id : ids) {
            events.set("number", 0)
                    .set("outcome", "s")
                    .set("user_id", user)
                    .set("id", id)
                    .set("type", "")
                    .set("date", date)
                    .set("place", 0)
                    .add();
        }
    }

    private void add(long number, Refusal refusal) {
        faults.set("number", number)
                .set("field", refusal.column())
                .set("rule", refusal.rule())
                .set("found", refusal.found())
                .set("expected", refusal.expected())
                .set("advice", refusal.advice())
                .set("kind", refusal.rule().equals(HistoryRules.LADDER_NOT_FOUND) ? "ladder" : null)
                .add();
    }

    /** @param snapshot key of the event's snapshot in the target; null when it is new, or the event has none */
    private void set(Event event, Long snapshot) {
        events.set("text", event.text()).set("full_text", event.fullText()).set("fresh", snapshot == null);
        if (event.compensation() != null) {
            events.set("snapshot_id", snapshot == null ? Long.valueOf(++lastCompensation) : snapshot);
            set(event.compensation());
        } else if (event.seniority() != null) {
            events.set("snapshot_id", snapshot == null ? Long.valueOf(++lastSeniority) : snapshot);
            set(event.seniority());
        }
    }

    private void set(Compensation compensation) {
        events.set("band", plain(compensation.band()))
                .set("change", plain(compensation.change()))
                .set("bonus", plain(compensation.bonus()));
    }

    private void set(Seniority seniority) {
        events.set("ladder", seniority.ladder())
                .set("title", seniority.title())
                .set("score", plain(seniority.score()))
                .set("levels", text(seniority.levels()))
                .set("stages", text(seniority.stages()));
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

    /** Sends what was added. */
    void send() throws SQLException {
        sql.send(events);
        sql.send(faults);
        sql.send(repeated);
    }
}
