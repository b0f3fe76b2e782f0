package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;
import io.waybill.match.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * A row that was not delivered: its cells, its position, and why.
 *
 * @param kind what the row is, e.g. {@code grant}
 * @param header the names of its columns
 * @param cells one for each column of the header
 * @param keyCells the cells that identify the row
 * @param cause the cells that are wrong: rows of one kind with the same rule and cause can be answered together
 * @param at its position in the file
 * @param rule short stable name of the rule that it failed, kebab-case
 * @param reason what is wrong with it, as a sentence
 * @param candidates what may have been meant, best first
 * @param returned the id of the reject that the row came back as; null when it did not come from an error folder
 * @param waits for how many other rejects it waits, one after the other; 0 when something is wrong with the row itself
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
        Long returned,
        int waits) {
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

    /** The cells that are filled in, with their column names: rows in one file may have columns that only some of them use. */
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

    /** A row whose key cells are its cause. */
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

    /** A row that waits for no other one. */
    public RejectedRow(
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
        this(kind, header, cells, keyCells, cause, at, rule, reason, candidates, returned, 0);
    }

    /** Its cell in a column; empty when it has no such column. */
    public String cell(String column) {
        int at = header.indexOf(column);
        return at < 0 ? "" : cells.get(at);
    }

    /** The same row with another reason and other candidates. */
    public RejectedRow with(String reason, List<Candidate> candidates) {
        return new RejectedRow(kind, header, cells, keyCells, cause, at, rule, reason, candidates, returned, waits);
    }

    /**
     * The same row, which waits for others.
     *
     * @param rejects for how many, one after the other
     * @param sentence that says so, behind its reason
     */
    public RejectedRow waitingFor(int rejects, String sentence) {
        return new RejectedRow(
                kind, header, cells, keyCells, cause, at, rule, reason + " " + sentence, candidates, returned, rejects);
    }

    /** The same row at another place. */
    public RejectedRow at(Position at) {
        return new RejectedRow(kind, header, cells, keyCells, cause, at, rule, reason, candidates, returned, waits);
    }

    /**
     * The same row, come back from an error folder.
     *
     * @param reject the id that it came back as; null when the file no longer says
     */
    public RejectedRow returnedAs(Long reject) {
        return new RejectedRow(kind, header, cells, keyCells, cause, at, rule, reason, candidates, reject, waits);
    }

    private static List<String> asLongAs(List<String> header, List<String> cells) {
        List<String> padded = new ArrayList<>(cells.subList(0, Math.min(cells.size(), header.size())));
        while (padded.size() < header.size()) {
            padded.add("");
        }
        return List.copyOf(padded);
    }
}
