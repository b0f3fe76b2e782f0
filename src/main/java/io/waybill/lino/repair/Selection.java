package io.waybill.lino.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which rows of which files a plan restores, as found out by the first reading. */
final class Selection {
    private final Map<Integer, FileRows> files = new TreeMap<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * What a pass has selected of one table.
     *
     * @param pass from 0
     * @param dump the plan's name of it
     * @param table in dump and target
     * @param read rows of the table in the dump
     * @param selected those that the pass restores, if it can
     * @param repeated those that it would select, too, if no earlier pass had
     * @param own whether it is the table of the pass itself, not one whose rows were added
     */
    record Line(int pass, String dump, String table, long read, long selected, long repeated, boolean own) {}

    /** The selected rows of one file, in its order. */
    static final class FileRows {
        private long[] rows = new long[16];
        private short[] passes = new short[16];
        private final BitSet twice = new BitSet();
        private int count;

        private void add(long row, int pass, boolean again) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
                passes = Arrays.copyOf(passes, count * 2);
            }
            rows[count] = row;
            passes[count] = (short) pass;
            twice.set(count, again);
            count++;
        }

        int count() {
            return count;
        }

        /** Which row of the file it is, from 0. */
        long row(int index) {
            return rows[index];
        }

        int pass(int index) {
            return passes[index];
        }

        /** Whether an earlier row of the same table has the same key. */
        boolean twice(int index) {
            return twice.get(index);
        }
    }

    void add(long place, int pass, boolean twice) {
        RowNumber row = RowNumber.of(place);
        files.computeIfAbsent(row.file(), file -> new FileRows()).add(row.number(), pass, twice);
    }

    void add(Line line) {
        lines.add(line);
    }

    /** By number of the file; files without a selected row are missing. */
    Map<Integer, FileRows> files() {
        return files;
    }

    /** In the order of the passes. */
    List<Line> lines() {
        return List.copyOf(lines);
    }
}
