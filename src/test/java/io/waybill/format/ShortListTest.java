package io.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortListTest {
    @Test
    void namesTheFirstOnesAndCountsTheOthers() {
        assertThat(ShortList.of(List.of("a", "b"), 2)).isEqualTo("a, b");
        assertThat(ShortList.of(Collections.nCopies(10_000, "a"), 2)).isEqualTo("a, a and 9,998 more");
        assertThat(ShortList.ofPhrases(List.of("a, 1", "b, 2", "c, 3"), 2)).isEqualTo("a, 1; b, 2; and 1 more");
        assertThat(ShortList.outOf(List.of("1", "2"), 2)).isEqualTo("1, 2");
        assertThat(ShortList.outOf(List.of("1", "2"), 1_234)).isEqualTo("1, 2 and 1,232 more");
    }
}
