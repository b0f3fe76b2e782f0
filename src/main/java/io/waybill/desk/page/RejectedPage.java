package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectFilter;
import io.waybill.reject.RejectsReader;
import java.sql.SQLException;
import java.util.List;

/** The page of all rejected rows: open ones, and closed ones with the waybill that closed them. */
public final class RejectedPage {
    private static final int A_PAGE = 50;
    private static final int MOST = 500;

    private final RejectsReader rejects;

    public RejectedPage(RejectsReader rejects) {
        this.rejects = requireNonNull(rejects, "rejects");
    }

    /** Those that match the query. */
    Answer list(Request request) throws SQLException {
        return view(request.query());
    }

    /** Those that match a form; without a text to search for, people are sent to the address of that list. */
    Answer search(Request request) throws SQLException {
        RejectFilter filter = filter(request.form());
        return filter.text() == null && !request.ofProgram()
                ? Redirect.to(RejectedView.address(filter, filter.below()))
                : view(request.form());
    }

    private Answer view(Form asked) throws SQLException {
        RejectFilter filter = filter(asked);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        List<ListedReject> found = rejects.list(filter, limit + 1);
        boolean more = found.size() > limit;
        List<ListedReject> page = more ? found.subList(0, limit) : found;
        return new RejectedView(page, more ? page.get(limit - 1).reject().id() : null, filter);
    }

    private static RejectFilter filter(Form asked) {
        return new RejectFilter(
                asked.text("state").map(RejectedPage::state).orElse(null),
                asked.number("waybill").orElse(null),
                asked.sought("text").orElse(null),
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
