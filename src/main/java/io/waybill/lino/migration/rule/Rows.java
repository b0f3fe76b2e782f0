package io.waybill.lino.migration.rule;

import io.waybill.lino.record.SourceRow;

/** Takes the rows that a rule makes. */
public interface Rows {
    /** Takes a row, as the next rule sees it. */
    void row(SourceRow row);

    /**
     * Hears of something that people should know, to be counted.
     *
     * @param rule short stable name, such as {@code texts-left-out}
     * @param sentence about one or more rows, the same for each
     */
    void note(String rule, String sentence);
}
