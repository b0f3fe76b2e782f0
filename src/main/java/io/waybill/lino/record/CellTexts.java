package io.waybill.lino.record;

import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.value.MomentText;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a row as text, for rejects: a moment is written in one way, whether it was read from a dump or comes from the stage, so that
 * a file of them can be compared and dropped again. Whatever is no time stays as it was found.
 */
public final class CellTexts {
    private CellTexts() {}

    /**
     * Writes the values of a row.
     *
     * @param columns of the values
     * @param values null for none
     * @param absent stands for no value, too
     */
    public static List<String> of(List<ColumnShape> columns, Object[] values, Object absent) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            cells.add(
                    value == null || value == absent
                            ? null
                            : MomentText.of(columns.get(i).kind(), value.toString()));
        }
        return cells;
    }
}
