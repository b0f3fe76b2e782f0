package io.waybill.lino.migration.rule;

import io.waybill.lino.record.SourceRow;
import java.util.Set;

/** What a rule has to know of other rows before it can change the first: the dump is read once more for it. */
public interface Survey {
    /** The tables whose rows it looks at, by the names that they have where the rule begins. */
    Set<String> tables();

    /** Looks at a row. */
    void row(SourceRow row);

    /**
     * Concludes from all of them.
     *
     * @param faults get what makes the migration impossible
     */
    void end(RuleFaults faults);
}
