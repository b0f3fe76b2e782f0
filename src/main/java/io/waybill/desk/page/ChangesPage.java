package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Change;
import io.waybill.delivery.Change.Place;
import io.waybill.delivery.Changes;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.delivery.naming.PlanFormat;
import io.waybill.delivery.naming.RowNames;
import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of a waybill's changes, row by row. */
public final class ChangesPage {
    private static final int A_PAGE = 100;
    private static final int MOST = 1_000;

    private final LedgerReader ledger;
    private final Changes changes;
    private final RowNames names;
    private final PlanFormat format;

    /** @param zone that people read times in */
    public ChangesPage(LedgerReader ledger, Changes changes, RowNames names, ZoneId zone) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.changes = requireNonNull(changes, "changes");
        this.names = requireNonNull(names, "names");
        this.format = new PlanFormat(zone, changes, names);
    }

    /**
     * Those that match the query.
     *
     * @throws RefusedException when there is no such waybill
     */
    Answer list(Request request) {
        return view(request, request.query());
    }

    /** Those that match a form; without a text to search for, people are sent to the address of that list. */
    Answer search(Request request) {
        Changes.Filter filter = filter(request.form());
        return filter.text() == null && !request.ofProgram()
                ? Redirect.to(ChangesView.address(
                        request.number("number"), filter, request.form().raw("after")))
                : view(request, request.form());
    }

    private Answer view(Request request, Form asked) {
        long number = request.number("number");
        LedgerEntry page =
                ledger.show(number).orElseThrow(() -> RefusedException.notFound("There is no waybill " + number + "."));
        Changes.Filter filter = filter(asked);
        String after = asked.raw("after");
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        List<Change> found = changes.page(number, filter, place(after), limit + 1);
        boolean more = found.size() > limit;
        List<NamedChange> shown = names.of(number, more ? found.subList(0, limit) : found);
        List<Object> json = new ArrayList<>();
        shown.forEach(change -> json.add(format.json(change)));
        return new ChangesView(
                page,
                filter,
                shown,
                json,
                after,
                more ? text(shown.get(limit - 1).change().place()) : null);
    }

    private static Changes.Filter filter(Form asked) {
        return new Changes.Filter(
                asked.text("table").orElse(null),
                asked.text("kind").map(ChangesPage::kind).orElse(null),
                asked.ticked("fresh"),
                asked.sought("text").orElse(null));
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
