package io.waybill.reject;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows that were rejected and that a mended {@code rejects.csv} has answered since, as they were before they were mended. */
final class MendedRows {
    private final Set<Row> rows = new HashSet<>();

    private record Row(List<String> key, List<String> said) {}

    /**
     * Adds one.
     *
     * @param key the cells that identify it, as stored
     * @param said its cells that are filled in, see {@link RejectedRow#said}
     */
    void add(List<String> key, List<String> said) {
        rows.add(new Row(key, said));
    }

    /** Whether this very row was among them, cell by cell. */
    boolean contains(List<String> key, List<String> said) {
        return rows.contains(new Row(key, said));
    }
}
