package io.waybill.lino.restore;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.LinoDump;
import io.waybill.lino.migration.TableRows;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceRows;
import java.io.IOException;
import java.util.List;
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
                List<DumpRow> chunk = next(reader);
                while (!chunk.isEmpty()) {
                    for (DumpRow row : chunk) {
                        if (tables.contains(row.function().table())
                                && !row.function().skipped()) {
                            consumer.accept(rows.row(row, file));
                        }
                    }
                    if (reader.declaredTable() != null && !tables.contains(reader.declaredTable())) {
                        break;
                    }
                    chunk = next(reader);
                }
            }
        }
    }

    /** Empty when the file has no more rows that can be read. */
    private static List<DumpRow> next(DataFileReader reader) {
        try {
            return reader.hasNext() ? reader.next() : List.of();
        } catch (BrokenFileException e) {
            return List.of();
        }
    }
}
