package io.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that should be JSON. */
class JsonCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\"salt\": \"x\"} ",
                "[1, {\"a\": null}]",
                "\"text\"",
                "1.5",
                "true",
                "{\"a\": \"curly \u201Cinside\u201D\"}"
            })
    void whatIsJsonNeedsNoAdvice(String text) {
        assertThat(JsonCheck.isJson(text)).isTrue();
        assertThat(JsonCheck.advice(text)).isEmpty();
        assertThat(JsonCheck.damage(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\u201Dsalt\u201D:\u201Dx\u201D}~typographic",
                "{\u201Csalt\u201D:\u201Cx\u201D, \u201En\u201F: 1}~typographic",
                "[\u00ABa\u00BB]~typographic",
                "{\u2018salt\u2019:\u2018x\u2019}~typographic",
                "[\u2039a\u203A]~typographic",
                "{\"\"salt\"\":\"\"x\"\"}~doubled",
                "{'salt': 'x'}~single",
                "{\"salt\": }~character 10",
                "{\"salt\": \"x\"~character",
                "{\"a\": 1} {~character 10",
                "salt~character",
                "~character 1"
            })
    void whatIsNotIsToldWithWhatToDo(String text, String advice) {
        assertThat(JsonCheck.advice(text == null ? "" : text))
                .hasValueSatisfying(told -> assertThat(told).contains(advice).doesNotContain("salt"));
    }

    @Test
    void onlyChangedQuotesAreDamage() {
        assertThat(JsonCheck.damage("salt")).isEmpty();
        assertThat(JsonCheck.damage("{\"a\": ")).isEmpty();
        assertThat(JsonCheck.damage("{\u201Da\u201D: 1}")).isPresent();
    }
}
