package io.waybill.reject;

import java.util.ArrayList;
import java.util.List;

/** The columns of {@code rejects.csv} that follow those of the row itself. */
final class RejectsColumns {
    static final String REJECT = "reject";
    static final String KIND = "kind";
    static final String FILE = "file";
    static final String LINE = "line";
    static final String RULE = "rule";
    static final String REASON = "reason";
    static final String DECISION = "decision";

    /** Candidates told for each reject. */
    static final int CANDIDATES = 3;

    private static final List<String> OF_CANDIDATE = List.of("candidate", "score", "why");

    private RejectsColumns() {}

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
}
