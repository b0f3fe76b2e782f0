package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    @ParameterizedTest
    @ValueSource(strings = {"TL@x.ir", " tl@X.ir\u200F", "\uFEFFtl@x.IR"})
    void capitalsAndMarksDoNotMakeAnotherPerson(String cell) {
        assertThat(Email.parse(cell))
                .isInstanceOfSatisfying(
                        ParsedCell.Value.class,
                        value -> assertThat(((Email) value.value()).key()).isEqualTo("tl@x.ir"));
    }

    @Test
    void theSpellingIsKept() {
        assertThat(Email.parse(" Sara.Amini+work@Example.COM "))
                .isEqualTo(ParsedCell.of(new Email("Sara.Amini+work@Example.COM", "sara.amini+work@example.com")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-an-email",
                "a b@x.ir",
                "a@x.ir, b@x.ir",
                "a@x.ir;b@x.ir",
                "@x.ir",
                "a@",
                "a@x",
                "a@@x.ir",
                "a..b@x.ir",
                ".a@x.ir",
                "a@-x.ir",
                "a@x..ir",
                "<a@x.ir>",
                "سارا@x.ir",
                "a@x.1",
                ""
            })
    void whatIsNoAddressIsNobody(String cell) {
        assertThat(Email.parse(cell)).isInstanceOf(ParsedCell.Wrong.class);
    }

    @Test
    void anAddressFitsTheTargetsColumn() {
        String longest = "a".repeat(64) + "@" + "b".repeat(61) + "." + "c".repeat(61) + "." + "d".repeat(62) + ".ir";

        assertThat(longest).hasSize(254);
        assertThat(Email.parse(longest)).isInstanceOf(ParsedCell.Value.class);
        assertThat(Email.parse("a" + longest)).isInstanceOf(ParsedCell.Wrong.class);
        assertThat(Email.parse(longest.replace(".ir", "e.ir"))).isInstanceOf(ParsedCell.Wrong.class);
    }

    @Test
    void aTextOfAnyLengthAndFormIsToldTooLong() {
        for (String text : new String[] {"a.".repeat(50_000) + "a@x.ir", "a@" + "x.".repeat(50_000) + "ir"}) {
            assertThat(Email.parse(text))
                    .isInstanceOfSatisfying(
                            ParsedCell.Wrong.class,
                            wrong -> assertThat(wrong.rule()).isEqualTo("email-too-long"));
        }
    }
}
