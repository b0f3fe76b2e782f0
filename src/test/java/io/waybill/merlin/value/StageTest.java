package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.format.WrittenText;
import io.waybill.merlin.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTest {
    /** Where the original kept a text that is no stage, and this reads one or none. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "میانه\u200Cسطح", "میانه سطح", // a non-joiner for the space
            "انتهاي سطح", "انتهای سطح", // an Arabic yeh
            "E", "none",
            "", "none");

    @Test
    void theOriginalsStagesAreReadAsItDidButForThoseNamedHere() {
        for (JsonNode line : Golden.lines("normalize_stage")) {
            String cell = line.get("in").textValue();

            assertThat(LevelStage.of(cell).map(LevelStage::label).orElse("none"))
                    .as(cell)
                    .isEqualTo(DIFFERENT.getOrDefault(cell, line.get("out").textValue()));
        }
    }

    @Test
    void whatIsWrittenIsWhatTheModelOffers() {
        assertThat(LevelStage.MID.stored()).isEqualTo("میانه\u200C سطح");
        for (LevelStage stage : LevelStage.values()) {
            assertThat(LevelStage.of(stage.stored())).contains(stage);
            assertThat(WrittenText.withoutNonJoiners(stage.stored())).isEqualTo(stage.label());
            assertThat(stage.stored().length()).isLessThanOrEqualTo(16);
        }
    }
}
