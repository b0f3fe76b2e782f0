package io.waybill.merlin.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Fault;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.row.LadderRow.Aspect;
import io.waybill.merlin.row.LadderRow.Ladder;
import io.waybill.merlin.row.LadderRow.Level;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LadderRowsTest {
    private static final String COMBINED =
            "ladder_code,ladder_name,ladder_description,aspect_code,aspect_name,persian_name,aspect_order,level,stage,weight";

    @Test
    void ofACombinedFileEachRowIsWhatItsMostSpecificColumnsSay() {
        ReadRows rows = ReadRows.of(MerlinFeed.LADDERS, COMBINED);

        assertThat(rows.good(LadderRow.class, "SOFT", "Software"))
                .isEqualTo(new LadderRow("SOFT", new Ladder(Cell.given("Software"), Cell.keep()), null, null));
        assertThat(rows.good(LadderRow.class, "SOFT", "", "", "tech", "Technical", "فنی", "2"))
                .isEqualTo(new LadderRow(
                        "SOFT",
                        null,
                        new Aspect("tech", Cell.given("Technical"), Cell.given("فنی"), Cell.given(2)),
                        null));
        assertThat(rows.good(LadderRow.class, "SOFT", "", "", "tech", "", "", "", "3", "mid", "۰"))
                .isEqualTo(new LadderRow("SOFT", null, null, new Level("tech", 3, LevelStage.MID, BigDecimal.ZERO)));
        assertThat(rows.good(LadderRow.class, "SOFT", "Software", "", "tech", "Technical", "", "", "0"))
                .as("one row may describe all three")
                .isEqualTo(new LadderRow(
                        "SOFT",
                        new Ladder(Cell.given("Software"), Cell.keep()),
                        new Aspect("tech", Cell.given("Technical"), Cell.keep(), Cell.keep()),
                        new Level("tech", 0, LevelStage.EARLY, null)));
    }

    @Test
    void anOptionChoosesOneKindOfRows() {
        String[] row = {"SOFT", "Software", "", "tech", "Technical", "", "", "3"};
        ReadRows ladders = ReadRows.of(MerlinFeed.LADDERS, COMBINED, "ladders-only=true");
        ReadRows aspects = ReadRows.of(MerlinFeed.LADDERS, COMBINED, "aspects-only=true");
        ReadRows levels = ReadRows.of(MerlinFeed.LADDERS, COMBINED, "levels-only=true");

        assertThat(ladders.good(LadderRow.class, row).level()).isNull();
        assertThat(aspects.good(LadderRow.class, row).ladder()).isNull();
        assertThat(aspects.good(LadderRow.class, row).aspect()).isNotNull();
        assertThat(levels.good(LadderRow.class, row).level()).isNotNull();
        assertThat(levels.row("SOFT", "Software")).isInstanceOf(RowResult.LeftOut.class);
        assertThat(ladders.row("SOFT", "", "", "tech", "Technical")).isInstanceOf(RowResult.LeftOut.class);
    }

    @Test
    void whatALevelNeedsIsToldWithAllElse() {
        ReadRows rows = ReadRows.of(MerlinFeed.LADDERS, COMBINED);

        assertThat(rows.faults("", "", "", "", "", "", "", "1.5", "middle", "heavy"))
                .extracting(Fault::field)
                .containsExactly("ladder_code", "aspect_code", "level", "stage", "weight");
        assertThat(rows.faults("SOFT", "", "", "tech", "", "", "", "-1", "", "-1"))
                .extracting(Fault::rule)
                .containsExactly("number-out-of-range", "number-out-of-range");
        assertThat(rows.faults("SOFT", "", "", "tech", "", "", "", "", "EARLY"))
                .extracting(Fault::rule)
                .containsExactly("missing-value");
        assertThat(rows.faults("SOFT", "[clear]")).extracting(Fault::rule).containsExactly("cannot-be-cleared");
    }
}
