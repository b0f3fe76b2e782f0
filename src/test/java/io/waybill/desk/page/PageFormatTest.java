package io.waybill.desk.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageFormatTest {
    @Test
    void severalPeopleAreNamedAsInASentence() {
        assertThat(PageFormat.all(List.of())).isEmpty();
        assertThat(PageFormat.all(List.of("anna"))).isEqualTo("anna");
        assertThat(PageFormat.all(List.of("anna", "ben"))).isEqualTo("anna and ben");
        assertThat(PageFormat.all(List.of("anna", "ben", "cora"))).isEqualTo("anna, ben and cora");
        assertThat(PageFormat.either(List.of("anna", "ben", "cora"))).isEqualTo("anna, ben or cora");
    }
}
