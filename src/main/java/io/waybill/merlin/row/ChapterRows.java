package io.waybill.merlin.row;

import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.TextRule;

/** Reads the rows of a chapters file. */
public final class ChapterRows extends RowReader<ChapterRow> {
    public ChapterRows(MerlinConfig config, Columns columns, String file) {
        super(config, columns, file);
    }

    @Override
    RowResult<ChapterRow> read(RowCells cells) {
        String name = cells.needed("chapter_name", Limits.NAME::parse);
        Cell<String> description = cells.cell("chapter_description", TextRule.ANY::parse);
        Cell<Email> leader = cells.cell("chapter_leader_email", Email::parse);
        Cell<String> department = cells.cell("chapter_department", Limits.NAME::parse);
        return cells.result(() -> new ChapterRow(name, description, leader, department));
    }
}
