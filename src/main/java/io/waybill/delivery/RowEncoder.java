package io.waybill.delivery;

import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.delivery.value.BadValue;
import io.waybill.delivery.value.CopyRows;
import io.waybill.delivery.value.ValueEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Writes the rows of one table for COPY. A row with faults is not written; all its faults are reported. */
final class RowEncoder {
    /** How many keys of refused records are remembered, so that references to them are not reported as well. */
    private static final int MOST_REFUSED = 100_000;

    /** Offset and absent columns, which follow the columns of the table. */
    private static final int OWN_VALUES = 2;

    private final DeliveryTable table;
    private final Reporter reporter;
    private final List<ColumnShape> columns;
    private final ValueEncoder[] encoders;
    private final boolean[] nullable;
    private final int[] keyPositions;
    private final BitSet everAbsent = new BitSet();
    private final boolean keyReadByServer;
    private final CopyRows refused = new CopyRows();
    private RefusedRows refusals;
    private int refusedKeys;
    private long written;

    RowEncoder(DeliveryTable table, Reporter reporter) {
        this.table = table;
        this.reporter = reporter;
        this.columns = table.columnShapes();
        this.encoders = columns.stream().map(ValueEncoder::of).toArray(ValueEncoder[]::new);
        this.nullable = new boolean[encoders.length];
        for (int i = 0; i < nullable.length; i++) {
            nullable[i] = columns.get(i).nullable();
        }
        this.keyPositions =
                table.key().stream().mapToInt(table.columns()::indexOf).toArray();
        this.keyReadByServer = columns.stream()
                .anyMatch(column ->
                        column.kind() == ValueKind.OTHER && table.key().contains(column.name()));
    }

    /** Hands rows with faults over from now on, instead of reporting them. */
    void refusals(RefusedRows sink) {
        refusals = sink;
    }

    void encode(Row row, CopyRows out) {
        Object[] values = row.values();
        if (values.length != encoders.length) {
            throw new IllegalArgumentException("A row of " + values.length + " values for the " + encoders.length
                    + " columns of " + table.spec().table());
        }
        int mark = out.length();
        out.beginRow(values.length + OWN_VALUES);
        List<RefusedValue> bad = null;
        BitSet absent = null;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null && value != Row.ABSENT) {
                try {
                    encoders[i].encode(value, out);
                } catch (BadValue e) {
                    bad = and(bad, i, e.rule(), value.toString(), e.expected());
                }
            } else {
                out.nullValue();
                if (value == Row.ABSENT && !isKey(i)) {
                    absent = absent == null ? new BitSet() : absent;
                    absent.set(i);
                } else if (!nullable[i]) {
                    bad = and(bad, i, "missing-value", value == null ? "null" : null, "a value");
                }
            }
        }
        if (bad == null) {
            out.fixed(row.offset(), Long.BYTES);
            writeAbsent(absent, out);
            written++;
        } else {
            out.cutTo(mark);
            refuse(row, bad);
        }
    }

    private void refuse(Row row, List<RefusedValue> bad) {
        if (refusals != null) {
            refusals.add(table.spec().table(), row, bad);
            return;
        }
        for (RefusedValue value : bad) {
            reporter.report(
                    table,
                    row.offset(),
                    keyText(row),
                    value.column(),
                    value.rule(),
                    value.found(),
                    value.expected(),
                    null);
        }
        remember(row);
    }

    private List<RefusedValue> and(List<RefusedValue> before, int column, String rule, String found, String expected) {
        List<RefusedValue> all = before == null ? new ArrayList<>() : before;
        all.add(new RefusedValue(columns.get(column).name(), rule, found, expected));
        return all;
    }

    /** Positions in the spec of the columns that any record lacked. */
    BitSet everAbsent() {
        return everAbsent;
    }

    /** Rows of the key columns only, of the records that were refused. */
    CopyRows refused() {
        return refused;
    }

    long written() {
        return written;
    }

    private void writeAbsent(BitSet absent, CopyRows out) {
        if (absent == null) {
            out.nullValue();
            return;
        }
        everAbsent.or(absent);
        out.shortArray(absent.stream().toArray());
    }

    private String keyText(Row row) {
        StringBuilder text = new StringBuilder();
        for (int position : keyPositions) {
            Object value = row.values()[position];
            if (value == null || value == Row.ABSENT) {
                return null;
            }
            text.append(text.isEmpty() ? "" : ", ").append(value);
        }
        return text.toString();
    }

    private boolean isKey(int column) {
        for (int position : keyPositions) {
            if (position == column) {
                return true;
            }
        }
        return false;
    }

    private void remember(Row row) {
        if (refusedKeys == MOST_REFUSED || keyReadByServer) {
            return;
        }
        int mark = refused.length();
        refused.beginRow(keyPositions.length);
        try {
            for (int position : keyPositions) {
                Object value = row.values()[position];
                if (value == null || value == Row.ABSENT) {
                    refused.cutTo(mark);
                    return;
                }
                encoders[position].encode(value, refused);
            }
            refusedKeys++;
        } catch (BadValue e) {
            // No reference can contain such a key either.
            refused.cutTo(mark);
        }
    }
}
