package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.waybill.merlin.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class AverageTest {
    @Test
    void theMeanIsRoundedAsTheOriginalDid() {
        for (JsonNode line : Golden.lines("average_round")) {
            assertThat(Average.of(line.get("values")))
                    .as(line.toString())
                    .hasValue(line.get("average_or_none").doubleValue());
        }
    }

    @Test
    void textsHaveNoMean() {
        assertThat(Average.of(List.of(JsonNodeFactory.instance.textNode("3")))).isEmpty();
    }
}
