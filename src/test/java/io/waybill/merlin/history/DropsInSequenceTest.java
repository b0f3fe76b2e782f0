package io.waybill.merlin.history;

import static io.waybill.merlin.history.Histories.bonus;
import static io.waybill.merlin.history.Histories.pay;
import static io.waybill.merlin.history.Histories.seniority;
import static io.waybill.merlin.history.Histories.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.history.EventOutcome.Followed;
import io.waybill.merlin.history.EventOutcome.Known;
import io.waybill.merlin.history.EventOutcome.New;
import io.waybill.merlin.history.EventOutcome.Refused;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.EventType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Histories that come in several drops, in any order: afterwards they are what one drop of all rows would have made. */
class DropsInSequenceTest {
    private static final String ADD_UP = "pay-bands-do-not-add-up";

    private final Histories target = new Histories(false);

    @Test
    void anEarlierSeniorityThatComesLaterIsWhatTheNextOneStartsFrom() {
        HistoryRow older = seniority("2023-06-30", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "3"));
        HistoryRow newer = seniority("2024-06-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "4"));
        target.deliver(List.of(newer));
        assertThat(target.state()).singleElement().asString().contains("ارتقا از سطح 0 به 4 (+4)");

        List<EventOutcome> outcomes = target.deliver(List.of(older));

        assertThat(outcomes).hasSize(2).hasAtLeastOneElementOfType(Followed.class);
        assertThat(target.state().get(1)).contains("ارتقا از سطح 3 به 4 (+1)", "از 3 به 4");
        assertThat(target.deliver(List.of(older, newer))).allMatch(Known.class::isInstance);
    }

