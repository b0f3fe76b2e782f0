package io.waybill.timetable.permission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes grants as CSV in the dialect that Python calls "excel": no header, commas, CRLF after every row, quotes only
 * around cells that need them.
 */
public final class PermissionsCsv {
    private final OutputStream out;

    /** @param out not closed; should be buffered */
    public PermissionsCsv(OutputStream out) {
        this.out = out;
    }

    /** Writes one row. */
    public void row(List<String> cells) throws IOException {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            row.append(i == 0 ? "" : ",");
            append(row, cells.get(i));
        }
        out.write(row.append("\r\n").toString().getBytes(UTF_8));
    }

    private static void append(StringBuilder row, String cell) {
        boolean quoted = false;
        for (int i = 0; i < cell.length() && !quoted; i++) {
            char c = cell.charAt(i);
            quoted = c == ',' || c == '"' || c == '\r' || c == '\n';
        }
        row.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
}
