package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;

/**
 * A row of a ladders file: a ladder, one of its aspects, or a level of one. A row may describe what stands above it as well.
 *
 * @param code of the ladder
 * @param ladder null when the row says nothing of the ladder itself
 * @param aspect null when the row says nothing of an aspect itself
 * @param level null when the row says nothing of a level
 */
public record LadderRow(String code, Ladder ladder, Aspect aspect, Level level) {
    /** What a row says of a ladder. */
    public record Ladder(Cell<String> name, Cell<String> description) {}

    /**
     * What a row says of an aspect.
     *
     * @param order its place among the others
     */
    public record Aspect(String code, Cell<String> name, Cell<Integer> order) {}

    /**
     * What a row says of a level.
     *
     * @param aspect code of its aspect
     * @param weight null to keep what the target has
     */
    public record Level(String aspect, int level, LevelStage stage, BigDecimal weight) {}
}
