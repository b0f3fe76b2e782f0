package io.waybill.format.lino;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up the rows that the files of a dump have, and compares them with what the files say of themselves. A dump that was cut off (a killed
 * process, a full disk) has fewer rows than it says, or lacks the end of a file.
 */
public final class DumpAccount {
    private static final String CUT_OFF =
            "The dump was cut off, or a file of another dump is among its files: make it anew.";

    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, TableFiles> files = new LinkedHashMap<>();
    private final Set<String> incomplete = new HashSet<>();

    /** What the files of one table said of it. */
    private static final class TableFiles {
        private long declared = -1;
        private int parts = 1;
        private boolean flushed;
        private boolean broken;
        private String lastFile = "";
        private final Map<Integer, String> byPart = new TreeMap<>();
    }

    /** Counts a row. */
    public void count(DumpRow row) {
        rows.merge(row.function().table(), 1L, Long::sum);
    }

    /** Notes that a file of a table cannot be read, which is reported elsewhere: what the others say of the table's rows counts no more. */
    public void incomplete(String table) {
        incomplete.add(table);
    }

    /**
     * Notes what a file said of itself, after its last row.
     *
     * @param file its name
     * @param reader that has read it
     * @param faults gets what does not fit together
     */
    public void ended(String file, DataFileReader reader, Faults faults) {
        if (reader.declaredTable() == null) {
            if (!reader.flushed()) {
                faults.add(
                        cutOff(file, String.format(Locale.ROOT, "the end of the file after %,d rows", reader.rows())));
            }
            return;
        }
        TableFiles table = files.computeIfAbsent(reader.declaredTable(), name -> new TableFiles());
        long declared = reader.declaredRows().orElse(-1);
        if (table.declared >= 0 && table.declared != declared
                || !table.byPart.isEmpty() && table.parts != reader.parts()) {
            faults.add(fault(
                    file,
                    "parts-do-not-fit",
                    String.format(Locale.ROOT, "%,d rows in %d files", declared, reader.parts()),
                    String.format(
                            Locale.ROOT,
                            "%,d rows in %d files, as %s says",
                            table.declared,
                            table.parts,
                            table.lastFile)));
        }
        String twin = table.byPart.putIfAbsent(reader.part(), file);
        if (twin != null) {
            faults.add(
                    fault(file, "part-twice", "part " + reader.part(), "each part once; " + twin + " is the same one"));
        }
        table.declared = declared;
        table.parts = reader.parts();
        table.flushed |= reader.flushed();
        table.broken |= reader.broken();
        table.lastFile = file;
    }

    /**
     * Compares the rows with what the files said, when all have been read. That a row is missing that was reported as wrong, or that stands in
     * a file which cannot be read, is no fault of its own.
     */
    public void check(Faults faults) {
        files.forEach((name, table) -> {
            long found = rows.getOrDefault(name, 0L);
            if (incomplete.contains(name) || table.broken && table.flushed) {
                return;
            }
            if (table.declared >= 0 && table.declared != found) {
                faults.add(fault(
                        table.lastFile,
                        "wrong-number-of-rows",
                        String.format(Locale.ROOT, "%,d rows of %s", found, name),
                        String.format(Locale.ROOT, "%,d rows, as the file itself says", table.declared)));
            } else if (!table.flushed) {
                faults.add(cutOff(
                        table.lastFile,
                        String.format(Locale.ROOT, "the end of the file after %,d rows of %s", found, name)));
            }
        });
    }

    /** How many rows were counted, by table, in the order of the names. */
    public Map<String, Long> rows() {
        return Collections.unmodifiableMap(new TreeMap<>(rows));
    }

    private static Fault cutOff(String file, String found) {
        return fault(file, "cut-off", found, "loader.flush_deferred_objects() at the end of the table's last file");
    }

    private static Fault fault(String file, String rule, String found, String expected) {
        return Fault.ofFile(Position.of(file), rule, found, expected, CUT_OFF);
    }
}
