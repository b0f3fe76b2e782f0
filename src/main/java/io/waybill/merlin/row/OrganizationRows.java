package io.waybill.merlin.row;

import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.TextRule;

/** Reads the rows of an organizations file. */
public final class OrganizationRows extends RowReader<OrganizationRow> {
    public OrganizationRows(MerlinConfig config, Columns columns, String file) {
        super(config, columns, file);
    }

    @Override
    RowResult<OrganizationRow> read(RowCells cells) {
        String name = cells.needed("organization_name", Limits.NAME::parse);
        Cell<String> description = cells.cell("organization_description", TextRule.ANY::parse);
        return cells.result(() -> new OrganizationRow(name, description));
    }
}
