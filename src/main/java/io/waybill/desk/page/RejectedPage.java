package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.reject.Choice;
import io.waybill.reject.ListedReject;
import io.waybill.reject.Reject;
import io.waybill.reject.RejectFilter;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.RejectsReader;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;

/** The page of all rejected rows: open ones, and closed ones with the waybill that closed them. */
public final class RejectedPage {
    private static final int A_PAGE = 50;
    private static final int MOST = 500;
    private static final int PORTION = 1_000;

    private final RejectsReader rejects;
    private final ShownRows rows;
    private final ZoneId zone;

    /**
     * @param rows what is shown of them
     * @param zone that people read times in
     */
    public RejectedPage(RejectsReader rejects, ShownRows rows, ZoneId zone) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.rows = requireNonNull(rows, "rows");
        this.zone = requireNonNull(zone, "zone");
    }

    /** Those that match the query. A form that leaves fields empty leads to the address without them, which is the one to pass on. */
    Answer list(Request request) throws SQLException {
        Form asked = request.query();
        RejectFilter filter = filter(request, asked);
        return !request.ofProgram() && asked.hasBlank()
                ? Redirect.to(RejectedView.address(filter, filter.below()))
                : view(request, asked);
    }

    /** The same for a program that sends what it searches for in the body. */
    Answer search(Request request) throws SQLException {
        return view(request, request.form());
    }

    /** All that match the query, as a table for spreadsheets. */
    Answer csv(Request request) {
        RejectFilter filter = filter(request, request.query());
        return new Answer.Csv("rejected-rows.csv", out -> {
            out.row(List.of(
                    "no.",
                    "state",
                    "waybill",
                    "feed",
                    "kind",
                    "row",
                    "rule",
                    "reason",
                    "file",
                    "line",
                    "closed by waybill",
                    "closed at",
                    "decision",
                    "decided by"));
            List<ListedReject> some;
            Long below = filter.below();
            do {
                some = rejects.list(new RejectFilter(filter.state(), filter.waybill(), filter.text(), below), PORTION);
                for (ListedReject each : some) {
                    out.row(cells(rows.reject(request, each)));
                    below = each.reject().id();
                }
            } while (some.size() == PORTION);
        });
    }

    private List<String> cells(ListedReject listed) {
        Reject reject = listed.reject();
        RejectedRow row = reject.row();
        Choice choice = listed.choice();
        return List.of(
                Long.toString(reject.id()),
                reject.state(),
                Long.toString(reject.waybill()),
                listed.feed().toString(),
                row.kind(),
                String.join(" · ", row.cells()),
                row.rule(),
                row.reason(),
                row.at().file(),
                row.at().line() > 0 ? Long.toString(row.at().line()) : "",
                reject.closedBy() == null ? "" : reject.closedBy().toString(),
                SpreadsheetTime.of(listed.closedAt(), zone),
                choice == null ? "" : choice.answer() == null ? "mended" : choice.answer(),
                choice == null ? "" : choice.by());
    }

    private Answer view(Request request, Form asked) throws SQLException {
        RejectFilter filter = filter(request, asked);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        List<ListedReject> found = rejects.list(filter, limit + 1);
        boolean more = found.size() > limit;
        List<ListedReject> page = (more ? found.subList(0, limit) : found)
                .stream().map(each -> rows.reject(request, each)).toList();
        return new RejectedView(
                page,
                rows.referred(request, page),
                more ? page.get(limit - 1).reject().id() : null,
                filter);
    }

    private RejectFilter filter(Request request, Form asked) {
        return new RejectFilter(
                asked.text("state").map(RejectedPage::state).orElse(null),
                asked.number("waybill").orElse(null),
                rows.sought(request, asked),
                asked.number("below").orElse(null));
    }

    private static String state(String word) {
        if (!RejectedView.STATES.contains(word)) {
            throw RefusedException.badRequest("There is no state '" + word + "': expected one of "
                    + String.join(", ", RejectedView.STATES) + ".");
        }
        return word;
    }
}
