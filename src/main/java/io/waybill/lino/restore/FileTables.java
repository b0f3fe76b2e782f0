package io.waybill.lino.restore;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.Generation;
import io.waybill.format.lino.LinoDump;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which tables a dump has rows for, or says that they have none. A table without a file was not dumped, so that nothing is known of its
 * rows. One whose file is missing or broken is taken to have some: the dump is refused for that, and for whatever else is found.
 *
 * @param all those that some file is about
 * @param filled those that have a row
 */
record FileTables(Set<String> all, Set<String> filled) {
    private static final String FUNCTION = "_objects";

    /** Looks at the beginning of each file: the name of a file does not say whether its number belongs to the name of the table. */
    static FileTables of(LinoDump dump) throws IOException {
        Set<String> all = new HashSet<>();
        Set<String> filled = new HashSet<>();
        if (dump.script().generation() == Generation.G0) {
            dump.script()
                    .reached()
                    .forEach(function -> all.add(
                            function.endsWith(FUNCTION)
                                    ? function.substring(0, function.length() - FUNCTION.length())
                                    : function));
            filled.addAll(all);
            return new FileTables(all, filled);
        }
        dump.missing().forEach(file -> dump.table(file).ifPresent(filled::add));
        for (String file : dump.files()) {
            String named = dump.table(file).orElse(file.replaceFirst("\\.py$", ""));
            // Its faults are found when it is read as a whole.
            try (DataFileReader reader = dump.read(file, new Faults())) {
                if (reader.hasNext()) {
                    reader.next().forEach(row -> filled.add(row.function().table()));
                } else if (reader.declaredTable() != null) {
                    all.add(reader.declaredTable());
                } else {
                    all.add(named);
                }
            } catch (BrokenFileException e) {
                filled.add(named);
            }
        }
        all.addAll(filled);
        return new FileTables(all, filled);
    }
}
