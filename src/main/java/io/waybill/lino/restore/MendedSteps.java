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
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.folder.DroppedZip;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TargetLanguages;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.OriginalRows;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.RejectsFile;
import io.waybill.reject.RestoredCell;
import io.waybill.reject.ReturnedRow;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Mended rows of a dump come back as a {@code rejects.csv}: each has the values that its table would get, and is added or corrected there. A
 * cell that is empty is no value, or an empty text where the column needs one. Rows with the decision {@code drop} are left out for good; of a
 * reference to a row that does not exist, the decision may be the key of another one.
 */
public final class MendedSteps {
    private static final String MENDING = "mending";
    private static final String FEED = "restore";
    private static final String DROP = "drop";
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

    /** What the steps of one file share. */
    private record Mending(
            List<String> header, Map<String, TableMatch> matches, Map<Long, ReturnedRow> byLine, RejectBook rejects) {}

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
        List<CsvRow> lines = CsvRows.read(drop.file(), drop.fileName());
        RejectsFile file = RejectsFile.of(lines.get(0)).orElseThrow();
        List<ReturnedRow> returned = lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(file::row)
                .toList();
        originals.requireOwn(drop.fileName(), returned, feed -> feed.system().equals(LinoConfig.SYSTEM));
        List<RestoredCell> restored = new ArrayList<>();
        List<ReturnedRow> rows = answered(drop, file.header(), originals.restore(file.header(), returned, restored));
        OriginalRows.notice(drop.fileName(), restored).ifPresent(outcome::notice);
        Map<String, TableMatch> matches = matches(drop, file.header(), rows);
        Mending mending = new Mending(
                file.header(),
                matches,
                rows.stream().collect(Collectors.toMap(ReturnedRow::line, row -> row)),
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
        delivery.places((line, field) -> Position.ofLine(drop.fileName(), line));
        delivery.refusals((table, row, columns) -> refuse(drop, mending, table, row, columns));
        for (TableMatch match : matches.values()) {
            String table = match.target().name().toString();
            delivery.stage(
                    table,
                    rows.stream()
                            .filter(row -> row.kind().equals(table) && !isDropped(row))
                            .map(row -> row(match, file.header(), row))
                            .toList());
        }
        delivery.endStaging();
    }

    private static boolean isDropped(ReturnedRow row) {
        return row.decision() != null && row.decision().strip().equalsIgnoreCase(DROP);
    }

    private static boolean isDecided(ReturnedRow row) {
        return row.decision() != null && !row.decision().isBlank() && !isDropped(row);
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

    private Map<String, TableMatch> matches(Drop drop, List<String> header, List<ReturnedRow> rows) {
        Set<String> names = rows.stream().map(ReturnedRow::kind).collect(Collectors.toSet());
        Catalogue catalogue = Catalogue.read(engine.target(), names);
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
        Map<String, TableMatch> matches = new LinkedHashMap<>();
        names.stream().sorted().forEach(name -> {
            TableShape shape = catalogue.tables().get(name);
            List<SourceColumn> columns = shape.columns().values().stream()
                    .filter(column -> header.contains(column.name().toLowerCase(Locale.ROOT)) && !column.generated())
                    .map(column -> new SourceColumn(column.name(), kind(shape, column)))
                    .toList();
            SourceTable table = new SourceTable(name, name, columns, Optional.empty(), Optional.empty());
            matches.put(name, TableMatch.of(table, shape, List.of(), new TargetLanguages(List.of("en"))));
        });
        return matches;
    }

    private static Kind kind(TableShape shape, ColumnShape column) {
        return shape.references().stream()
                        .anyMatch(reference -> reference.parent().name().equals(ContentTypeNumbers.TABLE)
                                && reference.childColumns().equals(List.of(column.name())))
                ? Kind.CONTENT_TYPE
                : Kind.PLAIN;
    }

    private static Row row(TableMatch match, List<String> header, ReturnedRow row) {
        Object[] values = match.filled().stream()
                .map(column -> {
                    String cell =
                            row.cells().get(header.indexOf(column.shape().name().toLowerCase(Locale.ROOT)));
                    boolean text = column.shape().kind() == ValueKind.TEXT;
                    return cell.isEmpty() && (column.shape().nullable() || !text) ? null : cell;
                })
                .toArray();
        return new Row(row.line(), values);
    }

    private static void refuse(Drop drop, Mending mending, String table, Row row, List<RefusedValue> columns) {
        TableMatch match = mending.matches.get(table);
        Position at = Position.ofLine(drop.fileName(), row.offset());
        mending.rejects.add(
                new RejectBook.Entry(
                        table,
                        table,
                        match.filled().stream()
                                .map(column -> column.shape().name())
                                .toList(),
                        RejectBook.cells(row.values(), Row.ABSENT),
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
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
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
                line -> Position.ofLine(drop.fileName(), line),
                mending.rejects,
                false);
        staged.take();
        staged.notices().forEach(outcome::notice);
        mending.rejects.notices().forEach(outcome::notice);
        Map<Long, RejectedRow> rejected = new HashMap<>();
        for (RejectedRow row : mending.rejects.rows()) {
            rejected.put(
                    row.at().line(), returned(row, mending.byLine.get(row.at().line())));
        }
        mending.matches.forEach((table, match) -> {
            List<ReturnedRow> rows = mending.byLine.values().stream()
                    .filter(row -> row.kind().equals(table))
                    .toList();
            List<RejectedRow> refused = rejected.values().stream()
                    .filter(row -> row.kind().equals(table))
                    .toList();
            List<AnsweredRow> answered = rows.stream()
                    .filter(row -> !rejected.containsKey(row.line()))
                    .map(row -> new AnsweredRow(keyCells(mending, match, row), row.reject(), isDropped(row)))
                    .toList();
            long dropped = rows.stream().filter(MendedSteps::isDropped).count();
            outcome.count(table, Origin.DROP, rows.size(), dropped, refused.size());
            outcome.mendable(table, new MendableRows(table, Origin.DROP, answered, refused, List.of()));
        });
    }

    private static List<String> keyCells(Mending mending, TableMatch match, ReturnedRow row) {
        return match.target().key().stream()
                .map(key -> mending.header.indexOf(key.toLowerCase(Locale.ROOT)))
                .map(index -> index < 0 ? "" : row.cells().get(index))
                .toList();
    }

    private static RejectedRow returned(RejectedRow row, ReturnedRow from) {
        return new RejectedRow(
                row.kind(),
                row.header(),
                row.cells(),
                row.keyCells(),
                row.cause(),
                row.at(),
                row.rule(),
                row.reason(),
                row.candidates(),
                from == null ? null : from.reject());
    }
}
