package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.naming.NamedChange;
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
import java.util.Set;

/** The page on which a rejected row is mended, cell by cell. */
public final class RowPage {
    private static final int LONGEST_CELL = 100_000;

    private final RejectsReader rejects;
    private final ShownRows rows;
    private final Choices choices;

    /** @param rows what is shown of them */
    public RowPage(RejectsReader rejects, ShownRows rows, Choices choices) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.rows = requireNonNull(rows, "rows");
        this.choices = requireNonNull(choices, "choices");
    }

    /**
     * The row.
     *
     * @throws RefusedException when there is no such reject
     */
    Answer show(Request request) throws SQLException {
        ListedReject shown = rows.reject(request, RejectPage.reject(rejects, request));
        return new RowView(shown, rows.referred(request, List.of(shown)));
    }

    /**
     * Saves the mended row; cells that were not sent stay as they are, and so do secret ones that were sent as they are shown.
     *
     * @throws RefusedException when there is no such reject, it is no longer open, or a cell is too long
     */
    Answer mend(Request request) throws SQLException {
        ListedReject reject = RejectPage.reject(rejects, request);
        RejectedRow row = reject.reject().row();
        Set<Integer> secret = rows.secret(row);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.header().size(); i++) {
            List<String> sent = request.form().all(RowView.field(i));
            boolean kept = sent.isEmpty() || secret.contains(i) && sent.get(0).equals(NamedChange.HIDDEN);
            String cell = kept ? before(reject, i, secret.contains(i)) : sent.get(0);
            if (cell.length() > LONGEST_CELL) {
                throw RefusedException.unusable("A cell may have at most " + LONGEST_CELL + " characters.");
            }
            cells.add(cell);
        }
        long id = reject.reject().id();
        ChoiceResult mended = choices.mend(id, cells, request.account().name(), RejectPage.seen(request.form()));
        if (!mended.standing().isEmpty()) {
            return RejectPage.conflict(
                    request,
                    reject,
                    mended.standing(),
                    "row mended: " + String.join(" · ", rows.withoutSecrets(row, cells)),
                    "/rejects/" + id);
        }
        if (mended.rows() == 0) {
            throw RefusedException.conflict(
                    "This row is no longer open: it is " + reject.reject().state() + ".");
        }
        return new Redirect("/rejects/" + id, "The mended row is saved. Nothing is delivered yet.");
    }

    /** A cell that was not changed: a secret one is that of the row as it was mended last, because that is what was shown. */
    private static String before(ListedReject reject, int column, boolean secret) {
        List<String> mended = reject.choice() == null ? null : reject.choice().cells();
        return secret && mended != null && reject.open()
                ? mended.get(column)
                : reject.reject().row().cells().get(column);
    }
}
