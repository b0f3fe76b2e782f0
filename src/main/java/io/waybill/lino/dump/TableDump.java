package io.waybill.lino.dump;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.waybill.database.SqlTemplate;
import io.waybill.format.lino.ReadingLimits;
import io.waybill.lino.dump.DumpManifest.DumpedColumn;
import io.waybill.lino.dump.DumpManifest.DumpedFile;
import io.waybill.lino.dump.DumpManifest.DumpedTable;
import io.waybill.model.FileDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Writes the data files of one table. The server sends the rows one by one, and none is kept. */
final class TableDump {
    private static final Set<String> TEXTS = Set.of("varchar", "text", "bpchar", "citext");

    private final SiteTable table;
    private final long rows;
    private final List<String> names;
    private final int most;
    private final DumpPlace place;
    private final RowText text;
    private final FileDigest.Sum rowSum = new FileDigest.Sum();
    private final List<DumpedFile> files = new ArrayList<>();

    /**
     * @param rows how many the table has in the snapshot
     * @param names of its files
     * @param most rows of one file
     */
    TableDump(SiteTable table, long rows, List<String> names, int most, DumpPlace place, Map<String, String> models) {
        this.table = table;
        this.rows = rows;
        this.names = names;
        this.most = most;
        this.place = place;
        this.text = new RowText(table, models);
    }

    /**
     * Writes all rows.
     *
     * @return what the manifest says of the table
     * @throws DumpFailedException when a row is none that a dump can have
     */
    DumpedTable write(CopyManager copies) throws SQLException, IOException {
        CopyOut copy = copies.copyOut(SqlTemplate.load(TableDump.class, "copy-rows.sql")
                .withSql("columns", expressions())
                .with("table", table.schema(), table.name())
                .withSql("order", order())
                .sql());
        try {
            for (int part = 1; part <= names.size(); part++) {
                part(part, copy);
            }
            if (copy.readFromCopy() != null) {
                throw new IllegalStateException(
                        "The snapshot has more rows of " + table.name() + " than were counted.");
            }
        } finally {
            // To cancel a COPY may hit the statement after it: what is left of this one is read.
            while (copy.isActive() && copy.readFromCopy() != null) {}
        }
        return new DumpedTable(
                table.name(),
                table.model().full(),
                rows,
                rowSum.end().sha256(),
                table.key(),
                table.columns().stream()
                        .map(column ->
                                new DumpedColumn(column.column(), column.type(), column.nullable(), column.reference()))
                        .toList());
    }

    /** What was written. */
    List<DumpedFile> files() {
        return files;
    }

    /** How many translations are the word None. */
    long noneWords() {
        return text.noneWords();
    }

    private void part(int part, CopyOut copy) throws SQLException, IOException {
        String name = names.get(part - 1);
        try (DigestedFile file = new DigestedFile(name, place.file(name))) {
            file.write(head(part).getBytes(US_ASCII));
            PythonOutput out = new PythonOutput(new RowSum(file, rowSum));
            for (long row = (part - 1L) * most; row < Math.min(rows, (long) part * most); row++) {
                byte[] next = copy.readFromCopy();
                if (next == null) {
                    throw new IllegalStateException(
                            "The snapshot has fewer rows of " + table.name() + " than were counted.");
                }
                long before = out.written();
                text.write(next, out);
                requireReadable(out.written() - before, row);
            }
            out.flush();
            file.write((part == names.size() ? "\nloader.flush_deferred_objects()\n" : "\n").getBytes(US_ASCII));
            files.add(file.end());
        }
    }

    private void requireReadable(long bytes, long row) {
        if (bytes > ReadingLimits.USUAL.textBytes()) {
            throw new DumpFailedException("Row " + (row + 1) + " of table " + table.name()
                    + ", by its key, has more than " + (ReadingLimits.USUAL.textBytes() >> 20)
                    + " MiB, more than readers of dumps take. Make it smaller.");
        }
    }

    private String head(int part) {
        return "# -*- coding: UTF-8 -*-\n"
                + "logger.info(\"Loading " + rows + " objects "
                + (names.size() > 1 ? "(part " + part + " of " + names.size() + ") " : "")
                + "to table " + table.name() + "...\")\n"
                + "# fields: "
                + String.join(
                        ", ", table.columns().stream().map(SiteColumn::name).toList())
                + "\n";
    }

    private List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        for (SiteColumn column : table.columns()) {
            for (String each : column.columns()) {
                expressions.add(
                        column.form() == ValueForm.DURATION
                                ? SqlTemplate.load(TableDump.class, "duration.sql")
                                        .with("column", each)
                                        .sql()
                                : SqlTemplate.quoted(each));
            }
        }
        return expressions;
    }

    /** By the primary key, in an order that is the same in every database; without one by all columns. */
    private List<String> order() {
        if (table.key().isEmpty()) {
            return List.of("(dumped.*)::text COLLATE \"C\"");
        }
        List<String> order = new ArrayList<>();
        for (String key : table.key()) {
            boolean isText = table.columns().stream()
                    .anyMatch(column -> column.column().equals(key) && TEXTS.contains(column.typeName()));
            order.add(SqlTemplate.quoted(key) + (isText ? " COLLATE \"C\"" : ""));
        }
        return order;
    }

    /** Adds the rows, but not what stands around them in a file, to the sum of the table. */
    private static final class RowSum extends OutputStream {
        private final OutputStream out;
        private final FileDigest.Sum sum;

        RowSum(OutputStream out, FileDigest.Sum sum) {
            this.out = out;
            this.sum = sum;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            sum.add(bytes, from, length);
            out.write(bytes, from, length);
        }
    }
}
