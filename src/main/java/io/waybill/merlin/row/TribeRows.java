package io.waybill.merlin.row;

import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.TextRule;

/** Reads the rows of a tribes file. */
public final class TribeRows extends RowReader<TribeRow> {
    private final CategoryTable categories;

    public TribeRows(MerlinConfig config, Columns columns, String file) {
        super(config, columns, file);
        this.categories = config.cells().categories();
    }

    @Override
    RowResult<TribeRow> read(RowCells cells) {
        String name = cells.needed("tribe_name", Limits.NAME::parse);
        Cell<String> description = cells.cell("tribe_description", TextRule.ANY::parse);
        Cell<String> category = cells.cell("tribe_category", categories::parse);
        Cell<Email> engineering = cells.cell("tribe_engineering_director_email", Email::parse);
        Cell<Email> product = cells.cell("tribe_product_director_email", Email::parse);
        Cell<String> department = cells.cell("tribe_department", Limits.NAME::parse);
        return cells.result(() -> new TribeRow(name, description, category, engineering, product, department));
    }
}
