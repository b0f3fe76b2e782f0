package io.waybill.lino.restore;

import io.waybill.delivery.Catalogue;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.delivery.Policy;
import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.Row;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.folder.DroppedZip;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.record.CellTexts;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TargetLanguages;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.OriginalRows;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.RejectsFile;
import io.waybill.reject.RestoredCell;
import io.waybill.reject.ReturnedRow;
import io.waybill.reject.ReturnedRows;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Mended rows of a dump come back as a {@code rejects.csv}: each has the values that its table would get, and is added or corrected there. A
 * cell that is empty is no value, or an empty text where the column needs one. Rows with the decision {@code drop} are left out for good; of a
 * reference to a row that does not exist, the decision may be the key of another one. Rejects that only {@linkplain WaitingRows wait} for one of
 * these rows come with it.
 */
public final class MendedSteps {
    private static final String MENDING = "mending";
    private static final String FEED = "restore";
    private static final String WRONG_ENCODING = "If it is another one, drop the file again, saved as CSV UTF-8.";

    private final LinoConfig config;
    private final Engine engine;
    private final OriginalRows originals;

    /** @param engine what Waybill gives */
    public MendedSteps(LinoConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
        this.originals = new OriginalRows(engine.target().dataSource(), LinoConfig.SYSTEM);
    }

    /** What the steps of one file share; its rows by number. */
    private record Mending(Map<String, TableMatch> matches, Map<Long, MendedRow> rows, RejectBook rejects) {}

