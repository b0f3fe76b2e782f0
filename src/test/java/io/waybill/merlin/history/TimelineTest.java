package io.waybill.merlin.history;

import static io.waybill.merlin.history.Histories.bonus;
import static io.waybill.merlin.history.Histories.pay;
import static io.waybill.merlin.history.Histories.seniority;
import static io.waybill.merlin.history.Histories.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.merlin.history.EventOutcome.Changed;
import io.waybill.merlin.history.EventOutcome.Known;
import io.waybill.merlin.history.EventOutcome.New;
import io.waybill.merlin.history.EventOutcome.Refused;
import io.waybill.merlin.history.EventOutcome.Repeated;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Histories target = new Histories(false);

    @Test
    void anEventIsComparedWithWhatWasBeforeItsDayWhereverItStandsInTheFile() {
        target.deliver(List.of(
                seniority("2024-06-01", EventType.SENIORITY_CHANGE, "soft", Map.of("technical", "3")),
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "2"))));

        assertThat(target.state())
                .containsExactly(
                        "2023-01-01 MAPPING مپ به لدر SOFT / در بعد فنی، سطح: 2 - محدوده: ابتدای سطح + SOFT {technical=2}",
                        "2024-06-01 SENIORITY_CHANGE در بعد فنی، ارتقا از سطح 2 به 3 (+1) - محدوده: ابتدای سطح /  / سطح کلی: از 2 به 3"
                                + " + SOFT {technical=3}");
    }

    @Test
    void anotherLadderIsAnotherMatter() {
        target.deliver(List.of(
                seniority("2023-01-01", EventType.MAPPING, "PROD", Map.of("vision", "5")),
                seniority("2024-06-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "3"))));

        assertThat(target.state().get(1)).contains("ارتقا از سطح 0 به 3 (+3)");
    }

    @Test
    void aBonusCarriesTheBandOfItsDay() {
        target.deliver(List.of(bonus("2024-01-05", "20"), pay("2024-01-05", "0.5", "25"), bonus("2023-01-01", "10")));

        assertThat(target.state())
                .containsExactly(
                        "2023-01-01 BONUS_PAYOUT پرداخت پاداش - 10٪ از حقوق + band none change 0 bonus 10",
                        "2024-01-05 PAY_CHANGE افزایش پله\u200Cی حقوقی: 0.5 (از 24.5 به 25) + band 25 change 0.5 bonus 0",
                        "2024-01-05 BONUS_PAYOUT پرداخت پاداش - 20٪ از حقوق + band 25 change 0 bonus 20");
    }

    @Test
    void twoChangesOfPayOnOneDayAreBothKeptInTheOrderThatTheyMake() {
        List<HistoryRow> rows = List.of(
                pay("2024-01-05", "1", "27"),
                pay("2024-01-05", "0.5", "25"),
                pay("2024-01-05", "1", "26"),
                bonus("2024-01-05", "5"));

        List<EventOutcome> outcomes = target.deliver(rows);

        assertThat(outcomes).hasSize(4).allMatch(New.class::isInstance);
        assertThat(target.state())
                .extracting(line -> line.replaceAll(".* \\+ ", ""))
                .containsExactly(
                        "band 25 change 0.5 bonus 0",
                        "band 26 change 1 bonus 0",
                        "band 27 change 1 bonus 0",
                        "band 27 change 0 bonus 5");
    }

    @Test
    void aRowThatSaysTheSameAsAnotherCountsOnce() {
        List<EventOutcome> outcomes = target.deliver(List.of(
                pay("2024-01-05", "0.5", "25"),
                text("2024-01-05", EventType.NOTICE, ""),
                pay("2024-01-05", "0.5", "25")));

        assertThat(outcomes)
                .filteredOn(Repeated.class::isInstance)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.file().number()).isEqualTo(3);
                    assertThat(((Repeated) outcome).number()).isEqualTo(1);
                });
        assertThat(target.state()).hasSize(2);
    }

    @Test
    void aSecondDeliveryFindsEverythingThere() {
        List<HistoryRow> rows = List.of(
                seniority("2023-01-01", EventType.MAPPING, "SOFT", Map.of("technical", "2")),
                pay("2024-01-05", "0.5", "25"),
                bonus("2024-01-05", "20"),
                text("2024-02-01", EventType.EVALUATION, ""),
                text("2024-02-01", EventType.TITLE_CHANGE, "x".repeat(600)),
                text("2024-02-01", EventType.NOTICE, ""));
        target.deliver(rows);
        List<String> once = target.state();

        assertThat(target.deliver(rows)).hasSize(6).allMatch(Known.class::isInstance);
        assertThat(target.state()).isEqualTo(once);
    }

    @Test
    void anEarlierEventThatComesLaterDoesNotMakeALaterOneUnknown() {
        HistoryRow first = seniority("2024-01-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "2"));
        HistoryRow between = seniority("2024-02-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "3"));
        HistoryRow last = seniority("2024-03-01", EventType.SENIORITY_CHANGE, "SOFT", Map.of("technical", "4"));
        target.deliver(List.of(first, last));
        target.deliver(List.of(between));

        assertThat(target.deliver(List.of(first, between, last))).allMatch(Known.class::isInstance);
    }

    @Test
    void whatTheOriginalImportedIsKnownThoughItsSnapshotsNameNoEvent() {
        target.has(
                "2024-01-05",
                new TargetDay(
                        List.of(
                                imported(1, EventType.PAY_CHANGE, "افزایش پله\u200Cی حقوقی: 0.5 (از 24.0 به 25)"),
                                imported(2, EventType.EVALUATION, "ارزیابی عملکرد - SOFT - سطح: 2.0")),
                        List.of(
                                new TargetSnapshot<>(
                                        7,
                                        null,
                                        new Compensation(
                                                new BigDecimal("25.0"), new BigDecimal("0.5"), BigDecimal.ZERO)),
                                new TargetSnapshot<>(
                                        8,
                                        null,
                                        new Compensation(
                                                new BigDecimal("25.0"), new BigDecimal("0.5"), BigDecimal.ZERO))),
                        List.of()));
        HistoryRow evaluation = new HistoryRow(
                pay("2024-01-05", null, "25").user(),
                EventType.EVALUATION,
                LocalDate.parse("2024-01-05"),
                new EventFacts("", null, null, null, "SOFT", "", new BigDecimal("2"), Map.of(), Map.of(), ""),
                Map.of());

        assertThat(target.deliver(List.of(pay("2024-01-05", "0.5", "25"), evaluation)))
                .allMatch(Known.class::isInstance);
    }

    @Test
    void anotherContentOfTheSameDayIsAnotherEvent() {
        target.deliver(List.of(pay("2024-01-05", "0.5", "25")));

        assertThat(target.deliver(List.of(pay("2024-01-05", "1", "26")))).allMatch(New.class::isInstance);
        assertThat(target.state()).hasSize(2);
    }

    @Test
    void askedForItChangesTheEventWithAnotherContent() {
        Histories changing = new Histories(true);
        changing.deliver(List.of(
                pay("2024-01-01", "0.5", "24"),
                pay("2024-01-05", "1", "25"),
                text("2024-01-05", EventType.TITLE_CHANGE, "old")));

        List<EventOutcome> outcomes = changing.deliver(List.of(
                pay("2024-01-05", "2", "26"),
                text("2024-01-05", EventType.TITLE_CHANGE, "new"),
                bonus("2024-01-06", "3")));

        assertThat(outcomes).filteredOn(Changed.class::isInstance).hasSize(2);
        assertThat(changing.state())
                .containsExactly(
                        "2024-01-01 PAY_CHANGE افزایش پله\u200Cی حقوقی: 0.5 (از 23.5 به 24) + band 24 change 0.5 bonus 0",
                        "2024-01-05 TITLE_CHANGE new",
                        "2024-01-05 PAY_CHANGE افزایش پله\u200Cی حقوقی: 2 (از 24 به 26) + band 26 change 2 bonus 0",
                        "2024-01-06 BONUS_PAYOUT پرداخت پاداش - 3٪ از حقوق + band 26 change 0 bonus 3");
    }

    @Test
    void whichOfSeveralEventsIsMeantNobodyCanSay() {
        Histories changing = new Histories(true);
        changing.deliver(List.of(pay("2024-01-05", "1", "25"), pay("2024-01-05", "1", "26")));

        assertThat(changing.deliver(List.of(pay("2024-01-05", "1", "27"))))
                .singleElement()
                .satisfies(outcome -> assertThat(((Refused) outcome).refusals())
                        .extracting(EventOutcome.Refusal::rule)
                        .containsExactly("several-events-of-a-day"));
    }

    @Test
    void bandsThatDoNotAddUpAreRefusedAndChangeNothing() {
        target.deliver(List.of(pay("2024-01-01", "0.5", "24")));

        List<EventOutcome> outcomes = target.deliver(List.of(pay("2024-02-01", "0.5", "25"), bonus("2024-02-01", "3")));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusals())
                                .containsExactly(new EventOutcome.Refusal(
                                        "pay_band_number",
                                        "pay-bands-do-not-add-up",
                                        "25",
                                        "the band before, 24, changed by 0.5",
                                        null)));
        assertThat(((New) outcomes.get(1)).event().compensation().band()).isEqualByComparingTo("24");
    }

    @Test
    void aLadderAnAspectALevelAndABandMustBeThere() {
        List<EventOutcome> outcomes = target.deliver(List.of(
                seniority("2024-01-01", EventType.MAPPING, "HARD", Map.of("technical", "2")),
                seniority(
                        "2024-01-02",
                        EventType.MAPPING,
                        "SOFT",
                        Map.of("vision", "2", "technical", "7", "leadership", "99")),
                pay("2024-01-03", null, "60.5"),
                pay("2024-01-04", null, "0.5")));

        assertThat(outcomes.subList(0, 3))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Refused.class));
        assertThat(outcomes.subList(0, 3).stream()
                        .flatMap(outcome -> ((Refused) outcome).refusals().stream())
                        .map(EventOutcome.Refusal::rule))
                .containsExactlyInAnyOrder(
                        "ladder-not-found", "aspect-not-of-ladder", "level-not-of-aspect", "pay-band-not-found");
        assertThat(outcomes.get(3))
                .as("a band below those that are made, but there")
                .isInstanceOf(New.class);
    }

    @Property(tries = 300)
    void anyOrderOfRowsLeadsToTheSameAndASecondDeliveryToNothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int size) {
        Random random = new Random(seed);
        List<HistoryRow> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(any(random));
        }
        Histories one = new Histories(false);
        one.deliver(rows);
        Collections.shuffle(rows, random);
        Histories other = new Histories(false);
        other.deliver(rows);

        assertThat(other.state()).isEqualTo(one.state());
        assertThat(other.deliver(rows)).noneMatch(New.class::isInstance);
        assertThat(other.state()).isEqualTo(one.state());
    }

    private static TargetEvent imported(long id, EventType type, String text) {
        return new TargetEvent(id, type, text, text, true);
    }

    private static HistoryRow any(Random random) {
        String date = "2024-01-0" + (1 + random.nextInt(3));
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                int from = 40 + random.nextInt(4);
                int change = random.nextInt(3) - 1;
                yield pay(date, half(change), half(from + change));
            }
            case 2 -> bonus(date, String.valueOf(random.nextInt(2)));
            case 3 -> text(date, EventType.NOTICE, "");
            case 4 -> text(date, EventType.TITLE_CHANGE, "title " + random.nextInt(2));
            default ->
                seniority(
                        date,
                        random.nextBoolean() ? EventType.MAPPING : EventType.SENIORITY_CHANGE,
                        random.nextBoolean() ? "SOFT" : "soft",
                        Map.of("technical", String.valueOf(1 + random.nextInt(2))));
        };
    }

    private static String half(int halves) {
        return new BigDecimal(halves).divide(new BigDecimal(2)).toPlainString();
    }
}
