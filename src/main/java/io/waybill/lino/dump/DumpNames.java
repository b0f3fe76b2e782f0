package io.waybill.lino.dump;

import java.util.List;
import java.util.stream.IntStream;

/** The names of the data files of a table. */
final class DumpNames {
    private DumpNames() {}

    /**
     * One file, or as many as are needed and, as with dump2py, one without rows when the last one is full.
     *
     * @param rows of the table
     * @param most of one file
     */
    static List<String> of(String table, long rows, int most) {
        int parts = Math.toIntExact(rows / most + 1);
        return parts == 1
                ? List.of(table + ".py")
                : IntStream.rangeClosed(1, parts)
                        .mapToObj(part -> table + "_" + part + ".py")
                        .toList();
    }
}