    /** Whether a drop is a {@code rejects.csv}, and no dump. */
    public boolean isRejectsFile(@ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException {
        if (Files.isDirectory(drop.file()) || DroppedZip.isZip(drop.file())) {
            return false;
        }
        return RejectsFile.is(drop.file(), drop.fileName());
    }

    /**
     * Reads the file and stages its rows.
     *
     * @throws BrokenFileException when it names tables that the target does not have
     */
    public void stage(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        engine.delivery().reading(exchange, drop);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.contents(DropContents.of(DropContents.REJECTS));
        outcome.readAs(drop.fileName(), drop.file(), CsvDialect.of(drop.file()), WRONG_ENCODING);
        ReturnedRows file = ReturnedRows.read(drop.file(), drop.fileName());
        originals.requireOwn(drop.fileName(), file.rows(), feed -> feed.system().equals(LinoConfig.SYSTEM));
        List<RestoredCell> restored = new ArrayList<>();
        List<ReturnedRow> answered =
                answered(drop, file.header(), originals.restore(file.header(), file.rows(), restored));
        OriginalRows.notice(drop.fileName(), restored).ifPresent(outcome::notice);
        requireTables(drop, file.header(), answered);
        List<MendedRow> rows = WaitingRows.after(
                answered.stream()
                        .map(row -> MendedRow.of(row, file.header(), drop.fileName()))
                        .toList(),
                engine);
        Map<String, TableMatch> matches = matches(rows);
        Mending mending = new Mending(
                matches,
                rows.stream().collect(Collectors.toMap(MendedRow::number, row -> row)),
                new RejectBook(drop.fileName()));
        exchange.setProperty(MENDING, mending);
        LinoConfig.Feed feed = config.feed(FEED);
        engine.delivery()
                .open(
                        exchange,
                        drop,
                        new FeedSpec(
                                matches.values().stream()
                                        .map(match -> match.spec(Policy.UPSERT))
                                        .toList(),
                                feed.guards(),
                                feed.backup()));
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.places((number, field) -> mending.rows.get(number).at());
        delivery.refusals((table, row, columns) -> refuse(mending, table, row, columns));
        for (TableMatch match : matches.values()) {
            String table = match.target().name().toString();
            delivery.stage(
                    table,
                    rows.stream()
                            .filter(row -> row.table().equals(table) && !row.dropped())
                            .map(row -> row(match, row))
                            .toList());
        }
        delivery.endStaging();
    }

    private static boolean isDecided(ReturnedRow row) {
        return row.decision() != null && !row.decision().isBlank() && !MendedRow.isDropped(row);
    }

    /** The rows, each with the key that somebody has decided for its dangling reference. */
    private List<ReturnedRow> answered(Drop drop, List<String> header, List<ReturnedRow> rows) throws SQLException {
        Map<Long, List<String>> causes =
                originals.causes(rows.stream().filter(MendedSteps::isDecided).toList());
        Faults faults = new Faults();
        List<ReturnedRow> answered = new ArrayList<>();
        for (ReturnedRow row : rows) {
            List<String> cause = row.reject() == null ? List.of() : causes.getOrDefault(row.reject(), List.of());
            int column = DanglingReference.of(row.rule(), cause)
                    .map(reference -> header.indexOf(reference.column().toLowerCase(Locale.ROOT)))
                    .orElse(-1);
            if (!isDecided(row)) {
                answered.add(row);
            } else if (column < 0) {
                faults.add(Fault.ofFile(
                        Position.ofLine(drop.fileName(), row.line()),
                        "unknown-decision",
                        row.decision(),
                        "the decision drop, none, or, for a reference to a row that does not exist, the key of another one",
                        "Correct the row's own cells instead."));
            } else {
                List<String> cells = new ArrayList<>(row.cells());
                cells.set(column, row.decision().strip());
                answered.add(new ReturnedRow(row.line(), row.reject(), row.kind(), row.rule(), cells, row.decision()));
            }
        }
        faults.throwIfAny();
        return answered;
    }

    private void requireTables(Drop drop, List<String> header, List<ReturnedRow> rows) {
        Catalogue catalogue = Catalogue.read(
                engine.target(), rows.stream().map(ReturnedRow::kind).collect(Collectors.toSet()));
        Faults faults = new Faults();
        for (ReturnedRow row : rows) {
            if (!catalogue.tables().containsKey(row.kind())) {
                faults.add(Fault.ofFile(
                        Position.ofLine(drop.fileName(), row.line()),
                        "missing-table",
                        row.kind().isEmpty() ? "no kind" : row.kind(),
                        "the table of the row in column kind, as the file had it",
                        null));
            }
        }
        for (TableShape shape : catalogue.tables().values()) {
            shape.key().stream()
                    .filter(key -> !header.contains(key.toLowerCase(Locale.ROOT)))
                    .forEach(key -> faults.add(Fault.ofFile(
                            Position.ofLine(drop.fileName(), 1),
                            "missing-column",
                            "no column " + key,
                            "the key of the rows of " + shape.name(),
                            "Put the column back, or begin again with the file as it is in the error folder.")));
        }
        if (rows.isEmpty()) {
            faults.add(Fault.ofFile(Position.of(drop.fileName()), "empty-file", "no row", "at least one row", null));
        }
        faults.throwIfAny();
    }

    private Map<String, TableMatch> matches(List<MendedRow> rows) {
        Map<String, MendedRow> first = new TreeMap<>();
        rows.forEach(row -> first.putIfAbsent(row.table(), row));
        Catalogue catalogue = Catalogue.read(engine.target(), first.keySet());
        Map<String, TableMatch> matches = new LinkedHashMap<>();
        first.forEach((name, row) -> {
            TableShape shape = catalogue.tables().get(name);
            List<SourceColumn> columns = shape.columns().values().stream()
                    .filter(column -> row.has(column.name()) && !column.generated())
                    .map(column -> new SourceColumn(column.name(), Kind.PLAIN))
                    .toList();
            SourceTable table = new SourceTable(name, name, columns, pointer(shape), Optional.empty());
            matches.put(name, TableMatch.of(table, shape, List.of(), new TargetLanguages(List.of("en"))));
        });
        return matches;
    }

    /** A key that refers to another row is that of the row that it extends. */
    private static Optional<String> pointer(TableShape shape) {
        return shape.key().stream()
                .filter(column -> shape.key().size() == 1)
                .filter(column -> shape.references().stream()
                        .anyMatch(reference -> reference.childColumns().equals(shape.key())))
                .findFirst();
    }

    private static Row row(TableMatch match, MendedRow row) {
        Object[] values = match.filled().stream()
                .map(column -> {
                    String cell = row.cell(column.shape().name());
                    boolean text = column.shape().kind() == ValueKind.TEXT;
                    return cell.isEmpty() && (column.shape().nullable() || !text) ? null : cell;
                })
                .toArray();
        return new Row(row.number(), values);
    }

    private static void refuse(Mending mending, String table, Row row, List<RefusedValue> columns) {
        TableMatch match = mending.matches.get(table);
        Position at = mending.rows.get(row.offset()).at();
        mending.rejects.add(
                new RejectBook.Entry(
                        table,
                        table,
                        match.filled().stream()
                                .map(column -> column.shape().name())
                                .toList(),
                        CellTexts.of(match.shapes(), row.values(), Row.ABSENT),
                        match.target().key(),
                        at),
                columns.stream().map(RefusedValue::column).toList(),
                columns.get(0).rule(),
                columns.stream()
                        .map(value -> new Fault(
                                        at, table, value.column(), value.rule(), value.found(), value.expected(), null)
                                .sentence())
                        .collect(Collectors.joining(" ")));
    }

    /**
     * Takes out the rows that the target's rules would refuse still: they stay rejects, as they are now.
     *
     * @throws SQLException when the database refuses it
     */
    public void reject(
            @ExchangeProperty(MENDING) Mending mending,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        StagedRejects staged = new StagedRejects(
                delivery,
                engine.target(),
                config,
                mending.matches,
                ContentTypeNumbers.readIfThere(engine.target()),
                false,
                number -> mending.rows.get(number).at(),
                mending.rejects,
                false);
        staged.take();
        staged.notices().forEach(outcome::notice);
        mending.rejects.notices().forEach(outcome::notice);
        // Rows of different dumps may have equal places; each is an object of its own.
        Map<Position, RejectedRow> rejected = new IdentityHashMap<>();
        mending.rejects.rows().forEach(row -> rejected.putIfAbsent(row.at(), row));
        List<MendedRow> waited = new ArrayList<>();
        mending.matches.forEach((table, match) -> {
            List<MendedRow> rows = mending.rows.values().stream()
                    .filter(row -> row.table().equals(table))
                    .toList();
            List<RejectedRow> refused = rows.stream()
                    .filter(row -> rejected.containsKey(row.at()))
                    .map(row -> rejected.get(row.at()).returnedAs(row.reject()))
                    .toList();
            List<MendedRow> answered =
                    rows.stream().filter(row -> !rejected.containsKey(row.at())).toList();
            answered.stream().filter(MendedRow::waited).forEach(waited::add);
            long dropped = rows.stream().filter(MendedRow::dropped).count();
            outcome.count(table, Origin.DROP, rows.size(), dropped, refused.size());
            outcome.mendable(
                    table,
                    new MendableRows(
                            table,
                            Origin.DROP,
                            answered.stream()
                                    .map(row -> row.answered(match.target().key()))
                                    .toList(),
                            refused,
                            List.of()));
        });
        notice(waited).ifPresent(outcome::notice);
    }

    /** Tells which rejects are delivered without being in the file. */
    private static Optional<Notice> notice(List<MendedRow> waited) {
        if (waited.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> tables =
                waited.stream().collect(Collectors.groupingBy(MendedRow::table, TreeMap::new, Collectors.counting()));
        return Optional.of(new Notice(
                "waiting-rows",
                waited.size() + (waited.size() == 1 ? " more reject" : " more rejects")
                        + " only waited for rows of this file, and come with them: "
                        + tables.entrySet().stream()
                                .map(table -> String.format(Locale.ROOT, "%s %,d", table.getKey(), table.getValue()))
                                .collect(Collectors.joining(", "))
                        + ".",
                waited.size()));
    }
}
