package io.waybill.merlin.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShortTextTest {
    @Test
    void whatFitsIsLeftAsItIs() {
        assertThat(ShortText.of("سطح کلی", 7)).isEqualTo("سطح کلی");
    }

    @Test
    void wholeLinesAreKeptWhereTheyEndNearTheLimit() {
        String line = "در بعد رهبری، سطح: 2\n";

        assertThat(ShortText.of(line.repeat(40), 512)).isEqualTo((line.repeat(24)).strip() + "…");
    }

    @Test
    void aLongLineIsCutBetweenWords() {
        assertThat(ShortText.of("سطح ".repeat(200), 10)).isEqualTo("سطح سطح…");
    }

    @Test
    void aLetterStaysWithItsMarks() {
        assertThat(ShortText.of("xe\u0301e\u0301e\u0301", 4)).isEqualTo("xe\u0301…");
    }

    @Test
    void charactersAreCountedAsTheDatabaseDoes() {
        assertThat(ShortText.of("😀".repeat(512), 512)).isEqualTo("😀".repeat(512));
        assertThat(ShortText.of("😀".repeat(513), 512)).isEqualTo("😀".repeat(511) + "…");
    }

    @Property
    void noTextIsTooLongAfterwardsOrChangedBeforeItsCut(
            @ForAll String text, @ForAll @IntRange(min = 1, max = 40) int longest) {
        String cut = ShortText.of(text, longest);

        assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(longest);
        if (!cut.equals(text)) {
            assertThat(cut).endsWith("…");
            assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
        }
    }
}
