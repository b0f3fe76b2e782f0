package io.waybill.merlin.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectedTextsTest {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final Map<String, String> ASPECTS = Map.of("technical", "مهارت\u200Cهای فنی", "leadership", "رهبری");

    private final CorrectedTexts texts = new CorrectedTexts(new PayBands(HALF, Set.of(), null));

    @ParameterizedTest
    @CsvSource({
        "0.5,25,افزایش پله\u200Cی حقوقی: 0.5 (از 24.5 به 25)",
        "1.0,26,افزایش پله\u200Cی حقوقی: 1 (از 25 به 26)",
        "-0.5,24.5,کاهش پله\u200Cی حقوقی: 0.5 (از 25 به 24.5)",
        "0.1,24.3,افزایش پله\u200Cی حقوقی: 0.1 (از 24.2 به 24.3)",
        "2,,افزایش پله\u200Cی حقوقی: 2",
        "0,25,تغییر بسته حقوقی",
        ",25,تغییر بسته حقوقی"
    })
    void aPayChangeSaysWhatItLedFromAndTo(BigDecimal change, BigDecimal band, String text) {
        assertThat(texts.text(EventType.PAY_CHANGE, pay(change, band, null), null, Levels.NONE))
                .isEqualTo(text);
    }

    @Test
    void aBandThatDoesNotExistIsSteppedOver() {
        PayBands bands = new PayBands(HALF, Set.of(new BigDecimal("24.50")), null);

        assertThat(new CorrectedTexts(bands)
                        .text(EventType.PAY_CHANGE, pay(HALF, new BigDecimal("25"), null), null, Levels.NONE))
                .isEqualTo("افزایش پله\u200Cی حقوقی: 0.5 (از 24 به 25)");
    }

    @Test
    void aBonusIsANumberAsPeopleWriteIt() {
        assertThat(texts.text(EventType.BONUS_PAYOUT, pay(null, null, new BigDecimal("2E+1")), null, Levels.NONE))
                .isEqualTo("پرداخت پاداش - 20٪ از حقوق");
    }

    @Test
    void aDemotionIsCalledOne() {
        assertThat(seniority(
                        Map.of("technical", "2"), Map.of(), new Levels(levels(Map.of("technical", "3")), Map.of())))
                .isEqualTo("در بعد مهارت\u200Cهای فنی، تنزل از سطح 3 به 2 (-1)\n\nسطح کلی: از 3 به 2");
    }

    @Test
    void aDifferenceHasNoNoise() {
        assertThat(seniority(
                        Map.of("technical", "3.3"), Map.of(), new Levels(levels(Map.of("technical", "3")), Map.of())))
                .startsWith("در بعد مهارت\u200Cهای فنی، ارتقا از سطح 3 به 3.3 (+0.3)\n");
    }

    @Test
    void aStageIsPrintedByItsLabelAndComparedByItsMeaning() {
        Levels before = new Levels(levels(Map.of("technical", "3")), Map.of("technical", "میانه\u200C سطح"));

        assertThat(seniority(Map.of("technical", "3"), Map.of("technical", "MID"), before))
                .isEqualTo("در بعد مهارت\u200Cهای فنی، بدون تغییر. سطح: 3 - محدوده: میانه سطح");
        assertThat(seniority(Map.of("technical", "3"), Map.of("technical", "late"), before))
                .isEqualTo("در بعد مهارت\u200Cهای فنی، بدون تغییر. سطح: 3 - تغییر محدوده از میانه به انتهای سطح");
        assertThat(seniority(Map.of("technical", "3.0"), Map.of(), before))
                .isEqualTo("در بعد مهارت\u200Cهای فنی، بدون تغییر. سطح: 3");
    }

    @Test
    void aMappingListsItsAspectsInTheOrderOfTheFile() {
        Map<String, String> levels = new LinkedHashMap<>();
        levels.put("technical", "3.0");
        levels.put("zzz", "1");

        assertThat(texts.text(
                        EventType.MAPPING,
                        new EventFacts(
                                "",
                                null,
                                null,
                                null,
                                "SOFT",
                                "Software",
                                new BigDecimal("2.0"),
                                levels(levels),
                                Map.of("technical", "EARLY"),
                                ""),
                        new LadderNames("SOFT", ASPECTS),
                        Levels.NONE))
                .isEqualTo(
                        "مپ به لدر Software\nدر بعد مهارت\u200Cهای فنی، سطح: 3 - محدوده: ابتدای سطح\nدر بعد zzz، سطح: 1\n\nسطح کلی: 2");
    }

    @Test
    void aTextIsWrittenAnewWithAnotherTimeBeforeItInItsOwnOrder() {
        Map<String, String> order = new LinkedHashMap<>();
        order.put("zzz", "1");
        order.put("technical", "3");
        order.put("leadership", "2.5");
        Map<String, String> stages = Map.of("technical", "late");
        Levels before = new Levels(
                levels(Map.of("technical", "4", "leadership", "2.5")), Map.of("technical", "میانه\u200C سطح"));
        Levels event = new Levels(
                levels(Map.of("technical", "3", "leadership", "2.5", "zzz", "1")), Map.of("technical", "انتهای سطح"));
        LadderNames ladder = new LadderNames("SOFT", ASPECTS);
        String first = seniority(order, stages, Levels.NONE);
        String later = seniority(order, stages, before);

        assertThat(first).contains("\u200Cهای فنی، ارتقا از سطح 0 به 3 (+3)");
        assertThat(later).contains("\u200Cهای فنی، تنزل از سطح 4 به 3 (-1)");
        assertThat(texts.rewritten(first, ladder, event, before)).contains(later);
        assertThat(texts.rewritten(later, ladder, event, Levels.NONE)).contains(first);
        assertThat(texts.rewritten(later, ladder, event, before)).contains(later);
        for (String edited : new String[] {
            first + ".",
            first.replace("به 3 ", "به 4 "),
            first.replace("انتهای", "ابتدای"),
            first.substring(first.indexOf('\n') + 1),
            first.replace(" به 2.2", " به 2.3"),
            "",
            "ارتقا"
        }) {
            assertThat(texts.rewritten(edited, ladder, event, before))
                    .as(edited)
                    .isEmpty();
        }
        assertThat(new LegacyTexts().rewritten(later, ladder, event, before))
                .as("nor is a demotion that is called one a text of the original")
                .isEmpty();
    }

    private String seniority(Map<String, String> levels, Map<String, String> stages, Levels before) {
        return texts.text(
                EventType.SENIORITY_CHANGE,
                new EventFacts("", null, null, null, "SOFT", "", null, levels(levels), stages, ""),
                new LadderNames("SOFT", ASPECTS),
                before);
    }

    private static EventFacts pay(BigDecimal change, BigDecimal band, BigDecimal bonus) {
        return new EventFacts("", change, band, bonus, "", "", null, Map.of(), Map.of(), "");
    }

    private static Map<String, JsonNode> levels(Map<String, String> numbers) {
        Map<String, JsonNode> levels = new LinkedHashMap<>();
        numbers.forEach(
                (aspect, number) -> levels.put(aspect, JsonNodeFactory.instance.numberNode(new BigDecimal(number))));
        return levels;
    }
}
