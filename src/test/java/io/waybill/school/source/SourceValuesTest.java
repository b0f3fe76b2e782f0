package io.waybill.school.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Position;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceValuesTest {
    private static final String FIELD = "field";

    private static SourceValues of(String value) {
        return new SourceValues(Position.ofLine("data.xml", 3), "Pupil 7", field -> value, Answers.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7x", "7.0", "seven", "1e3", "99999999999", "- 7"})
    void textIsNoNumber(String text) {
        SourceValues values = of(text);

        assertThat(values.number(FIELD)).isNull();
        assertThat(values.faults().get(0).sentence())
                .isEqualTo("data.xml, line 3: Pupil 7, field field: found " + text + ", expected a whole number.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#N/A", "#REF!", "Err:502", "nan", "\\N", "7.00E+02"})
    void whatASpreadsheetOrProgramHasPutThereIsNoValueWhateverIsRead(String text) {
        List<Consumer<SourceValues>> readings = List.of(
                values -> assertThat(values.text(FIELD)).isEmpty(),
                values -> assertThat(values.required(FIELD)).isEmpty(),
                values -> values.requiredNumber(FIELD),
                values -> assertThat(values.requiredKey(FIELD)).isEmpty(),
                values -> assertThat(values.date(FIELD)).isNull(),
                values -> assertThat(values.time(FIELD)).isNull(),
                values -> assertThat(values.flag(FIELD)).isFalse(),
                values -> values.minutes(FIELD));
        for (Consumer<SourceValues> reading : readings) {
            SourceValues values = of(text);
            reading.accept(values);
            assertThat(values.faults())
                    .singleElement()
                    .matches(fault -> fault.rule().equals("damaged-value")
                            && fault.found().equals(text));
        }
        assertThat(of("#1 set").text(FIELD)).isEqualTo("#1 set");
        assertThat(of("Nan").text(FIELD)).isEqualTo("Nan");
    }

    @Test
    void whatNobodyMeantToWriteIsNoPartOfAText() {
        assertThat(of("\uFEFF\u00A0AAB\u00A0\u200F ").text(FIELD)).isEqualTo("AAB");
        assertThat(of("Zoe\u0308").text(FIELD)).isEqualTo("Zo\u00EB");
        assertThat(of("\u00A0").text(FIELD)).isEmpty();
        assertThat(of("\u06F1\u06F2").requiredKey(FIELD)).isEqualTo("12");
    }

    @Test
    void nothingIsNoNumberAndNoFault() {
        for (String nothing : new String[] {null, "", "  "}) {
            SourceValues values = of(nothing);
            assertThat(values.number(FIELD)).isNull();
            assertThat(values.key(FIELD)).isNull();
            assertThat(values.date(FIELD)).isNull();
            assertThat(values.time(FIELD)).isNull();
            assertThat(values.flag(FIELD)).isFalse();
            assertThat(values.isSound()).isTrue();
            values.requiredNumber(FIELD);
            values.requiredKey(FIELD);
            assertThat(values.faults())
                    .singleElement()
                    .matches(fault -> fault.rule().equals("value-missing"));
        }
    }

    @ParameterizedTest
    @CsvSource({"007, 7", " 7 , 7", "0,", "-1,"})
    void keysAreNumbersAboveZero(String text, String key) {
        assertThat(of(text).key(FIELD)).isEqualTo(key);
        assertThat(of(text).requiredKey(FIELD)).isEqualTo(key == null ? "" : key);
    }

    @ParameterizedTest
    @CsvSource({
        "2016-09-12, 2016-09-12,",
        "2016-09-12 13:10:00 +0100, 2016-09-12, 13:10",
        "2016-09-12T13:10:00, 2016-09-12, 13:10",
        "2016-09-12 13:10, 2016-09-12, 13:10",
        "2016-09-12T13:10:00.000Z, 2016-09-12, 14:10",
        // In summer, midnight of London is the evening before in UTC.
        "2016-09-11 23:00:00 +0000, 2016-09-12, 00:00",
        "2016-12-11 23:00:00 +0000, 2016-12-11, 23:00"
    })
    void momentsAreThoseOfLondon(String text, LocalDate date, LocalTime time) {
        SourceValues values = of(text);

        assertThat(values.date(FIELD)).isEqualTo(date);
        assertThat(values.isSound()).isTrue();
        assertThat(values.time(FIELD)).isEqualTo(time);
        assertThat(values.isSound()).isEqualTo(time != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12/09/2016", "2016-02-30", "2016-13-01", "yesterday", "20160912"})
    void whatIsNoDateIsAFault(String text) {
        SourceValues values = of(text);

        assertThat(values.date(FIELD)).isNull();
        assertThat(values.faults())
                .singleElement()
                .matches(fault -> fault.rule().equals("not-a-date"));
    }

    @ParameterizedTest
    @CsvSource({
        "42625,number of a day in place of the date; perhaps 2016-09-12",
        "9/12/2016,year first; which number is the day",
        "12-Sep-16,year first; month as a number"
    })
    void whatASpreadsheetHasMadeOfADateIsSaid(String text, String said) {
        SourceValues values = of(text);

        assertThat(values.date(FIELD)).isNull();
        assertThat(values.faults().get(0).advice()).contains(said.split("; "));
    }

    @Test
    void minutesAreCountedFromMidnight() {
        assertThat(of("515").minutes(FIELD)).isEqualTo(LocalTime.of(8, 35));
        assertThat(of("1440").minutes(FIELD)).isNull();
        assertThat(of("-1").minutes(FIELD)).isNull();
    }
}
