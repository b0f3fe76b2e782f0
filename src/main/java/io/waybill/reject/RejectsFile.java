package io.waybill.reject;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.SpreadsheetCells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code rejects.csv} that comes back from a person, known by its header. Columns may stand in another order, be written in
 * other capitals, be missing or be new ones; needed is {@code decision} beside one of {@code reject}, {@code rule} and
 * {@code reason}.
 */
public final class RejectsFile {
    private static final Set<String> TELLING =
            Set.of(RejectsColumns.REJECT, RejectsColumns.RULE, RejectsColumns.REASON);

    private final Map<String, Integer> ours;
    private final List<String> header;
    private final List<Integer> columns;

    private RejectsFile(Map<String, Integer> ours, List<String> header, List<Integer> columns) {
        this.ours = ours;
        this.header = List.copyOf(header);
        this.columns = List.copyOf(columns);
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
                // A row may have a column of the same name; those of the row come first.
                ours.put(name, i);
            }
        }
        if (!ours.containsKey(RejectsColumns.DECISION) || TELLING.stream().noneMatch(ours::containsKey)) {
            return Optional.empty();
        }
        List<String> header = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!Integer.valueOf(i).equals(ours.get(names.get(i)))) {
                header.add(names.get(i));
                columns.add(i);
            }
        }
        return Optional.of(new RejectsFile(ours, header, columns));
    }

    /** Names of the columns that are the row's own, or were added by a person; in lower case, in the order of the file. */
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
                decision.isBlank() ? null : decision);
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
