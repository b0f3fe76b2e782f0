package io.waybill.lino.migration;

import io.waybill.lino.record.SourceRow;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** The rows of a dump, which can be read as often as needed. */
public interface TableRows {
    /**
     * Reads all rows of some tables, in the same order each time.
     *
     * @param tables their names in the dump; the files of others need not be opened
     * @param rows takes each row
     * @throws IOException when they cannot be read
     */
    void read(Set<String> tables, Consumer<SourceRow> rows) throws IOException;
}
