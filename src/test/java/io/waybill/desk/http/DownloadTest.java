package io.waybill.desk.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DownloadTest {
    @Test
    void aNameCannotEndTheHeaderNorBeMistaken() {
        assertThat(Download.disposition("a.csv")).isEqualTo("attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv");
        assertThat(Download.disposition("a\"; x=\"b\r\nSet-Cookie: c\\%41.csv"))
                .isEqualTo("attachment; filename=\"a_; x=_b__Set-Cookie: c__41.csv\";"
                        + " filename*=UTF-8''a%22%3B%20x%3D%22b%0D%0ASet-Cookie%3A%20c%5C%2541.csv");
        assertThat(Download.disposition("grün 😀.csv"))
                .isEqualTo("attachment; filename=\"gr_n _.csv\"; filename*=UTF-8''gr%C3%BCn%20%F0%9F%98%80.csv");
    }
}
