package io.waybill.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeTest {
    @Test
    void itsCountIsWrittenAsNumbersAreEverywhereAndOtherNumbersStay() {
        assertThat(new Notice("r", "12345 rows of 12345x, first on line 9999 (a.12345).", 12_345).sentence())
                .isEqualTo("12,345 rows of 12345x, first on line 9999 (a.12345).");
        assertThat(new Notice("r", "See 12345.", 12_345).sentence()).isEqualTo("See 12,345.");
        assertThat(new Notice("r", "999 rows", 999).sentence()).isEqualTo("999 rows");
        assertThat(new Notice("r", "12,345 rows", 12_345).sentence()).isEqualTo("12,345 rows");
        assertThat(new Notice("r", "version 2.12345.1", 12_345).sentence()).isEqualTo("version 2.12345.1");
    }
}
