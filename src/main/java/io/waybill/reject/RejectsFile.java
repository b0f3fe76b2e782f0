package io.waybill.reject;

import io.waybill.format.BrokenFileException;
import io.waybill.format.WrittenText;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.format.csv.SpreadsheetCells;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code rejects.csv} that comes back from a person, recognised by its header. Columns may be in another order, in other capitals,
 * missing or added; it must have {@code decision} and one of {@code reject}, {@code rule} and {@code reason}.
 */
public final class RejectsFile {
    private static final Set<String> IDENTIFYING =
            Set.of(RejectsColumns.REJECT, RejectsColumns.RULE, RejectsColumns.REASON);

    private final Map<String, Integer> ours;
    private final List<String> header;
    private final List<Integer> columns;

    private RejectsFile(Map<String, Integer> ours, List<String> header, List<Integer> columns) {
        this.ours = ours;
        this.header = List.copyOf(header);
        this.columns = List.copyOf(columns);
    }

    /**
     * Whether a file of text is one.
     *
     * @param name as its owner knows it
     * @throws IOException when it cannot be read
     */
    public static boolean is(Path file, String name) throws IOException {
        try (CsvRows rows = CsvRows.open(file, name)) {
            return rows.hasNext() && of(rows.next()).isPresent();
        } catch (BrokenFileException e) {
            return false;
        }
    }

    /** The file whose first row this is; empty when it is another file. */
    public static Optional<RejectsFile> of(CsvRow first) {
        Set<String> known = Set.copyOf(RejectsColumns.all());
        Map<String, Integer> ours = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.cells().size(); i++) {
            String name = SpreadsheetCells.restored(first.cell(i)).strip().toLowerCase(Locale.ROOT);
            names.add(name);
            if (known.contains(name)) {
                // A person may have given a column of the row this name; the columns of the row come first.
                ours.put(name, i);
            }
        }
        if (!ours.containsKey(RejectsColumns.DECISION) || IDENTIFYING.stream().noneMatch(ours::containsKey)) {
            return Optional.empty();
        }
        List<String> header = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!Integer.valueOf(i).equals(ours.get(names.get(i)))) {
                header.add(RejectsColumns.nameInRows(names.get(i)));
                columns.add(i);
            }
        }
        return Optional.of(new RejectsFile(ours, header, columns));
    }

    /** The names of the columns of the rows, and of those that a person added, in lower case, in the order of the file. */
    public List<String> header() {
        return header;
    }

    /** Reads a row that follows the header. */
    public ReturnedRow row(CsvRow row) {
        List<String> cells = new ArrayList<>(columns.size());
        for (int column : columns) {
            cells.add(SpreadsheetCells.restored(row.cell(column)));
        }
        String decision = cell(row, RejectsColumns.DECISION);
        return new ReturnedRow(
                row.line(),
                number(cell(row, RejectsColumns.REJECT)),
                cell(row, RejectsColumns.KIND).strip(),
                cell(row, RejectsColumns.RULE).strip(),
                cells,
                WrittenText.of(decision).isEmpty() ? null : decision);
    }

    private String cell(CsvRow row, String name) {
        Integer column = ours.get(name);
        return column == null ? "" : SpreadsheetCells.restored(row.cell(column));
    }

    private static Long number(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
    }
}
