package io.waybill.reject;

import io.waybill.match.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The columns of {@code rejects.csv} that follow the columns of the rows. */
final class RejectsColumns {
    static final String REJECT = "reject";
    static final String KIND = "kind";
    static final String FILE = "file";
    static final String LINE = "line";
    static final String RULE = "rule";
    static final String REASON = "reason";
    static final String DECISION = "decision";

    /** Candidates for each reject. */
    static final int CANDIDATES = 3;

    private static final List<String> OF_CANDIDATE = List.of("candidate", "score", "why");

    /** Follows the name of a column of the rows that has the name of one of these. */
    private static final String OF_ROW = " (of the row)";

    private RejectsColumns() {}

    /** The header of a file: the columns of the rows, none of them under the name of one of these, and all of these. */
    static List<String> header(Collection<String> rowColumns) {
        List<String> ours = all();
        List<String> header = new ArrayList<>();
        for (String column : rowColumns) {
            header.add(ours.contains(column.toLowerCase(Locale.ROOT)) ? column + OF_ROW : column);
        }
        header.addAll(ours);
        return header;
    }

    /** What a column of the rows is called in the rows, by its name in a header. */
    static String nameInRows(String column) {
        String name = column.endsWith(OF_ROW) ? column.substring(0, column.length() - OF_ROW.length()) : column;
        return all().contains(name) ? name : column;
    }

    /** All of them, in order. */
    static List<String> all() {
        List<String> columns = new ArrayList<>(List.of(REJECT, KIND, FILE, LINE, RULE, REASON));
        for (int i = 1; i <= CANDIDATES; i++) {
            for (String column : OF_CANDIDATE) {
                columns.add(column + " " + i);
            }
        }
        columns.add(DECISION);
        return columns;
    }

    /**
     * A row of the file.
     *
     * @param rowColumns the columns of the file that come from the rows
     * @param decision empty for none
     */
    static List<String> cells(Reject reject, Collection<String> rowColumns, String decision) {
        RejectedRow row = reject.row();
        List<String> cells = new ArrayList<>();
        for (String column : rowColumns) {
            cells.add(row.cell(column));
        }
        cells.add(String.valueOf(reject.id()));
        cells.add(row.kind());
        cells.add(row.at().file());
        cells.add(row.at().line() > 0 ? String.valueOf(row.at().line()) : "");
        cells.add(row.rule());
        cells.add(row.reason());
        for (int i = 0; i < CANDIDATES; i++) {
            Candidate candidate = i < row.candidates().size() ? row.candidates().get(i) : null;
            cells.add(candidate == null ? "" : candidate.value());
            cells.add(candidate == null ? "" : String.format(Locale.ROOT, "%.2f", candidate.score()));
            cells.add(candidate == null ? "" : candidate.why());
        }
        cells.add(decision);
        return cells;
    }
}
