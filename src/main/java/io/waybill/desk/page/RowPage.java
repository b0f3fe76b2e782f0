package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.reject.ChoiceResult;
import io.waybill.reject.Choices;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.RejectsReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The page on which a rejected row is mended, cell by cell. */
public final class RowPage {
    private static final int LONGEST_CELL = 100_000;

    private final RejectsReader rejects;
    private final Choices choices;

    public RowPage(RejectsReader rejects, Choices choices) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.choices = requireNonNull(choices, "choices");
    }

    /**
     * The row.
     *
     * @throws RefusedException when there is no such reject
     */
    Answer show(Request request) throws SQLException {
        return new RowView(RejectPage.reject(rejects, request));
    }

    /**
     * Saves the mended row; cells that were not sent stay as they are.
     *
     * @throws RefusedException when there is no such reject, it is no longer open, or a cell is too long
     */
    Answer mend(Request request) throws SQLException {
        ListedReject reject = RejectPage.reject(rejects, request);
        RejectedRow row = reject.reject().row();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.header().size(); i++) {
            List<String> sent = request.form().all(RowView.field(i));
            String cell = sent.isEmpty() ? row.cells().get(i) : sent.get(0);
            if (cell.length() > LONGEST_CELL) {
                throw RefusedException.unusable("A cell may have at most " + LONGEST_CELL + " characters.");
            }
            cells.add(cell);
        }
        long id = reject.reject().id();
        ChoiceResult mended = choices.mend(id, cells, request.account().name(), RejectPage.seen(request.form()));
        if (!mended.standing().isEmpty()) {
            return RejectPage.conflict(
                    request, mended.standing(), "row mended: " + String.join(" · ", cells), "/rejects/" + id);
        }
        if (mended.rows() == 0) {
            throw RefusedException.conflict(
                    "This row is no longer open: it is " + reject.reject().state() + ".");
        }
        return new Redirect("/rejects/" + id, "The mended row is saved. Nothing is delivered yet.");
    }
}
