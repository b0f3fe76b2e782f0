package io.waybill.lino.restore;

import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.LinoDump;
import io.waybill.lino.migration.TableRows;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceRows;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rows of some tables of a dump, for rules of a migration that have to know them before the first row is migrated. Faults of the files
 * are found when they are read as a whole.
 *
 * @param rows gives rows the names of their columns
 */
record DumpTableRows(LinoDump dump, SourceRows rows) implements TableRows {
    @Override
    public void read(Set<String> tables, Consumer<SourceRow> consumer) throws IOException {
        for (String file : dump.files()) {
            try (DataFileReader reader = dump.read(file, new Faults())) {
                while (reader.hasNext()) {
                    for (DumpRow row : reader.next()) {
                        if (tables.contains(row.function().table())
                                && !row.function().skipped()) {
                            consumer.accept(rows.row(row, file));
                        }
                    }
                    if (reader.declaredTable() != null && !tables.contains(reader.declaredTable())) {
                        break;
                    }
                }
            }
        }
    }
}
