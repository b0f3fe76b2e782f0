package io.waybill.merlin.history;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;

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

    private final MerlinConfig config;
    private final boolean updateExisting;
    private final List<Long> stayed = new ArrayList<>();
    private final Map<LocalDate, TargetDay> target = new TreeMap<>();
    private long keys;

    Histories(boolean updateExisting) {
        this(CONFIG, updateExisting);
    }

    Histories(MerlinConfig config, boolean updateExisting) {
        this.config = config;
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

    /** What the target has about a day. */
    TargetDay day(String date) {
        return target.get(LocalDate.parse(date));
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
        Timeline timeline = new Timeline(
                new HistoryRules(config, LADDERS, List.of(new BigDecimal("0.5")), updateExisting), lastPay());
        List<DayOutcome> settled = new ArrayList<>();
        for (LocalDate day : days) {
            settled.addAll(
                    timeline.day(day, byDay.getOrDefault(day, List.of()), target.getOrDefault(day, TargetDay.EMPTY)));
        }
        settled.addAll(timeline.end());
        assertThat(settled).extracting(DayOutcome::date).containsExactlyElementsOf(days);
        stayed.clear();
        List<EventOutcome> outcomes = new ArrayList<>();
        for (DayOutcome day : settled) {
            outcomes.addAll(day.events());
            stayed.addAll(day.stayed());
            target.put(day.date(), after(target.getOrDefault(day.date(), TargetDay.EMPTY), day.events()));
        }
        return outcomes;
    }

    private LocalDate lastPay() {
        return target.entrySet().stream()
                .filter(day -> day.getValue().compensations().stream()
                        .map(TargetSnapshot::content)
                        .anyMatch(pay -> pay.band() != null && pay.change().signum() != 0))
                .map(Map.Entry::getKey)
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    /** Rows that were refused, to be dropped once more. */
    static List<HistoryRow> refused(List<EventOutcome> outcomes) {
        return outcomes.stream()
                .filter(EventOutcome.Refused.class::isInstance)
                .map(outcome -> outcome.file().row())
                .toList();
    }

    /** Keys of the events that the latest delivery left as somebody had changed them. */
    List<Long> stayed() {
        return stayed;
    }

    private TargetDay after(TargetDay there, List<EventOutcome> outcomes) {
        List<TargetEvent> events = new ArrayList<>(there.events());
        List<TargetSnapshot<Compensation>> compensations = new ArrayList<>(there.compensations());
        List<TargetSnapshot<Seniority>> seniorities = new ArrayList<>(there.seniorities());
        for (EventOutcome outcome : outcomes) {
            if (outcome instanceof EventOutcome.New added) {
                long id = nextKey();
                events.add(event(id, added.event()));
                put(compensations, null, id, added.event().compensation());
                put(seniorities, null, id, added.event().seniority());
            } else if (outcome instanceof EventOutcome.Changed changed) {
                events.replaceAll(event -> event.id() == changed.id() ? event(event.id(), changed.event()) : event);
                if (changed.moved()) {
                    moveLast(compensations, changed.snapshot());
                    moveLast(seniorities, changed.snapshot());
                }
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
            } else if (outcome instanceof EventOutcome.Followed followed) {
                follow(followed, events, compensations, seniorities);
            }
        }
        return new TargetDay(events, compensations, seniorities);
    }

    private static TargetEvent event(long id, Event event) {
        return new TargetEvent(id, event.type(), event.text(), event.fullText(), true);
    }

    private static void follow(
            EventOutcome.Followed followed,
            List<TargetEvent> events,
            List<TargetSnapshot<Compensation>> compensations,
            List<TargetSnapshot<Seniority>> seniorities) {
        long snapshot = followed.snapshot().id();
        if (followed.summary() != null) {
            events.replaceAll(event -> event.id() == followed.event().id()
                    ? new TargetEvent(
                            event.id(),
                            event.type(),
                            followed.summary().text(),
                            followed.summary().fullText(),
                            true)
                    : event);
        }
        if (followed.band() != null) {
            compensations.replaceAll(each -> each.id() == snapshot
                    ? new TargetSnapshot<>(
                            each.id(),
                            each.event(),
                            new Compensation(
                                    followed.band().number(),
                                    each.content().change(),
                                    each.content().bonus()))
                    : each);
        }
        if (followed.moved()) {
            moveLast(compensations, snapshot);
            moveLast(seniorities, snapshot);
        }
    }

    private static <T> void moveLast(List<TargetSnapshot<T>> snapshots, Long id) {
        snapshots.stream().filter(each -> each.id() == id).findFirst().ifPresent(each -> {
            snapshots.remove(each);
            snapshots.add(each);
        });
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

    /** What the target has, whichever way it came there: the events of a day by text, the snapshots in their order. */
    List<String> meaning() {
        List<String> lines = new ArrayList<>();
        target.forEach((day, there) -> {
            there.events().stream()
                    .map(event -> day + " " + event.type() + " " + event.fullText())
                    .sorted()
                    .forEach(lines::add);
            there.compensations().forEach(each -> lines.add(day + " " + pay(each.content())));
            there.seniorities().stream()
                    .map(TargetSnapshot::content)
                    .collect(Collectors.groupingBy(Seniority::ladder, TreeMap::new, Collectors.toList()))
                    .forEach((ladder, ordered) -> ordered.forEach(
                            each -> lines.add(day + " " + ladder + " " + each.levels() + " " + each.stages())));
        });
        return lines;
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
