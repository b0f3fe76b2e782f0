package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.Golden;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "-0.5,-0.5",
        "+2,2",
        ".5,0.5",
        "5.,5",
        "1e3,1000",
        "1E-5,0.00001",
        "۲۴,24",
        "۲۴٫۵,24.5",
        "٢٤.٥,24.5",
        "１２,12",
        "−1,-1",
        "0,0",
        "0.50,0.5",
        "\u200E24.5\u00A0,24.5",
        "000024,24"
    })
    void numbersAreReadInAllDigits(String cell, BigDecimal number) {
        assertThat(NumberText.decimal(cell))
                .isInstanceOfSatisfying(
                        ParsedCell.Value.class,
                        value -> assertThat((BigDecimal) value.value()).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nan", "inf", "-Infinity", "1_000", "0x10", "abc", "", "-", ".", "1e", "2 4", "1e99999", "1.2.3"
            })
    void whatIsNoFiniteNumberIsNotRead(String cell) {
        assertThat(NumberText.decimal(cell)).isInstanceOf(ParsedCell.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1e-999", "1234567890.1234567"})
    void whatADoubleCannotHoldIsNotRead(String cell) {
        assertThat(NumberText.decimal(cell))
                .isInstanceOfSatisfying(
                        ParsedCell.Wrong.class,
                        wrong -> assertThat(wrong.rule()).isEqualTo("number-out-of-range"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "24,5;Use a decimal point, and no separators between thousands.",
                "1٬000;Use a decimal point, and no separators between thousands.",
                "20%;Leave out the percent sign.",
                "۲۰٪;Leave out the percent sign."
            })
    void theUsualMistakesAreToldHowToMend(String cell, String advice) {
        assertThat(NumberText.decimal(cell))
                .isInstanceOfSatisfying(
                        ParsedCell.Wrong.class,
                        wrong -> assertThat(wrong.advice()).isEqualTo(advice));
    }

    @ParameterizedTest
    @CsvSource({"3,3", "+4,4", "۰,0", "007,7"})
    void wholeNumbersAreReadInAllDigits(String cell, int number) {
        assertThat(NumberText.whole(cell, 0, 100)).isEqualTo(ParsedCell.of(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "3.0", "-1", "101", "99999999999999999999", "1_0", "", "three"})
    void otherNumbersAreNot(String cell) {
        assertThat(NumberText.whole(cell, 0, 100))
                .isInstanceOfSatisfying(
                        ParsedCell.Wrong.class,
                        wrong -> assertThat(wrong.expected()).isEqualTo("a whole number from 0 to 100"));
    }

    @Test
    void aMillionDigitsAreToldAtOnceToBeNoNumber() {
        String digits = "9".repeat(1_000_000);

        assertThat(NumberText.decimal(digits))
                .isInstanceOfSatisfying(
                        ParsedCell.Wrong.class,
                        wrong -> assertThat(wrong.rule()).isEqualTo("number-out-of-range"));
        assertThat(NumberText.whole(digits, 0, 9))
                .isInstanceOfSatisfying(
                        ParsedCell.Wrong.class,
                        wrong -> assertThat(wrong.rule()).isEqualTo("number-out-of-range"));
    }

    @Test
    void theOriginalsNumbersAreReadAsItDidButForThoseNamedHere() {
        Map<String, Double> different = new HashMap<>();
        different.put("nan", null);
        different.put("-inf", null);
        different.put("۲۴٫۵", 24.5);
        for (JsonNode line : Golden.lines("parse_float")) {
            String cell = line.get("in").textValue();
            String text = line.get("out").textValue();
            Double original = text == null || different.containsKey(cell) ? null : Double.valueOf(text);
            Double read = NumberText.decimal(cell) instanceof ParsedCell.Value<BigDecimal> value
                    ? Double.valueOf(value.value().doubleValue())
                    : null;

            assertThat(read).as(cell).isEqualTo(different.getOrDefault(cell, original));
        }
    }
}