    @Test
    void aRowThatRepeatsAnEventTellsThatItFollows() {
        HistoryRow newer = seniority("2024-06-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "4"));
        target.deliver(List.of(newer));

        List<EventOutcome> outcomes = target.deliver(
                List.of(newer, seniority("2023-06-30", EventType.MAPPING, "SOFT", Map.of("technical", "5"))));

        assertThat(outcomes)
                .filteredOn(Followed.class::isInstance)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.file().row()).isEqualTo(newer));
        assertThat(outcomes).hasSize(2);
        assertThat(target.state().get(1)).contains("تنزل از سطح 5 به 4 (-1)");
    }

    @Test
    void aBonusGetsThePayBandThatComesLater() {
        target.deliver(List.of(bonus("2024-02-01", "10"), bonus("2024-04-01", "20")));
        target.deliver(List.of(pay("2024-03-01", "0.5", "25")));
        assertThat(target.state())
                .extracting(line -> line.replaceAll(".* \\+ ", ""))
                .containsExactly(
                        "band none change 0 bonus 10", "band 25 change 0.5 bonus 0", "band 25 change 0 bonus 20");

        target.deliver(List.of(pay("2024-01-01", "1", "24.5")));

        assertThat(target.state())
                .extracting(line -> line.replaceAll(".* \\+ ", ""))
                .containsExactly(
                        "band 24.5 change 1 bonus 0",
                        "band 24.5 change 0 bonus 10",
                        "band 25 change 0.5 bonus 0",
                        "band 25 change 0 bonus 20");
    }

    @Test
    void twoChangesOfPayOnOneDayStandInTheirOrderWhicheverComesFirst() {
        target.deliver(List.of(pay("2024-01-05", "1", "26"), bonus("2024-01-05", "5")));
        target.deliver(List.of(pay("2024-01-05", "0.5", "25"), bonus("2024-02-01", "6")));

        assertThat(target.meaning().subList(3, 6))
                .containsExactly(
                        "2024-01-05 band 25 change 0.5 bonus 0",
                        "2024-01-05 band 26 change 1 bonus 0",
                        "2024-01-05 band 26 change 0 bonus 5");
        assertThat(target.meaning()).last().asString().endsWith("band 26 change 0 bonus 6");
    }

    @Test
    void whatChangesAnOlderEventChangesTheTextOfTheNext() {
        Histories changing = new Histories(true);
        changing.deliver(List.of(
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "2")),
                seniority("2024-01-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "4")),
                pay("2023-01-01", null, "24"),
                bonus("2023-02-01", "5")));

        changing.deliver(List.of(
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "3")),
                pay("2023-01-01", null, "26")));

        assertThat(changing.state()).anyMatch(line -> line.contains("ارتقا از سطح 3 به 4 (+1)"));
        assertThat(changing.state()).anyMatch(line -> line.contains("band 26 change 0 bonus 5"));
    }

    @Test
    void whatSomebodyHasChangedStaysAndIsTold() {
        target.deliver(List.of(
                seniority("2024-01-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "4")),
                bonus("2024-01-01", "5")));
        TargetDay day = target.day("2024-01-01");
        List<TargetEvent> edited = day.events().stream()
                .map(event -> event.type() == EventType.SENIORITY_CHANGE
                        ? new TargetEvent(event.id(), event.type(), "Welcome!", "Welcome!", true)
                        : event)
                .toList();
        List<TargetSnapshot<Compensation>> paid = day.compensations().stream()
                .map(each -> new TargetSnapshot<>(
                        each.id(),
                        each.event(),
                        new Compensation(
                                new BigDecimal("30"),
                                BigDecimal.ZERO,
                                each.content().bonus())))
                .toList();
        target.has("2024-01-01", new TargetDay(edited, paid, day.seniorities()));
        List<String> before = target.state();

        target.deliver(List.of(text("2023-01-01", EventType.NOTICE, "")));
        assertThat(target.stayed()).as("nothing else comes before them").isEmpty();
        target.deliver(List.of(
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "3")),
                pay("2023-01-01", null, "24")));

        assertThat(target.state()).containsAll(before);
        assertThat(target.stayed())
                .containsExactlyInAnyOrderElementsOf(
                        edited.stream().map(TargetEvent::id).toList());
    }

    @Test
    void whatTheApplicationItselfWroteIsNotTouched() {
        HistoryRow row = seniority("2024-01-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "4"));
        target.deliver(List.of(row, bonus("2024-01-01", "5")));
        TargetDay day = target.day("2024-01-01");
        target.has(
                "2024-01-01",
                new TargetDay(
                        day.events().stream()
                                .map(event ->
                                        new TargetEvent(event.id(), event.type(), event.text(), event.text(), false))
                                .toList(),
                        day.compensations(),
                        day.seniorities()));

        List<EventOutcome> outcomes = target.deliver(List.of(
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "3")),
                pay("2023-01-01", null, "24"),
                seniority("2024-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "1")),
                pay("2024-01-01", "1", "25")));

        assertThat(outcomes).hasSize(4).allMatch(New.class::isInstance);
        assertThat(target.stayed()).isEmpty();
    }

    @Test
    void whatTheOriginalImportedInAnotherOrderFollows() {
        target.has(
                "2024-06-01",
                new TargetDay(
                        List.of(
                                new TargetEvent(1, EventType.SENIORITY_CHANGE, LEGACY, LEGACY, true),
                                new TargetEvent(2, EventType.BONUS_PAYOUT, "پرداخت پاداش - 20.0٪ از حقوق", "", true)),
                        List.of(new TargetSnapshot<>(
                                3, null, new Compensation(null, BigDecimal.ZERO, new BigDecimal("20")))),
                        List.of(new TargetSnapshot<>(
                                4,
                                null,
                                rules().seniority(seniority(
                                        "2024-06-01",
                                        EventType.SENIORITY_CHANGE,
                                        "SOFT",
                                        Map.of("technical", "4")))))));

        target.deliver(List.of(
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "5")),
                pay("2023-01-01", null, "24")));

        assertThat(target.day("2024-06-01").events().get(0).text())
                .as("in the words of the original, for which every change is a promotion")
                .isEqualTo("در بعد فنی، ارتقا از سطح 5.0 به 4.0 (+-1.0) - محدوده: EARLY\n\nسطح کلی: از 5.0 به 4.0");
        assertThat(target.day("2024-06-01").compensations().get(0).content().band())
                .isEqualByComparingTo("24");
    }

    private static final String LEGACY =
            "در بعد فنی، ارتقا از سطح 0 به 4.0 (+4.0) - محدوده: EARLY\n\nسطح کلی: از 0 به 4.0";

    private static HistoryRules rules() {
        return new HistoryRules(Histories.CONFIG, Histories.LADDERS, List.of(), false);
    }

    @Test
    void aChangeOfPayMustLeadToTheNextOneThatIsThere() {
        HistoryRow first = pay("2024-01-01", "0.5", "24");
        HistoryRow second = pay("2024-02-01", "0.5", "24.5");
        HistoryRow third = pay("2024-03-01", "0.5", "25");
        target.deliver(List.of(third, bonus("2024-01-15", "3")));

        List<EventOutcome> outcomes = target.deliver(List.of(first, text("2024-02-01", EventType.NOTICE, "")));

        assertThat(outcomes)
                .filteredOn(Refused.class::isInstance)
                .singleElement()
                .satisfies(
                        outcome -> assertThat(((Refused) outcome).refusals())
                                .containsExactly(
                                        new EventOutcome.Refusal(
                                                "pay_band_number",
                                                ADD_UP,
                                                "24",
                                                "24.5, from which the next change of pay starts, that of 2024-03-01",
                                                "Correct it, or drop it together with the changes of pay that are missing in between.")));
        assertThat(outcomes).hasAtLeastOneElementOfType(New.class).noneMatch(Followed.class::isInstance);
        assertThat(target.deliver(List.of(second, first)))
                .hasSize(3)
                .noneMatch(Refused.class::isInstance)
                .hasAtLeastOneElementOfType(Followed.class);
        assertThat(target.meaning()).anyMatch(line -> line.endsWith("2024-01-15 band 24 change 0 bonus 3"));
    }

    @Test
    void onlyTheRowsThatDoNotFitTheTargetAreRefused() {
        target.deliver(
                List.of(pay("2024-01-01", "0.5", "24"), pay("2024-06-01", "1", "25"), pay("2024-08-01", "1", "26")));

        List<EventOutcome> outcomes = target.deliver(List.of(
                pay("2024-02-01", "1", "25"),
                pay("2024-03-01", "-1", "24"),
                pay("2024-04-01", "0.5", "24.5"),
                pay("2024-05-01", "0.5", "25"),
                bonus("2024-05-02", "7"),
                pay("2024-07-01", "1", "26")));

        assertThat(Histories.refused(outcomes))
                .containsExactlyInAnyOrder(
                        pay("2024-04-01", "0.5", "24.5"), pay("2024-05-01", "0.5", "25"), pay("2024-07-01", "1", "26"));
        assertThat(target.meaning()).anyMatch(line -> line.equals("2024-05-02 band 24 change 0 bonus 7"));
    }

    @Property(tries = 400)
    void anySequenceOfDropsGivesWhatOneWouldHaveGiven(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 22) int size, @ForAll boolean legacy) {
        Random random = new Random(seed);
        MerlinConfig config = legacy ? LegacyConfig.CONFIG : Histories.CONFIG;
        List<HistoryRow> rows = new PayWalk(random).rows(size);
        Histories one = new Histories(config, false);
        // Two changes of pay on a day may be read in either order when nobody knows the band before.
        Assume.that(Histories.refused(one.deliver(rows)).isEmpty());

        Histories other = new Histories(config, false);
        List<HistoryRow> left = new ArrayList<>(rows);
        Collections.shuffle(left, random);
        List<HistoryRow> rejects = new ArrayList<>();
        while (!left.isEmpty()) {
            List<HistoryRow> drop = new ArrayList<>(left.subList(0, 1 + random.nextInt(left.size())));
            left.removeAll(drop);
            if (random.nextBoolean()) {
                drop.add(rows.get(random.nextInt(rows.size())));
                left.removeAll(drop);
            }
            rejects.addAll(Histories.refused(other.deliver(drop)));
        }
        for (int round = 0; !rejects.isEmpty(); round++) {
            assertThat(round).as("rejects are solved in the end: %s", rejects).isLessThan(10);
            Collections.shuffle(rejects, random);
            rejects = new ArrayList<>(Histories.refused(other.deliver(rejects)));
        }

        assertThat(other.meaning()).isEqualTo(one.meaning());
        assertThat(other.stayed()).isEmpty();
        Collections.shuffle(rows, random);
        assertThat(other.deliver(rows))
                .as("once more, nothing changes")
                .allMatch(outcome -> outcome instanceof Known || outcome instanceof EventOutcome.Repeated);
        assertThat(other.meaning()).isEqualTo(one.meaning());
    }

    /** A mapping file with the texts of the original import. */
    private static final class LegacyConfig {
        private static final MerlinConfig CONFIG = load();

        private static MerlinConfig load() {
            try {
                Path folder = Files.createTempDirectory("legacy");
                try {
                    Path file = folder.resolve("merlin.yaml");
                    Files.writeString(
                            file,
                            Files.readString(Path.of("config/merlin.yaml"))
                                    .replace("texts: corrected", "texts: legacy"));
                    return MerlinConfig.load(folder);
                } finally {
                    Files.delete(folder.resolve("merlin.yaml"));
                    Files.delete(folder);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Rows of one user whose pay adds up, with levels at random; the second half of the days is mostly one event a day. */
    private static final class PayWalk {
        private final Random random;
        private int halves;

        PayWalk(Random random) {
            this.random = random;
            this.halves = 40 + random.nextInt(10);
        }

        List<HistoryRow> rows(int size) {
            List<HistoryRow> rows = new ArrayList<>();
            LocalDate day = LocalDate.parse("2024-01-01");
            for (int i = 0; i < size; i++) {
                day = day.plusDays(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(2));
                rows.add(row(day.toString()));
            }
            return rows;
        }

        private HistoryRow row(String date) {
            return switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    int change = random.nextInt(5) == 0 ? -1 : random.nextInt(3);
                    halves += change;
                    yield pay(date, change == 0 ? null : half(change), half(halves));
                }
                case 3 -> bonus(date, String.valueOf(1 + random.nextInt(3)));
                case 4 -> text(date, EventType.TITLE_CHANGE, "title " + random.nextInt(2));
                default -> {
                    String level = String.valueOf(1 + random.nextInt(4));
                    String aspect = List.of("technical", "technical", "technical", "leadership", "vision")
                            .get(random.nextInt(5));
                    yield seniority(
                            date,
                            random.nextInt(3) == 0 ? EventType.MAPPING : EventType.SENIORITY_CHANGE,
                            aspect.equals("vision") ? "PROD" : "SOFT",
                            Map.of(aspect, level));
                }
            };
        }

        private static String half(int halves) {
            return new BigDecimal(halves).divide(new BigDecimal(2)).toPlainString();
        }
    }
}
