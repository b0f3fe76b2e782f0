package io.waybill.lino.migration.rule;

import io.waybill.lino.record.SourceRow;
import java.util.Optional;
import java.util.Set;

/** A rule, compiled for the tables that it works on. */
public interface RowChange {
    /** The tables whose rows it changes; all others pass it by. */
    Set<String> tables();

    /**
     * Makes rows of one, or none.
     *
     * @param row of one of {@link #tables}
     * @throws io.waybill.lino.migration.expression.EvaluationException when the row has to be refused
     */
    void change(SourceRow row, Rows out);

    /** The rows that the rule makes of none, when all rows have passed. */
    default void end(Rows out) {}

    /** The tables whose rows depend on what its survey finds: other surveys of these come later. */
    default Set<String> decided() {
        return tables();
    }

    /** What it has to know of other rows first; empty when each row says enough of itself. */
    default Optional<Survey> survey() {
        return Optional.empty();
    }
}
