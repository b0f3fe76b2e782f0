package io.waybill.merlin.row;

import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.row.LadderRow.Aspect;
import io.waybill.merlin.row.LadderRow.Ladder;
import io.waybill.merlin.row.LadderRow.Level;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.LevelStage;
import io.waybill.merlin.value.NumberText;
import io.waybill.merlin.value.ParsedCell;
import io.waybill.merlin.value.TextRule;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads the rows of a ladders file. The most specific columns that are filled in decide what a row is: a level, otherwise an aspect,
 * otherwise a ladder. So one file may hold ladders, aspects and levels, in rows of their own or together in one row.
 */
public final class LadderRows extends RowReader<LadderRow> {
    private static final int HIGHEST_LEVEL = 1_000;
    private static final int HIGHEST_ORDER = 1_000_000;

    private final MerlinOptions.LadderRows only;

    public LadderRows(MerlinConfig config, MerlinOptions options, Columns columns, String file) {
        super(config, columns, file);
        this.only = options.only();
    }

    @Override
    RowResult<LadderRow> read(RowCells cells) {
        String code = cells.needed("ladder_code", Limits.CODE::parse);
        boolean levelRow = any(cells, "level", "stage", "weight");
        boolean aspectRow = !levelRow && any(cells, "aspect_code", "aspect_name", "persian_name", "aspect_order");
        Ladder ladder = wanted(MerlinOptions.LadderRows.LADDERS)
                        && (!levelRow && !aspectRow || any(cells, "ladder_name", "ladder_description"))
                ? new Ladder(name(cells, "ladder_name"), cells.cell("ladder_description", TextRule.ANY::parse))
                : null;
        Aspect aspect = wanted(MerlinOptions.LadderRows.ASPECTS)
                        && (aspectRow || levelRow && any(cells, "aspect_name", "persian_name", "aspect_order"))
                ? aspect(cells)
                : null;
        Level level = wanted(MerlinOptions.LadderRows.LEVELS) && levelRow ? level(cells) : null;
        if (code != null && ladder == null && aspect == null && level == null) {
            return new RowResult.LeftOut<>(cells.at());
        }
        return cells.result(() -> new LadderRow(code, ladder, aspect, level));
    }

    private boolean wanted(MerlinOptions.LadderRows rows) {
        return only == MerlinOptions.LadderRows.ALL || only == rows;
    }

    private static boolean any(RowCells cells, String... columns) {
        return Arrays.stream(columns).anyMatch(cells::has);
    }

    private static Aspect aspect(RowCells cells) {
        String code = cells.needed("aspect_code", Limits.CODE::parse);
        Cell<String> name = name(cells, "aspect_name");
        Cell<String> persian = name(cells, "persian_name");
        Cell<Integer> order = cells.cell("aspect_order", cell -> NumberText.whole(cell, 0, HIGHEST_ORDER));
        return new Aspect(code, name, persian, order);
    }

    private static Cell<String> name(RowCells cells, String column) {
        Cell<String> name = cells.cell(column, Limits.LADDER_NAME::parse);
        if (name instanceof Cell.Clear) {
            cells.wrong(column, "cannot-be-cleared", cells.text(column), "a name", null);
        }
        return name;
    }

    private static Level level(RowCells cells) {
        String aspect = cells.needed("aspect_code", Limits.CODE::parse);
        Integer level = cells.needed("level", cell -> NumberText.whole(cell, 0, HIGHEST_LEVEL));
        LevelStage stage = cells.value("stage", LadderRows::stage);
        BigDecimal weight = cells.value("weight", LadderRows::weight);
        return new Level(aspect, level == null ? 0 : level, stage == null ? LevelStage.EARLY : stage, weight);
    }

    static ParsedCell<LevelStage> stage(String cell) {
        return LevelStage.of(cell)
                .map(ParsedCell::of)
                .orElseGet(() -> ParsedCell.wrong(
                        "unknown-stage",
                        Arrays.stream(LevelStage.values())
                                .map(stage -> stage.name() + " (" + stage.label() + ")")
                                .collect(Collectors.joining(" or "))));
    }

    private static ParsedCell<BigDecimal> weight(String cell) {
        return NumberText.decimal(cell)
                .then(weight -> weight.signum() < 0
                        ? ParsedCell.wrong("number-out-of-range", "a number from 0 on")
                        : ParsedCell.of(weight));
    }
}
