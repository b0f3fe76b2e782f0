package io.waybill.merlin.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.format.Fault;
import io.waybill.merlin.Golden;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.LevelStage;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryRowsTest {
    private static final String HEADER =
            "user_email,event_type,event_date,summary_text,salary_change,pay_band_number,bonus_percentage,ladder_code,"
                    + "ladder_title,overall_score,aspect_details_json,aspect_stages_json,performance_label";

    private final ReadRows rows = ReadRows.of(MerlinFeed.HISTORY, HEADER);

    @Test
    void anEventIsUnderstoodWhateverItsDigits() {
        HistoryRow row = rows.good(
                HistoryRow.class,
                "A@x.ir",
                "seniority_change",
                "۱۴۰۳/۰۱/۰۱",
                "",
                "",
                "",
                "",
                "SOFT",
                "Software",
                "۲٫۵",
                "{\"technical\": 3, \"leadership\": 2.0}",
                "{\"technical\": \"میانه سطح\", \"leadership\": null}",
                "");

        assertThat(row.type()).isEqualTo(EventType.SENIORITY_CHANGE);
        assertThat(row.date()).isEqualTo(LocalDate.of(2024, 3, 20));
        assertThat(row.facts().overallScore()).isEqualByComparingTo("2.5");
        assertThat(row.facts().levels().keySet()).containsExactly("technical", "leadership");
        assertThat(row.facts().levels().get("technical").isIntegralNumber()).isTrue();
        assertThat(row.facts().levels().get("leadership").isIntegralNumber()).isFalse();
        assertThat(row.stages()).isEqualTo(Map.of("technical", LevelStage.MID));
        assertThat(row.scoreDisagrees()).isFalse();
    }

    @Test
    void aScoreThatIsNotTheMeanIsKnown() {
        assertThat(event("MAPPING", "ladder_code=SOFT", "overall_score=3", "aspect_details_json={\"a\":2}")
                        .scoreDisagrees())
                .isTrue();
        assertThat(event(
                                "MAPPING",
                                "ladder_code=SOFT",
                                "overall_score=1.7",
                                "aspect_details_json={\"a\":1,\"b\":2,\"c\":2}")
                        .scoreDisagrees())
                .isFalse();
        for (String score : List.of("1", "1.0", "1.05", "1.1")) {
            assertThat(event(
                                    "MAPPING",
                                    "ladder_code=SOFT",
                                    "overall_score=" + score,
                                    "aspect_details_json={\"a\":1,\"b\":1.1}")
                            .scoreDisagrees())
                    .as("1.05 may be rounded either way: " + score)
                    .isFalse();
        }
        assertThat(event("EVALUATION", "overall_score=3").scoreDisagrees())
                .as("there are no levels")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAPPING | ladder_code=SOFT | aspect_details_json missing-value",
                "MAPPING | aspect_details_json={\"a\":1} | ladder_code missing-value",
                "SENIORITY_CHANGE | ladder_code=SOFT;aspect_details_json={} | aspect_details_json no-levels",
                "BONUS_PAYOUT | pay_band_number=24 | bonus_percentage missing-value",
                "PAY_CHANGE | bonus_percentage=3 | pay_band_number missing-value",
                "PAY_CHANGE | pay_band_number=24.3 | pay_band_number no-pay-band",
                "PAY_CHANGE | pay_band_number=-1 | pay_band_number no-pay-band",
                "PAY_CHANGE | pay_band_number=nan | pay_band_number damaged-value",
                "PAY_CHANGE | salary_change=0.3 | salary_change no-step-of-pay-bands",
                "BONUS_PAYOUT | bonus_percentage=-5 | bonus_percentage bonus-out-of-range",
                "BONUS_PAYOUT | bonus_percentage=1001 | bonus_percentage bonus-out-of-range",
                "EVALUATION | overall_score=-1 | overall_score number-out-of-range",
                "EVALUATION | aspect_details_json={bad | aspect_details_json not-a-json-object",
                "EVALUATION | aspect_details_json=[1] | aspect_details_json not-a-json-object",
                "EVALUATION | aspect_details_json={\"a\":1,\"a\":2} | aspect_details_json not-a-json-object",
                "EVALUATION | aspect_details_json={\"a\":NaN} | aspect_details_json not-a-json-object",
                "EVALUATION | aspect_details_json={\"a\":\"3\"} | aspect_details_json not-a-level",
                "EVALUATION | aspect_details_json={\"a\":-1} | aspect_details_json not-a-level",
                "EVALUATION | aspect_stages_json={\"a\":\"middle\"} | aspect_stages_json unknown-stage",
                "EVALUATION | aspect_details_json={\"a\\u0000b\":1} | aspect_details_json unstorable-character",
                "EVALUATION | aspect_details_json={\"\\ud800\":1} | aspect_details_json not-a-json-object",
                "EVALUATION | aspect_stages_json={\"a\\u0000\":\"MID\"} | aspect_stages_json unstorable-character",
                "EVALUATION | aspect_stages_json={\"a\":\"MID\\u0000\"} | aspect_stages_json unstorable-character",
                "PROMOTION | summary_text=x | event_type unknown-event-type",
                "NOTICE | summary_text=[clear] | summary_text cannot-be-cleared",
            })
    void aRowThatLacksWhatItsEventConsistsOfIsNone(String type, String values, String fault) {
        assertThat(rows.faults(cells(type, values.split(";"))))
                .extracting(each -> each.field() + " " + each.rule())
                .containsExactly(fault);
    }

    @Test
    void eventsWithoutMoreAreComplete() {
        for (String type : new String[] {"NOTICE", "EVALUATION", "TITLE_CHANGE", "STOCK_GRANT", "LADDER_CHANGED"}) {
            assertThat(event(type, "aspect_details_json={}").type()).isEqualTo(EventType.valueOf(type));
        }
        assertThat(event("PAY_CHANGE", "salary_change=0.5").facts().payBand()).isNull();
        assertThat(event("BONUS_PAYOUT", "bonus_percentage=0").facts().bonus()).isZero();
    }

    @Test
    void whatTheOriginalFailedOnIsRefused() {
        for (JsonNode line : Golden.lines("seniority_summary")) {
            if (!line.get("error").isNull()) {
                assertThat(rows.faults(cells(
                                "SENIORITY_CHANGE",
                                "ladder_code=" + line.get("ladder_code").textValue(),
                                "aspect_details_json="
                                        + line.get("aspect_details_json").textValue(),
                                "aspect_stages_json="
                                        + line.get("aspect_stages_json").textValue())))
                        .extracting(Fault::rule)
                        .containsExactly("not-a-level");
            }
        }
    }

    @Test
    void theCalendarOfAFileMayBeTold() {
        assertThat(ReadRows.of(MerlinFeed.HISTORY, HEADER, "calendar=gregorian").faults(cells("NOTICE")))
                .as("1403 is not told to be Persian")
                .extracting(Fault::rule)
                .containsExactly("date-out-of-range");
    }

    private HistoryRow event(String type, String... values) {
        return rows.good(HistoryRow.class, cells(type, values));
    }

    private static String[] cells(String type, String... values) {
        String[] columns = HEADER.split(",");
        String[] cells = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            cells[i] = "";
            for (String value : values) {
                if (value.startsWith(columns[i] + "=")) {
                    cells[i] = value.substring(columns[i].length() + 1);
                }
            }
        }
        cells[0] = "a@x.ir";
        cells[1] = type;
        cells[2] = "1403-01-01";
        return cells;
    }
}
