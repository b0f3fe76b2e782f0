package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.ShortList;
import io.waybill.format.csv.SpreadsheetChange;
import io.waybill.model.FeedName;
import io.waybill.model.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The rows of a {@code rejects.csv} as they were when they were rejected. What a spreadsheet has changed by itself in a file that comes
 * back is read as it was; what a person has changed, there or at the desk, counts. Safe for use by several threads.
 */
public final class OriginalRows {
    private static final String ORIGINALS = SqlText.of(OriginalRows.class, "originals.sql");
    private static final String REJECTING = SqlText.of(OriginalRows.class, "rejecting-feeds.sql");
    private static final String ANOTHER_FEED = "rejects-of-another-feed";
    private static final int SHOWN = 10;

    /** Knows no row: what comes back is read as it is. */
    public static final OriginalRows NONE = new OriginalRows();

    private final DataSource ledger;
    private final String system;
    private final StoredText stored = new StoredText();

    /** @param ledger database with schema {@code waybill} */
    public OriginalRows(DataSource ledger, String system) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.system = requireNonNull(system, "system");
    }

    private OriginalRows() {
        this.ledger = null;
        this.system = null;
    }

    /** A rejected row as the ledger has it; {@code mended} is null unless somebody has mended it at the desk. */
    private record Original(
            List<String> header, List<String> cells, List<String> cause, String reason, List<String> mended) {
        int indexOf(String column) {
            for (int i = 0; i < header.size(); i++) {
                if (header.get(i).strip().toLowerCase(Locale.ROOT).equals(column)) {
                    return i;
                }
            }
            return -1;
        }

        /** Whether a cell is what was wrong with the row, so that a person had a reason to write it differently. */
        boolean isWrong(int column) {
            // Several cells are the key of a row that lacks something.
            return cause.size() == 1 && cause.contains(cells.get(column))
                    || reason.toLowerCase(Locale.ROOT)
                            .contains("field " + header.get(column).strip().toLowerCase(Locale.ROOT) + ":");
        }
    }

    /**
     * Puts back the cells that a spreadsheet has changed.
     *
     * @param header of the file that came back, in lower case
     * @param rows some of its rows
     * @param restored receives what was put back
     * @return the same rows, one for one
     */
    public List<ReturnedRow> restore(List<String> header, List<ReturnedRow> rows, Collection<RestoredCell> restored)
            throws SQLException {
        Map<Long, Original> originals = originals(rows.stream()
                .map(ReturnedRow::reject)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        List<ReturnedRow> read = new ArrayList<>(rows.size());
        for (ReturnedRow row : rows) {
            Original original = row.reject() == null ? null : originals.get(row.reject());
            read.add(original == null ? row : restore(header, row, original, restored));
        }
        return read;
    }

    /**
     * Refuses rows that another feed has rejected: what they mean, only it knows.
     *
     * @param file name of the file that came back
     * @param rows some of its rows
     * @param own whether the rejects of a feed may come back to this one
     * @throws BrokenFileException when any row is another feed's
     */
    public void requireOwn(String file, List<ReturnedRow> rows, Predicate<FeedName> own) throws SQLException {
        Faults faults = new Faults();
        rejecting(rows).forEach((feed, row) -> {
            if (!own.test(feed)) {
                faults.add(Fault.ofFile(
                        Position.ofLine(file, row.line()),
                        ANOTHER_FEED,
                        "a row that " + feed + " has rejected",
                        "rows that this feed has rejected",
                        "Drop the file into the folder of " + feed + "."));
            }
        });
        faults.throwIfAny();
    }

    /** The feeds that have rejected rows, each with one of its rows. */
    private Map<FeedName, ReturnedRow> rejecting(List<ReturnedRow> rows) throws SQLException {
        Map<Long, ReturnedRow> byReject = new HashMap<>();
        rows.stream().filter(row -> row.reject() != null).forEach(row -> byReject.putIfAbsent(row.reject(), row));
        Map<FeedName, ReturnedRow> feeds = new LinkedHashMap<>();
        if (byReject.isEmpty() || ledger == null) {
            return feeds;
        }
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(REJECTING)) {
            query.setArray(
                    1, connection.createArrayOf("bigint", byReject.keySet().toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    feeds.put(
                            new FeedName(found.getString("system"), found.getString("feed")),
                            byReject.get(found.getLong("id")));
                }
            }
        }
        return feeds;
    }

    /**
     * Refuses a {@code rejects.csv} in the folder of a feed that takes none, and says where it belongs.
     *
     * @param name of the file
     * @param expected what the feed takes
     * @throws BrokenFileException when it is one
     */
    public void refuseRejects(Path file, String name, String expected) throws IOException, SQLException {
        if (!RejectsFile.is(file, name)) {
            return;
        }
        String feeds = rejecting(ReturnedRows.read(file, name).rows()).keySet().stream()
                .map(FeedName::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        throw new BrokenFileException(Fault.ofFile(
                Position.of(name),
                ANOTHER_FEED,
                feeds.isEmpty() ? "rejected rows" : "rows that " + feeds + " has rejected",
                expected,
                "Drop the file into the folder of "
                        + (feeds.isEmpty() ? "the feed that has rejected them." : feeds + ".")));
    }

    /**
     * What was wrong with the rows, by reject.
     *
     * @param rows some that came back
     */
    public Map<Long, List<String>> causes(List<ReturnedRow> rows) throws SQLException {
        Map<Long, List<String>> causes = new HashMap<>();
        originals(rows.stream()
                        .map(ReturnedRow::reject)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList())
                .forEach((reject, original) -> causes.put(reject, original.cause));
        return causes;
    }

    private static ReturnedRow restore(
            List<String> header, ReturnedRow row, Original original, Collection<RestoredCell> restored) {
        List<String> cells = new ArrayList<>(row.cells());
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            int at = original.indexOf(header.get(i));
            if (at < 0 || cell.equals(original.cells.get(at)) || isMended(original, at, cell)) {
                continue;
            }
            Optional<String> how = original.isWrong(at)
                    ? SpreadsheetChange.damage(original.cells.get(at), cell)
                    : SpreadsheetChange.between(original.cells.get(at), cell);
            if (how.isPresent()) {
                cells.set(i, original.cells.get(at));
                restored.add(new RestoredCell(row.line(), header.get(i), how.get()));
            }
        }
        return new ReturnedRow(row.line(), row.reject(), row.kind(), row.rule(), cells, row.decision());
    }

    private static boolean isMended(Original original, int column, String cell) {
        return original.mended != null
                && column < original.mended.size()
                && original.mended.get(column).equals(cell);
    }

    private Map<Long, Original> originals(List<Long> rejects) throws SQLException {
        Map<Long, Original> originals = new HashMap<>();
        if (rejects.isEmpty() || ledger == null) {
            return originals;
        }
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(ORIGINALS)) {
            query.setArray(1, connection.createArrayOf("bigint", rejects.toArray()));
            query.setString(2, system);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    originals.put(
                            found.getLong("id"),
                            new Original(
                                    stored.cells(found.getArray("header")),
                                    stored.cells(found.getArray("cells")),
                                    stored.cells(found.getArray("cause")),
                                    found.getString("reason"),
                                    found.getArray("mended") == null ? null : stored.cells(found.getArray("mended"))));
                }
            }
        }
        return originals;
    }

    /**
     * Tells which cells were put back, by their places; never with their values.
     *
     * @param file name of the file that came back
     * @return empty when there are none
     */
    public static Optional<Notice> notice(String file, List<RestoredCell> restored) {
        if (restored.isEmpty()) {
            return Optional.empty();
        }
        String places = ShortList.ofPhrases(
                restored.stream()
                        .map(cell -> "line " + cell.line() + ", " + cell.column() + ": " + cell.how())
                        .toList(),
                SHOWN);
        boolean one = restored.size() == 1;
        return Optional.of(new Notice(
                "spreadsheet-changes",
                (one ? "1 cell of " : restored.size() + " cells of ") + file + (one ? " is" : " are")
                        + " read as when the rows were rejected, because a spreadsheet had changed "
                        + (one ? "it" : "them") + " by itself (" + places
                        + "). If such a change was meant, make it at the desk, or empty the row's cell in column reject.",
                restored.size()));
    }
}
