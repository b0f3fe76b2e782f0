package io.waybill.delivery.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.waybill.database.CopiedRow;
import io.waybill.database.SqlTemplate;
import io.waybill.delivery.backup.Manifest.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Writes the rows of one table as a Django dump. The server sends them row by row; each becomes a record, and nothing
 * is kept in memory. COPY and JSON escape nearly the same characters, so that each value is scanned only once.
 */
final class TableExport {
    /** The largest record, in bytes, that a reader of dumps accepts. */
    static final int LARGEST_RECORD = 64 << 20;

    private static final int STRETCH = 64 << 10;

    private final Manifest.Table table;
    private final OutputStream out;
    private final ColumnForm[] forms;
    private final byte[][] before;
    private final byte[][] names;
    private final int[] ends;
    private final Bytes record = new Bytes();
    private final Bytes exactly = new Bytes();
    private final Bytes work = new Bytes();
    private long rows;
    private long exact;

    /** @param out receives large blocks; not closed */
    TableExport(Manifest.Table table, OutputStream out) {
        this.table = table;
        this.out = out;
        List<Column> columns = columns();
        forms = columns.stream().map(Column::form).toArray(ColumnForm[]::new);
        ends = new int[forms.length];
        names = columns.stream().map(column -> quoted(column.name())).toArray(byte[][]::new);
        before = new byte[forms.length][];
        boolean keyed = table.pk() != null;
        String model = "{\"model\":" + new String(quoted(table.model()), UTF_8);
        for (int i = 0; i < before.length; i++) {
            String name = new String(quoted(columns.get(i).field()), UTF_8) + ":";
            if (i == 0) {
                before[i] = (model + (keyed ? ",\"pk\":" : ",\"fields\":{" + name)).getBytes(UTF_8);
            } else {
                before[i] = ((i == 1 && keyed ? ",\"fields\":{" : ",") + name).getBytes(UTF_8);
            }
        }
    }

    /** The columns in the order in which they are written: the key first if it is the {@code pk} of the records. */
    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        table.columns().stream()
                .filter(column -> column.name().equals(table.pk()))
                .forEach(columns::add);
        columns.addAll(table.fields());
        return columns;
    }

    /**
     * Writes all rows.
     *
     * @throws SQLException when they cannot be read
     * @throws IOException when they cannot be written
     * @throws BackupFailedException when a row is too large
     */
    void run(CopyManager copies) throws SQLException, IOException {
        CopyOut copy = copies.copyOut(SqlTemplate.load(TableExport.class, "read-rows.sql")
                .withList("columns", columns().stream().map(Column::name).toList())
                .with("table", table.schema(), table.table())
                .withList("key", table.key())
                .sql());
        try {
            record.put("[");
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                write(row);
            }
            record.put("\n]\n");
            record.writeTo(out);
        } catch (IOException | RuntimeException e) {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            throw e;
        }
    }

    long rows() {
        return rows;
    }

    /** How many records have a member {@code exact}. */
    long exact() {
        return exact;
    }

    private void write(byte[] row) throws IOException {
        CopiedRow.split(row, ends, table.label());
        int start = record.length();
        record.put(rows == 0 ? "\n" : ",\n");
        exactly.clear();
        for (int i = 0, from = 0; i < forms.length; from = ends[i++] + 1) {
            record.put(before[i]);
            if (!forms[i].write(row, from, ends[i], record, work)) {
                exactly.put(exactly.length() == 0 ? ",\"exact\":{" : ",");
                exactly.put(names[i]);
                exactly.put(':');
                CopyText.plainToJsonString(work.array(), 0, work.length(), exactly);
            }
        }
        if (forms.length == 1 && table.pk() != null) {
            record.put(",\"fields\":{");
        }
        record.put('}');
        if (exactly.length() > 0) {
            record.put(exactly.array(), 0, exactly.length());
            record.put('}');
            exact++;
        }
        record.put('}');
        rows++;
        if (record.length() - start > LARGEST_RECORD) {
            throw new BackupFailedException("Row " + rows + " of table " + table.label() + " is larger than "
                    + (LARGEST_RECORD >> 20)
                    + " MiB, more than a backup can hold: make it smaller, or set backup: none for"
                    + " this feed in its mapping file.");
        }
        if (record.length() >= STRETCH) {
            record.writeTo(out);
            record.clear();
        }
    }

    private static byte[] quoted(String name) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"').getBytes(UTF_8);
    }
}
