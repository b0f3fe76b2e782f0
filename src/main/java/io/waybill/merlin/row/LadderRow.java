package io.waybill.merlin.row;

import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;

/**
 * A row of a ladders file: a ladder, an aspect of it, or a level of an aspect. A row may also describe what its aspect or level belongs to.
 *
 * @param code of the ladder
 * @param ladder null when the row says nothing about the ladder itself
 * @param aspect null when the row says nothing about the aspect itself
 * @param level null when the row says nothing about a level
 */
public record LadderRow(String code, Ladder ladder, Aspect aspect, Level level) {
    /** What a row says about a ladder. */
    public record Ladder(Cell<String> name, Cell<String> description) {}

    /**
     * What a row says about an aspect.
     *
     * @param persian the Persian name, which is preferred to the other one
     * @param order its position among the aspects of the ladder
     */
    public record Aspect(String code, Cell<String> name, Cell<String> persian, Cell<Integer> order) {}

    /**
     * What a row says about a level.
     *
     * @param aspect code of its aspect
     * @param weight null to keep what the target has
     */
    public record Level(String aspect, int level, LevelStage stage, BigDecimal weight) {}
}
