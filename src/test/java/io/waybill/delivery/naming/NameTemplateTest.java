package io.waybill.delivery.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ann Lee | ann@x.org | Ann Lee (ann@x.org)",
                "Ann Lee | | Ann Lee",
                "| ann@x.org | (ann@x.org)",
                "' Ann  Lee ' | ' ' | Ann Lee",
                "-Bob | | -Bob",
                "Bob, | ann@x.org | Bob, (ann@x.org)",
                "-Bob- | | -Bob-"
            })
    void whatHasNoValueLeavesNoBracketsBehind(String name, String email, String expected) {
        Map<String, String> values = new HashMap<>();
        values.put("name", name);
        values.put("email", email);
        assertThat(NameTemplate.of("{name} ({email})").fill(values::get)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ann | budget of Ben | Ann in budget of Ben",
                "| budget of Ben | budget of Ben",
                "Ann | | Ann",
                "Ann in | | Ann in"
            })
    void aWordThatWouldJoinWhatHasNoValueIsLeftOut(String person, String budget, String expected) {
        Map<String, String> values = new HashMap<>();
        values.put("person", person);
        values.put("budget", budget);
        assertThat(NameTemplate.of("{person} in {budget}").fill(values::get)).isEqualTo(expected);
        assertThat(NameTemplate.of("pay of {person}, {budget}").fill(values::get))
                .startsWith("pay of");
    }

    @Test
    void aRowWithoutAnyOfTheValuesHasNoName() {
        assertThat(NameTemplate.of("pay of {user}, {day}").fill(column -> null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-04-02 08:30:00+00 | 2027-04-02 09:30",
                "2027-03-26 09:30:00+00 | 2027-03-26 09:30",
                "2027-06-30 23:15:00.5+00 | 2027-07-01 00:15",
                "2027-06-30 | 2027-06-30",
                "infinity | infinity"
            })
    void aPointInTimeIsShownByTheClocksOfAZone(String value, String expected) {
        NameTemplate template = NameTemplate.of("{body}, {starts_at in Europe/London}");
        assertThat(template.columns()).containsExactly("body", "starts_at");
        assertThat(template.fill(column -> column.equals("body") ? "7Ch1" : value))
                .isEqualTo("7Ch1, " + expected);
    }

    @Test
    void aZoneThatIsNoneIsRefused() {
        assertThatThrownBy(() -> NameTemplate.of("{starts_at in Europe/Lundon}"))
                .hasMessage(
                        "'{starts_at in Europe/Lundon}' has Europe/Lundon, which is no time zone: expected one such as Europe/London");
    }

    @Test
    void bracesInAValueAreNoColumns() {
        assertThat(NameTemplate.of("{a}, {b}").fill(column -> column.equals("a") ? "{b} $1" : "x"))
                .isEqualTo("{b} $1, x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a name", "{", "{name", "name}", "{}", "{{name}}"})
    void aTemplateWithoutAColumnOrWithAnOpenBraceIsRefused(String text) {
        assertThatThrownBy(() -> NameTemplate.of(text)).hasMessageContaining("expected text with columns in braces");
    }
}
