package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;
import io.waybill.match.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * A row that was not delivered: as it was, where it stood, and why.
 *
 * @param kind what the row is, e.g. {@code grant}
 * @param header names of its columns
 * @param cells the row as it was, one cell per column of the header
 * @param keyCells the cells by which the same row is known again
 * @param cause the cells that are to blame: rows of one kind with the same ones, and the same rule, can be answered at once
 * @param at where it stood
 * @param rule short stable name of what it failed, kebab-case
 * @param reason what is wrong with it, as a sentence
 * @param candidates what may have been meant, best first
 * @param returned the reject as which this row was written to an error folder before; null when it was not
 */
public record RejectedRow(
        String kind,
        List<String> header,
        List<String> cells,
        List<String> keyCells,
        List<String> cause,
        Position at,
        String rule,
        String reason,
        List<Candidate> candidates,
        Long returned) {
    public RejectedRow {
        requireNonNull(kind, "kind");
        header = List.copyOf(header);
        cells = asLongAs(header, cells);
        keyCells = List.copyOf(keyCells);
        cause = List.copyOf(cause);
        requireNonNull(at, "at");
        requireNonNull(rule, "rule");
        requireNonNull(reason, "reason");
        candidates = List.copyOf(candidates);
    }

    /** Its filled cells under their names: rows of one file have columns in common that only some of them need. */
    static List<String> said(List<String> header, List<String> cells) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                said.add(header.get(i) + "\u001F" + cells.get(i));
            }
        }
        said.sort(null);
        return said;
    }

    /** One whose key cells are to blame. */
    public RejectedRow(
            String kind,
            List<String> header,
            List<String> cells,
            List<String> keyCells,
            Position at,
            String rule,
            String reason,
            List<Candidate> candidates,
            Long returned) {
        this(kind, header, cells, keyCells, keyCells, at, rule, reason, candidates, returned);
    }

    private static List<String> asLongAs(List<String> header, List<String> cells) {
        List<String> padded = new ArrayList<>(cells.subList(0, Math.min(cells.size(), header.size())));
        while (padded.size() < header.size()) {
            padded.add("");
        }
        return List.copyOf(padded);
    }
}
