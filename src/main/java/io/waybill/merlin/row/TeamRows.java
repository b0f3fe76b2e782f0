package io.waybill.merlin.row;

import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.TextRule;

/** Reads the rows of a teams file. */
public final class TeamRows extends RowReader<TeamRow> {
    private final CategoryTable categories;

    public TeamRows(MerlinConfig config, Columns columns, String file) {
        super(config, columns, file);
        this.categories = config.cells().categories();
    }

    @Override
    RowResult<TeamRow> read(RowCells cells) {
        String name = cells.needed("team_name", Limits.NAME::parse);
        Cell<String> description = cells.cell("team_description", TextRule.ANY::parse);
        Cell<String> tribe = cells.cell("team_tribe_name", Limits.NAME::parse);
        Cell<String> category = cells.cell("team_category", categories::parse);
        Cell<Email> leader = cells.cell("team_leader_email", Email::parse);
        Cell<String> department = cells.cell("team_department", Limits.NAME::parse);
        return cells.result(() -> new TeamRow(name, description, tribe, category, leader, department));
    }
}
