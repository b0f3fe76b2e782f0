package io.waybill.timetable.permission;

import io.waybill.format.csv.CsvRow;
import io.waybill.reject.RejectsFile;
import io.waybill.reject.ReturnedRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a permissions CSV: subject, user, data. With or without a header row (columns in any order and case,
 * further ones are ignored), or a {@code rejects.csv} that was returned. Blank rows are left out.
 *
 * @param rows the rows that have all their columns
 * @param tooShort the rows that do not
 * @param ignored the columns that mean nothing here
 */
public record PermissionRows(List<PermissionRow> rows, List<CsvRow> tooShort, IgnoredColumns ignored) {
    private static final Set<String> SUBJECT = Set.of("subject", "subject fullpath", "subject path");
    private static final Set<String> USER = Set.of("user", "user fullpath", "user path");
    private static final Set<String> DATA = Set.of("data", "user data");
    private static final int COLUMNS = 3;

    public PermissionRows {
        rows = List.copyOf(rows);
        tooShort = List.copyOf(tooShort);
    }

    /** Rows of a file without other columns. */
    public PermissionRows(List<PermissionRow> rows, List<CsvRow> tooShort) {
        this(rows, tooShort, IgnoredColumns.NONE);
    }

    /**
     * Columns that are not delivered.
     *
     * @param names those of the header row that mean nothing here, as they are written
     * @param unnamed how many rows have filled cells behind the last column
     * @param first line of the first of these rows; 0 when there is none
     */
    public record IgnoredColumns(List<String> names, long unnamed, long first) {
        static final IgnoredColumns NONE = new IgnoredColumns(List.of(), 0, 0);

        public IgnoredColumns {
            names = List.copyOf(names);
        }
    }

    /** Puts back what a spreadsheet has changed in rows that came back. */
    public interface Restoring {
        /**
         * The same rows, one for one.
         *
         * @param header of the file, in lower case
         */
        List<ReturnedRow> restore(List<String> header, List<ReturnedRow> rows) throws SQLException;
    }

    /** Reads the rows of a file; those of a {@code rejects.csv} as they came back. */
    public static PermissionRows of(List<CsvRow> file) {
        try {
            return of(file, (header, rows) -> rows);
        } catch (SQLException e) {
            throw new IllegalStateException("nothing was asked of a database", e);
        }
    }

    /**
     * Reads the rows of a file.
     *
     * @param restoring for the rows of a {@code rejects.csv}
     */
    public static PermissionRows of(List<CsvRow> file, Restoring restoring) throws SQLException {
        List<CsvRow> filled = file.stream().filter(row -> !row.isBlank()).toList();
        if (filled.isEmpty()) {
            return new PermissionRows(List.of(), List.of());
        }
        CsvRow first = filled.get(0);
        Optional<RejectsFile> rejects = RejectsFile.of(first);
        if (rejects.isPresent()) {
            Columns columns = Columns.named(rejects.get().header());
            if (columns != null) {
                return returned(filled.subList(1, filled.size()), rejects.get(), columns, restoring);
            }
        }
        Columns named = Columns.named(first.cells());
        return named == null
                ? plain(filled, new Columns(0, 1, 2), List.of())
                : plain(filled.subList(1, filled.size()), named, first.cells());
    }

    private static PermissionRows plain(List<CsvRow> file, Columns columns, List<String> header) {
        List<PermissionRow> rows = new ArrayList<>();
        List<CsvRow> tooShort = new ArrayList<>();
        int needed = columns.data < 0 ? Math.max(columns.subject, columns.user) + 1 : COLUMNS;
        for (CsvRow row : file) {
            if (row.cells().size() < needed) {
                tooShort.add(row);
            } else {
                rows.add(columns.row(row.line(), row.cells(), null, null));
            }
        }
        return new PermissionRows(rows, tooShort, ignored(file, columns, header));
    }

    private static IgnoredColumns ignored(List<CsvRow> file, Columns columns, List<String> header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (!columns.has(i) && !header.get(i).isBlank()) {
                names.add(header.get(i).strip());
            }
        }
        int last = header.isEmpty() ? COLUMNS : header.size();
        List<CsvRow> longer = file.stream()
                .filter(row -> row.cells().stream().skip(last).anyMatch(cell -> !cell.isBlank()))
                .toList();
        return new IgnoredColumns(
                names, longer.size(), longer.isEmpty() ? 0 : longer.get(0).line());
    }

    private static PermissionRows returned(List<CsvRow> file, RejectsFile rejects, Columns columns, Restoring restoring)
            throws SQLException {
        List<PermissionRow> rows = new ArrayList<>();
        List<ReturnedRow> all = file.stream().map(rejects::row).toList();
        for (ReturnedRow returned : restoring.restore(rejects.header(), all)) {
            rows.add(columns.row(returned.line(), returned.cells(), returned.reject(), returned.decision()));
        }
        return new PermissionRows(rows, List.of());
    }

    /** The indexes of the columns; {@code data} is -1 when the file has no such column. */
    private record Columns(int subject, int user, int data) {
        /** The columns by the names in a header row; null when it is not a header. */
        static Columns named(List<String> header) {
            List<String> names = header.stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " "))
                    .toList();
            int subject = first(names, SUBJECT);
            int user = first(names, USER);
            return subject < 0 || user < 0 ? null : new Columns(subject, user, first(names, DATA));
        }

        boolean has(int column) {
            return column == subject || column == user || column == data;
        }

        private static int first(List<String> names, Set<String> wanted) {
            for (int i = 0; i < names.size(); i++) {
                if (wanted.contains(names.get(i))) {
                    return i;
                }
            }
            return -1;
        }

        PermissionRow row(long line, List<String> cells, Long rejectId, String decision) {
            return new PermissionRow(
                    line,
                    cell(cells, subject),
                    cell(cells, user).strip(),
                    data < 0 ? null : cell(cells, data),
                    rejectId,
                    decision);
        }

        private static String cell(List<String> cells, int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }
}
