package io.waybill.lino.repair.form;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.ReadingLimits;
import io.waybill.lino.record.SourceRows;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.repair.KeptDumps.Recent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables and columns of dumps in the archive, as their scripts name them. What is known of a dump is kept, as its file does not change. */
final class DumpTables {
    private static final int MOST_KEPT = 16;

    private final Map<String, SortedMap<String, List<String>>> known = new LinkedHashMap<>();

    /**
     * The columns of each table, by its name.
     *
     * @param encoding of the dump's files
     * @throws BrokenFileException when it is no dump, or in another encoding
     * @throws IOException when it cannot be read
     */
    SortedMap<String, List<String>> of(Recent dump, Charset encoding) throws IOException {
        String name = dump.waybill() + " " + encoding;
        synchronized (known) {
            if (known.containsKey(name)) {
                return known.get(name);
            }
        }
        SortedMap<String, List<String>> tables = read(dump, encoding);
        synchronized (known) {
            known.put(name, tables);
            if (known.size() > MOST_KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return tables;
    }

    private static SortedMap<String, List<String>> read(Recent dump, Charset encoding) throws IOException {
        Faults missing = new Faults();
        try (LinoDump open = LinoDump.open(dump.file(), dump.name(), null, encoding, ReadingLimits.USUAL, missing)) {
            missing.throwIfAny();
            SortedMap<String, List<String>> tables = new TreeMap<>();
            List<String> languages = open.script().languages();
            new SourceRows(open.script())
                    .tables()
                    .forEach(table -> tables.put(table.table(), columns(table, languages)));
            return tables;
        }
    }

    private static List<String> columns(SourceTable table, List<String> languages) {
        List<String> columns = new ArrayList<>();
        table.columns().forEach(column -> {
            columns.add(column.name());
            if (column.kind() == Kind.BABEL) {
                languages.stream().skip(1).forEach(language -> columns.add(column.name() + "_" + language));
            }
        });
        return List.copyOf(columns);
    }
}
