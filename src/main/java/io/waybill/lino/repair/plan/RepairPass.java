package io.waybill.lino.repair.plan;

import io.waybill.format.yaml.PlacedWord;
import java.util.List;
import java.util.Objects;

/**
 * One pass of a repair: rows of one table.
 *
 * @param table its name in dump and target
 * @param dump by its name in the plan; null when the plan has only one
 * @param select which rows; null for all that the target lacks, or with {@link Mode#REPORT_DIFFERENCES} for all
 * @param mode what happens to rows that the target has already
 * @param columns what {@link Mode#UPDATE_COLUMNS} writes; empty otherwise
 * @param identity the columns by which a row is recognised: where one of them differs, the target's row of the same key is another one;
 *     empty for the columns that the target's unique indexes name
 * @param withParents whether rows that the selected ones refer to are restored as well, where the target lacks them
 * @param withChildren whether rows that refer to the selected ones are restored as well, where the target lacks them
 */
public record RepairPass(
        PlacedWord table,
        PlacedWord dump,
        SelectClause select,
        Mode mode,
        List<PlacedWord> columns,
        List<PlacedWord> identity,
        boolean withParents,
        boolean withChildren) {
    /** What happens to rows that the target has already. */
    public enum Mode {
        /** They are left as they are, and counted. */
        INSERT_MISSING,
        /** They are left as they are, and each difference is listed. */
        REPORT_DIFFERENCES,
        /** Some of their columns are written. */
        UPDATE_COLUMNS
    }

    public RepairPass {
        // PlanFile reports a missing table, after names that are misspelt.
        mode = mode == null ? Mode.INSERT_MISSING : mode;
        columns = columns == null ? List.of() : List.copyOf(columns);
        identity = identity == null ? List.of() : List.copyOf(identity);
        if ((mode == Mode.UPDATE_COLUMNS) == columns.isEmpty()) {
            throw new IllegalArgumentException("columns with mode update-columns, and only with it");
        }
        if (mode == Mode.UPDATE_COLUMNS && select == null) {
            throw new IllegalArgumentException("select with mode update-columns: which rows are written, such as"
                    + " {missing-in-target: false} for all that the target has");
        }
        if (columns.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("the name of a column in columns");
        }
    }

    /** Whether it says itself which rows it selects. */
    public boolean isChosen() {
        return select != null;
    }

    /** Which rows it selects. */
    public Condition condition() {
        if (select != null) {
            return select.condition();
        }
        // What the target lacks differs from nothing.
        return mode == Mode.REPORT_DIFFERENCES ? new Condition.All(List.of()) : new Condition.MissingInTarget(true);
    }
}
