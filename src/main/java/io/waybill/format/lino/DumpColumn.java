package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A column that a create function fills.
 *
 * @param name of the column in the site's table; of a text in several languages the name that those of its languages begin with
 * @param parameter 0-based position of its value among those of a row; -1 when every row gets {@code constant}
 * @param conversion what is done with the value
 * @param constant null unless somebody wrote a constant into {@code restore.py}; then one of the types of {@link DumpRow#values}
 * @param keys numbers that are exchanged for others; empty unless somebody wrote such a table into {@code restore.py}
 */
public record DumpColumn(String name, int parameter, Conversion conversion, Object constant, Map<Long, Long> keys) {
    public DumpColumn {
        requireNonNull(name, "name");
        requireNonNull(conversion, "conversion");
        keys = Map.copyOf(keys);
    }
}
