package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryTableTest {
    private final CategoryTable table =
            new CategoryTable(Map.of("TECH", List.of("technical", "فنی"), "NON_TECH", List.of("non", "غیرفنی")));

    @ParameterizedTest
    @CsvSource({
        "tech,TECH",
        "TECH ,TECH",
        "Technical,TECH",
        "فني,TECH",
        "non-tech,NON_TECH",
        "Non Tech,NON_TECH",
        "nontech,NON_TECH",
        "غیر\u200Cفنی,NON_TECH",
        "غير فني,NON_TECH"
    })
    void oneTableSaysWhatAWordMeans(String cell, String category) {
        assertThat(table.parse(cell)).isEqualTo(ParsedCell.of(category));
    }

    @Test
    void aWordThatItDoesNotHaveMeansNothing() {
        assertThat(table.parse("Product"))
                .isInstanceOfSatisfying(
                        ParsedCell.Wrong.class,
                        wrong -> assertThat(wrong.advice()).contains("merlin.yaml"));
    }

    @Test
    void aWordMeansOneCategory() {
        assertThatThrownBy(() -> new CategoryTable(Map.of("TECH", List.of("x"), "NON_TECH", List.of("X "))))
                .hasMessageContaining("means both");
    }
}
