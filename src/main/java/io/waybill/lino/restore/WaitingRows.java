package io.waybill.lino.restore;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Catalogue;
import io.waybill.delivery.shape.TableShape;
import io.waybill.lino.config.LinoConfig;
import io.waybill.reject.Reject;
import io.waybill.reject.RejectedRow;
import io.waybill.system.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Rejects that wait for other rows: they were rejected because what they refer to was, such as the entries of a budget. Once somebody mends
 * that row, nothing is wrong with them any more.
 */
final class WaitingRows {
    /** Rules of rows that refer to a row which is not there. */
    private static final List<String> RULES =
            List.of(DanglingReference.RULE, DanglingReference.GENERIC, DanglingReference.PARENT);

    /** Stands for the column of a primary key, where nothing else names it. */
    private static final String KEY = "";

    private final Map<Value, List<Reject>> waiting = new HashMap<>();
    private final Catalogue catalogue;

    /** A value in a column of a table, by which rows refer to the row that has it. */
    private record Value(String table, String column, String text) {}

    /**
     * Sorts rejects by what they wait for.
     *
     * @param rejects of these {@link #RULES}
     * @param catalogue of their tables; a reject of another table waits for nothing that could come
     */
    private WaitingRows(Collection<Reject> rejects, Catalogue catalogue) {
        this.catalogue = requireNonNull(catalogue, "catalogue");
        for (Reject reject : rejects) {
            TableShape table = catalogue.tables().get(reject.row().kind());
            if (table != null) {
                wanted(reject.row(), table)
                        .forEach(value -> waiting.computeIfAbsent(value, any -> new ArrayList<>())
                                .add(reject));
            }
        }
    }

    private static Stream<Value> wanted(RejectedRow row, TableShape table) {
        Optional<DanglingReference> reference = DanglingReference.of(row);
        String named = reference.map(DanglingReference::table).orElse(null);
        if (named != null) {
            return Stream.of(new Value(named, KEY, reference.get().key()));
        }
        List<String> columns =
                reference.map(dangling -> List.of(dangling.column())).orElse(table.key());
        String text = reference.map(DanglingReference::key).orElseGet(() -> String.join(" ", row.cause()));
        return table.references().stream()
                .filter(key -> columns.size() == 1 && key.childColumns().equals(columns))
                .map(key ->
                        new Value(key.parent().toString(), key.parentColumns().get(0), text));
    }

    /**
     * The rows of a file, and after them the open rejects that wait for one of them and lack no column of their table.
     *
     * @param engine with the rejects and the target
     */
    static List<MendedRow> after(List<MendedRow> rows, Engine engine) throws SQLException {
        List<Reject> open;
        try (Connection connection = engine.target().dataSource().getConnection()) {
            open = engine.rejects().openOf(connection, LinoConfig.SYSTEM, RULES);
        }
        if (open.isEmpty()) {
            return rows;
        }
        Set<String> tables = new HashSet<>();
        rows.forEach(row -> tables.add(row.table()));
        open.forEach(reject -> tables.add(reject.row().kind()));
        List<MendedRow> all = new ArrayList<>(rows);
        Map<String, List<String>> headers = new HashMap<>();
        rows.forEach(row -> headers.put(row.table(), row.header()));
        long number = rows.stream().mapToLong(MendedRow::number).max().orElse(0);
        for (Reject reject : new WaitingRows(open, Catalogue.read(engine.target(), tables)).behind(rows)) {
            MendedRow row = MendedRow.of(reject.row(), reject.id(), ++number);
            if (headers.computeIfAbsent(row.table(), table -> row.header()).containsAll(row.header())) {
                all.add(row);
            }
        }
        return all;
    }

    /**
     * Marks each row that waits for another reject of the same drop, and adds to its reason which one that is.
     *
     * @param tables of the rows, by name; a row of another one is not explained
     */
    static void tell(RejectBook rejects, Map<String, TableShape> tables) {
        List<RejectedRow> rows = rejects.rows().stream()
                .filter(row -> tables.containsKey(row.kind()))
                .toList();
        Map<Value, RejectedRow> rejected = new HashMap<>();
        rows.forEach(row -> values(tables.get(row.kind()), MendedRow.of(row, null, 0))
                .forEach(value -> rejected.putIfAbsent(value, row)));
        Map<RejectedRow, Value> waits = new IdentityHashMap<>();
        rows.stream()
                .filter(row -> RULES.contains(row.rule()))
                .forEach(row -> wanted(row, tables.get(row.kind()))
                        .filter(rejected::containsKey)
                        .findFirst()
                        .ifPresent(value -> waits.put(row, value)));
        Map<RejectedRow, Integer> lengths = new IdentityHashMap<>();
        rows.forEach(row -> chain(row, each -> rejected.get(waits.get(each)), lengths));
        rejects.replace(row -> waits.containsKey(row)
                ? row.waitingFor(
                        lengths.get(row),
                        "Row " + waits.get(row).text + " of " + waits.get(row).table
                                + " is a reject, too: when it is mended, this row comes with it.")
                : row);
    }

    /** Finds out for how many others a row waits, one after the other. Rows that wait for one another have a number all the same. */
    private static void chain(RejectedRow row, UnaryOperator<RejectedRow> next, Map<RejectedRow, Integer> lengths) {
        Deque<RejectedRow> chain = new ArrayDeque<>();
        RejectedRow at = row;
        while (at != null && lengths.putIfAbsent(at, 0) == null) {
            chain.push(at);
            at = next.apply(at);
        }
        int length = at == null ? 0 : lengths.get(at) + 1;
        while (!chain.isEmpty()) {
            lengths.put(chain.pop(), length++);
        }
    }

    /** The rejects that wait for rows of a file, or for one that waits for them: a row comes after the one that it waits for. */
    private List<Reject> behind(List<MendedRow> rows) {
        Set<Long> found = new HashSet<>();
        rows.forEach(row -> found.add(row.reject()));
        List<Reject> behind = new ArrayList<>();
        Deque<MendedRow> next =
                new ArrayDeque<>(rows.stream().filter(row -> !row.dropped()).toList());
        while (!next.isEmpty()) {
            for (Value value : values(next.remove())) {
                for (Reject reject : waiting.getOrDefault(value, List.of())) {
                    if (found.add(reject.id())) {
                        behind.add(reject);
                        next.add(MendedRow.of(reject.row(), reject.id(), behind.size()));
                    }
                }
            }
        }
        return behind;
    }

    private List<Value> values(MendedRow row) {
        return values(catalogue.tables().get(row.table()), row);
    }

    private static List<Value> values(TableShape table, MendedRow row) {
        List<Value> values = new ArrayList<>();
        for (String column : table.columns().keySet()) {
            if (row.has(column)) {
                values.add(new Value(row.table(), column, row.cell(column)));
            }
        }
        if (table.key().size() == 1) {
            values.add(new Value(row.table(), KEY, row.cell(table.key().get(0))));
        }
        return values;
    }
}
