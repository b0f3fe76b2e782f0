package io.waybill.lino.restore;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.match.Candidate;
import io.waybill.model.Notice;
import io.waybill.reject.RejectedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The rows of a dump that cannot be delivered, with the reason of each. */
final class RejectBook {
    /** A dump with more of them is probably another site's, and their rows must fit into memory. */
    static final int MOST = 20_000;
    /** The rule of a row whose key an earlier row has. */
    static final String DUPLICATE_KEY = "duplicate-key";

    private final String fileName;
    private final List<RejectedRow> rows = new ArrayList<>();
    private final List<RejectedRow> beforeMigration = new ArrayList<>();
    private final Map<String, Long> byModel = new TreeMap<>();
    private final Map<String, Long> byRule = new TreeMap<>();

    /** @param fileName of the drop, for messages */
    RejectBook(String fileName) {
        this.fileName = fileName;
    }

    /**
     * Where a row stands, and what it is.
     *
     * @param table of the target
     * @param model of the row
     * @param columns names of the cells
     * @param cells its values as text; null for none
     * @param key names of the columns of the key
     * @param at its place in the dump
     */
    record Entry(String table, String model, List<String> columns, List<String> cells, List<String> key, Position at) {
        private List<String> of(List<String> names) {
            return names.stream().map(name -> cell(columns.indexOf(name))).toList();
        }

        private String cell(int index) {
            String cell = index < 0 ? null : cells.get(index);
            return cell == null ? "" : cell;
        }
    }

    /**
     * Adds a row.
     *
     * @param cause names of the columns that are wrong
     * @param rule short stable name of the rule that it breaks, kebab-case
     * @param reason what is wrong, as a sentence
     * @throws BrokenFileException when there are too many of them
     */
    void add(Entry entry, List<String> cause, String rule, String reason) {
        add(rows, entry, entry.of(cause), rule, reason);
    }

    /**
     * Adds a row that refers to another one by a column; rows that refer to the same one can be answered together.
     *
     * @param table that the reference names; null where a foreign key says it
     * @throws BrokenFileException when there are too many of them
     */
    void addReference(Entry entry, String column, String table, String rule, String reason) {
        String key = entry.of(List.of(column)).get(0);
        add(rows, entry, new DanglingReference(column, key, table).cause(), rule, reason);
    }

    /** Gives the rows candidates. */
    void propose(Function<RejectedRow, List<Candidate>> candidates) {
        rows.replaceAll(row -> {
            List<Candidate> proposed = candidates.apply(row);
            return proposed.isEmpty() ? row : row.with(row.reason(), proposed);
        });
    }

    /** Replaces rows by what is known of them in the end. */
    void replace(UnaryOperator<RejectedRow> known) {
        rows.replaceAll(known);
    }

    /** Adds a row that a step of migration refuses: it is a row of the dump's version, so that nobody can mend it in the target's. */
    void addBeforeMigration(Entry entry, String rule, String reason) {
        add(beforeMigration, entry, entry.of(entry.key), rule, reason);
    }

    private void add(List<RejectedRow> list, Entry entry, List<String> cause, String rule, String reason) {
        byModel.merge(entry.model, 1L, Long::sum);
        byRule.merge(entry.table + ": " + rule, 1L, Long::sum);
        list.add(new RejectedRow(
                entry.table,
                entry.columns,
                entry.cells.stream().map(cell -> cell == null ? "" : cell).toList(),
                entry.of(entry.key),
                cause,
                entry.at,
                rule,
                reason,
                List.of(),
                null));
        if (total() > MOST) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(fileName),
                    "too-many-rejects",
                    String.format(Locale.ROOT, "more than %,d rows that cannot be delivered (%s)", MOST, groups()),
                    "at most as many",
                    "Is this the dump of another site, or of another version? The first of them: " + reason));
        }
    }

    /** How many there are. */
    int total() {
        return rows.size() + beforeMigration.size();
    }

    /** Those that a step of migration refuses. */
    List<RejectedRow> beforeMigration() {
        return beforeMigration;
    }

    /**
     * Rows as the target would have them, in the order in which they were found. Those whose key an earlier row has come last: of rows with one
     * key the first can be mended, and that is one with a fault of its own.
     */
    List<RejectedRow> rows() {
        List<RejectedRow> all = new ArrayList<>(rows);
        all.sort(Comparator.comparing(row -> row.rule().equals(DUPLICATE_KEY)));
        return all;
    }

    /** How many rows of each model. */
    Map<String, Long> byModel() {
        return byModel;
    }

    /** How many rows of each table for each reason, in words. */
    String groups() {
        return String.join(
                ", ",
                byRule.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                        .toList());
    }

    /** What people should know; nothing when there is no such row. */
    List<Notice> notices() {
        return total() == 0
                ? List.of()
                : List.of(new Notice(
                        "rejected-rows",
                        total() + (total() == 1 ? " row" : " rows") + " cannot be delivered: " + groups() + ".",
                        total()));
    }
}
