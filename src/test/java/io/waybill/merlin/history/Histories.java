package io.waybill.merlin.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One user's history as a test writes it down, and a target that does what the outcomes say. */
final class Histories {
    static final MerlinConfig CONFIG = MerlinConfig.load(Path.of("config"));
    static final Ladders LADDERS = new Ladders(List.of(
            new Ladder(
                    "SOFT",
                    Map.of(
                            "technical",
                            new Ladder.Aspect("فنی", 1, 6),
                            "leadership",
                            new Ladder.Aspect("رهبری", null, null))),
            new Ladder("PROD", Map.of("vision", new Ladder.Aspect("Vision", 1, 6)))));
    private static final Email SARA = new Email("sara@x.ir", "sara@x.ir");

    private final boolean updateExisting;
    private final Map<LocalDate, TargetDay> target = new TreeMap<>();
    private long keys;

    Histories(boolean updateExisting) {
        this.updateExisting = updateExisting;
    }

    static HistoryRow pay(String date, String change, String band) {
        return row(
                date,
                EventType.PAY_CHANGE,
                new EventFacts("", number(change), number(band), null, "", "", null, Map.of(), Map.of(), ""));
    }

    static HistoryRow bonus(String date, String percent) {
        return row(
                date,
                EventType.BONUS_PAYOUT,
                new EventFacts("", null, null, number(percent), "", "", null, Map.of(), Map.of(), ""));
    }

    static HistoryRow text(String date, EventType type, String text) {
        return row(date, type, new EventFacts(text, null, null, null, "", "", null, Map.of(), Map.of(), ""));
    }

    static HistoryRow seniority(String date, EventType type, String ladder, Map<String, String> levels) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        levels.forEach(
                (aspect, level) -> nodes.put(aspect, JsonNodeFactory.instance.numberNode(new BigDecimal(level))));
        Map<String, String> stages = ladder.equals("PROD") ? Map.of() : Map.of("technical", "EARLY");
        return row(date, type, new EventFacts("", null, null, null, ladder, "", null, nodes, stages, ""));
    }

    private static HistoryRow row(String date, EventType type, EventFacts facts) {
        Map<String, LevelStage> stages = new LinkedHashMap<>();
        facts.stages().forEach((aspect, stage) -> stages.put(aspect, LevelStage.valueOf(stage)));
        return new HistoryRow(SARA, type, LocalDate.parse(date), facts, stages);
    }

    private static BigDecimal number(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** Puts something into the target as the application or the original import would. */
    void has(String date, TargetDay day) {
        target.put(LocalDate.parse(date), day);
    }

    long nextKey() {
        return ++keys;
    }

    /** Delivers rows in the order of a file; their outcomes in the order of the days. */
    List<EventOutcome> deliver(List<HistoryRow> rows) {
        Map<LocalDate, List<FileEvent>> byDay = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byDay.computeIfAbsent(rows.get(i).date(), day -> new ArrayList<>()).add(new FileEvent(i + 1, rows.get(i)));
        }
        TreeSet<LocalDate> days = new TreeSet<>(byDay.keySet());
        days.addAll(target.keySet());
        Timeline timeline =
                new Timeline(new HistoryRules(CONFIG, LADDERS, List.of(new BigDecimal("0.5")), updateExisting));
        List<EventOutcome> outcomes = new ArrayList<>();
        for (LocalDate day : days) {
            TargetDay there = target.getOrDefault(day, TargetDay.EMPTY);
            List<EventOutcome> ofDay = timeline.day(byDay.getOrDefault(day, List.of()), there);
            outcomes.addAll(ofDay);
            target.put(day, after(there, ofDay));
        }
        return outcomes;
    }

    private TargetDay after(TargetDay there, List<EventOutcome> outcomes) {
        List<TargetEvent> events = new ArrayList<>(there.events());
        List<TargetSnapshot<Compensation>> compensations = new ArrayList<>(there.compensations());
        List<TargetSnapshot<Seniority>> seniorities = new ArrayList<>(there.seniorities());
        for (EventOutcome outcome : outcomes) {
            if (outcome instanceof EventOutcome.New added) {
                long id = nextKey();
                events.add(
                        new TargetEvent(id, added.event().type(), added.event().text()));
                put(compensations, null, id, added.event().compensation());
                put(seniorities, null, id, added.event().seniority());
            } else if (outcome instanceof EventOutcome.Changed changed) {
                events.replaceAll(event -> event.id() == changed.id()
                        ? new TargetEvent(
                                event.id(), event.type(), changed.event().text())
                        : event);
                put(
                        compensations,
                        changed.snapshot(),
                        changed.id(),
                        changed.event().compensation());
                put(
                        seniorities,
                        changed.snapshot(),
                        changed.id(),
                        changed.event().seniority());
            }
        }
        return new TargetDay(events, compensations, seniorities);
    }

    private <T> void put(List<TargetSnapshot<T>> snapshots, Long id, long event, T content) {
        if (content == null) {
            return;
        }
        for (int i = 0; i < snapshots.size(); i++) {
            if (id != null && snapshots.get(i).id() == id) {
                snapshots.set(i, new TargetSnapshot<>(id, event, content));
                return;
            }
        }
        snapshots.add(new TargetSnapshot<>(nextKey(), event, content));
    }

    /** What the target has, without keys: a line an event, with the snapshots that are its own. */
    List<String> state() {
        List<String> lines = new ArrayList<>();
        target.forEach((day, there) -> {
            there.events().forEach(event -> {
                StringBuilder line = new StringBuilder(
                        day + " " + event.type() + " " + event.text().replace("\n", " / "));
                there.compensations().stream()
                        .filter(each -> each.event() != null && each.event() == event.id())
                        .forEach(each -> line.append(" + ").append(pay(each.content())));
                there.seniorities().stream()
                        .filter(each -> each.event() != null && each.event() == event.id())
                        .forEach(each -> line.append(" + ")
                                .append(each.content().ladder())
                                .append(' ')
                                .append(each.content().levels()));
                lines.add(line.toString());
            });
            there.compensations().stream()
                    .filter(each -> each.event() == null)
                    .forEach(each -> lines.add(day + " free " + pay(each.content())));
        });
        return lines;
    }

    private static String pay(Compensation compensation) {
        return "band " + plain(compensation.band()) + " change " + plain(compensation.change()) + " bonus "
                + plain(compensation.bonus());
    }

    private static String plain(BigDecimal number) {
        return number == null
                ? "none"
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
