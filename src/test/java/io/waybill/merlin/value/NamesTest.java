package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.WrittenText;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final String TECHNICAL_SKILLS = "مهارت\u200Cهای فنی";

    @Test
    void theNonJoinerWithinAWordIsPartOfItsSpelling() {
        assertThat(WrittenText.of("\u200C " + TECHNICAL_SKILLS + "\u200C\u00A0"))
                .isEqualTo(TECHNICAL_SKILLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFInfra",
                "Infra\u200C",
                "\u200FInfra\u200E",
                "In\u200Bfra",
                "\u202AInfra\u202C",
                "\u2007Infra\u3000"
            })
    void whatNobodySeesIsNoPartOfAName(String cell) {
        assertThat(WrittenText.of(cell)).isEqualTo("Infra");
    }

    @Test
    void lettersAreComposed() {
        assertThat(WrittenText.of("Rene\u0301")).isEqualTo("René");
    }

    @ParameterizedTest
    @CsvSource({
        "علي,علی",
        "كيان,کیان",
        "مهارت\u200Cهای فنی,مهارت های   فنی",
        "Infra Team,infra  team",
        "تیم ۲,تیم 2",
        "تیم ٢,تیم ２",
        "پایـــه,پایه",
        "Rene\u0301,RENÉ"
    })
    void spellingsOfOneNameHaveOneKey(String one, String other) {
        assertThat(MatchingKey.of(one)).isEqualTo(MatchingKey.of(other));
    }

    @ParameterizedTest
    @CsvSource({"Infra,Infra 2", "مالی,مالیات", "Data Base,Database", "تیم ۲,تیم ۳"})
    void otherNamesHaveAnother(String one, String other) {
        assertThat(MatchingKey.of(one)).isNotEqualTo(MatchingKey.of(other));
    }

    @Test
    void aTatweelKeepsNoMarksApart() {
        assertThat(MatchingKey.of("\u064A\u0640\u0654")).isEqualTo(MatchingKey.of("\u0626"));
        assertThat(MatchingKey.of("e\u0640\u0301")).isEqualTo(MatchingKey.of("\u00E9"));
        assertThat(MatchingKey.of("\u0306\u0640\u0651\u0640\u064E")).isEqualTo("\u064E\u0651\u0306");
    }

    @Property
    void aWrittenTextAndAKeyStayAsTheyAre(@ForAll String any) {
        assertThat(WrittenText.of(WrittenText.of(any))).isEqualTo(WrittenText.of(any));
        assertThat(MatchingKey.of(MatchingKey.of(any))).isEqualTo(MatchingKey.of(any));
        assertThat(MatchingKey.of(WrittenText.of(any))).isEqualTo(MatchingKey.of(any));
    }
}
