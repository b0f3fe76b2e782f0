package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.Golden;
import io.waybill.merlin.value.DateRule.Calendar;
import io.waybill.merlin.value.DateRule.Years;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateRuleTest {
    private static final DateRule AUTO = new DateRule(Calendar.AUTO, new Years(1900, 2100), new Years(1300, 1500));

    /** Where this rule reads more, or less, than the original did, on purpose. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "2024-03-05 ", "2024-03-05", // spaces around a cell do not count
            "1403-05-20", "2024-08-10", // a Persian year, not a Gregorian one 600 years ago
            "0001-01-01", "wrong");

    @ParameterizedTest
    @CsvSource({
        "2024-03-20,2024-03-20",
        "2024-3-5,2024-03-05",
        "2024/03/05,2024-03-05",
        "۲۰۲۴-۰۱-۰۷,2024-01-07",
        "٢٠٢٤/٠١/٠٧,2024-01-07",
        "1403-05-20,2024-08-10",
        "۱۴۰۳/۱۲/۳۰,2025-03-20",
        "1399/12/30,2021-03-20",
        "\u200F۱۴۰۸/۱۲/۳۰\u00A0,2030-03-20",
    })
    void bothCalendarsAndAllDigitsAreRead(String cell, LocalDate date) {
        assertThat(AUTO.parse(cell)).isEqualTo(ParsedCell.of(date));
    }

    @ParameterizedTest
    @CsvSource({
        "05/03/2024,not-a-date,Write the year first: it is not certain which number is the day and which the month.",
        "05-03-24,not-a-date,Write the year first: it is not certain which number is the day and which the month.",
        "2/28/2024,not-a-date,Write the year first: it is not certain which number is the day and which the month.",
        "28-Feb-24,not-a-date,'Write the year first, and the month as a number.'",
        "45231,not-a-date,'A spreadsheet has saved the number of a day in place of the date, perhaps 2023-11-01:"
                + " format the column as a date with its year first, and save the file again.'",
        "2024-03-05T00:00:00,not-a-date,",
        "2024-03/05,not-a-date,",
        "1650-01-01,date-out-of-range,",
        "1850-01-01,date-out-of-range,",
        "2023-02-29,no-such-day,",
        "1404-12-30,no-such-day,",
        "1403-07-31,no-such-day,",
        "1403-13-01,no-such-day,",
        "1403-00-01,no-such-day,",
    })
    void whatIsNotCertainIsNotRead(String cell, String rule, String advice) {
        assertThat(AUTO.parse(cell)).isInstanceOfSatisfying(ParsedCell.Wrong.class, wrong -> {
            assertThat(wrong.rule()).isEqualTo(rule);
            assertThat(wrong.advice()).isEqualTo(advice);
        });
    }

    @Test
    void aCalendarThatIsToldIsTheOnlyOne() {
        assertThat(AUTO.in(Calendar.GREGORIAN).parse("1403-05-20")).isInstanceOf(ParsedCell.Wrong.class);
        assertThat(AUTO.in(Calendar.JALALI).parse("2024-05-20")).isInstanceOf(ParsedCell.Wrong.class);
        assertThat(AUTO.in(Calendar.JALALI).parse("1403-05-31")).isEqualTo(ParsedCell.of(LocalDate.of(2024, 8, 21)));
    }

    @ParameterizedTest
    @EnumSource(Calendar.class)
    void theExpectationNamesTheCalendarsThatMayBeMeant(Calendar calendar) {
        assertThat(AUTO.in(calendar).parse("yesterday")).isInstanceOfSatisfying(ParsedCell.Wrong.class, wrong -> {
            assertThat(wrong.expected().contains("Gregorian")).isEqualTo(calendar != Calendar.JALALI);
            assertThat(wrong.expected().contains("Persian")).isEqualTo(calendar != Calendar.GREGORIAN);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1100, 1950})
    void yearsThatCannotBeToldApartAreNoRule(int firstPersian) {
        assertThatThrownBy(() -> new DateRule(Calendar.AUTO, new Years(1900, 2100), new Years(firstPersian, 1960)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOriginalsDatesAreReadAsItDidButForThoseNamedHere() {
        for (JsonNode line : Golden.lines("parse_date")) {
            String cell = line.get("in").textValue();
            String original = line.has("out") ? line.get("out").textValue() : "wrong";
            String read = AUTO.parse(cell) instanceof ParsedCell.Value<LocalDate> value
                    ? value.value().toString()
                    : "wrong";

            assertThat(read).as(cell).isEqualTo(DIFFERENT.getOrDefault(cell, original));
        }
    }
}
