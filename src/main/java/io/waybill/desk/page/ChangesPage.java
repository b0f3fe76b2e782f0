package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Change;
import io.waybill.delivery.Change.Place;
import io.waybill.delivery.Changes;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.delivery.naming.PlanFormat;
import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.format.csv.CsvLines;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of a waybill's changes, row by row. */
public final class ChangesPage {
    private static final int A_PAGE = 100;
    private static final int MOST = 1_000;

    private final LedgerReader ledger;
    private final Changes changes;
    private final ShownRows rows;
    private final PlanFormat format;

    /**
     * @param format of rows as JSON
     * @param rows what is shown of them
     */
    public ChangesPage(LedgerReader ledger, Changes changes, ShownRows rows, PlanFormat format) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.changes = requireNonNull(changes, "changes");
        this.rows = requireNonNull(rows, "rows");
        this.format = requireNonNull(format, "format");
    }

    /**
     * Those that match the query. A form that leaves fields empty leads to the address without them, which is the one to pass on.
     *
     * @throws RefusedException when there is no such waybill
     */
    Answer list(Request request) {
        Form asked = request.query();
        return !request.ofProgram() && asked.hasBlank()
                ? Redirect.to(ChangesView.address(request.number("number"), filter(request, asked), asked.raw("after")))
                : view(request, asked);
    }

    /** The same for a program that sends what it searches for in the body. */
    Answer search(Request request) {
        return view(request, request.form());
    }

    /**
     * All that match the query, as a table for spreadsheets: a line for each value.
     *
     * @throws RefusedException when there is no such waybill
     */
    Answer csv(Request request) {
        long number = page(request).number();
        Changes.Filter filter = filter(request, request.query());
        return new Answer.Csv("waybill-" + number + "-changes.csv", out -> {
            out.row(List.of("table", "change", "key", "row", "column", "old", "new", "old refers to", "new refers to"));
            changes.each(number, filter, some -> {
                for (NamedChange change : rows.changes(request, number, some)) {
                    write(change, out);
                }
            });
        });
    }

    private static void write(NamedChange named, CsvLines out) {
        Change change = named.change();
        String table = change.table();
        String kind = ChangesView.word(change.kind());
        try {
            if (change.cells().isEmpty()) {
                out.row(List.of(table, kind, change.keyText(), named.name(), "", "", "", "", ""));
            }
            for (Change.Cell cell : change.cells()) {
                out.row(List.of(
                        table,
                        kind,
                        change.keyText(),
                        named.name(),
                        cell.column(),
                        cell.before() == null ? "" : cell.before(),
                        cell.after() == null ? "" : cell.after(),
                        named.before().getOrDefault(cell.column(), ""),
                        named.after().getOrDefault(cell.column(), "")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LedgerEntry page(Request request) {
        long number = request.number("number");
        return ledger.show(number).orElseThrow(() -> RefusedException.notFound("There is no waybill " + number + "."));
    }

    private Answer view(Request request, Form asked) {
        LedgerEntry page = page(request);
        long number = page.number();
        Changes.Filter filter = filter(request, asked);
        String after = asked.raw("after");
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        Changes.Page found = changes.page(number, filter, place(after), limit);
        List<NamedChange> shown = rows.changes(request, number, found.changes());
        List<Object> json = new ArrayList<>();
        shown.forEach(change -> json.add(format.json(change)));
        return new ChangesView(
                page, filter, shown, json, after, found.next() == null ? null : text(found.next()), found.unsearched());
    }

    private Changes.Filter filter(Request request, Form asked) {
        return new Changes.Filter(
                asked.text("table").orElse(null),
                asked.text("kind").map(ChangesPage::kind).orElse(null),
                asked.ticked("fresh"),
                rows.sought(request, asked));
    }

    private static Change.Kind kind(String word) {
        try {
            return Change.Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest(
                    "There is no kind of change '" + word + "': expected insert, update, retire or delete.");
        }
    }

    private static Place place(String after) {
        if (after.isEmpty()) {
            return Place.START;
        }
        if (!after.matches("[0-9]{1,5}-[0-9]{1,18}")) {
            throw RefusedException.badRequest("'" + after + "' is not a position in a list of changes.");
        }
        String[] parts = after.split("-");
        return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    private static String text(Place place) {
        return place.plan() + "-" + place.ordinal();
    }
}
