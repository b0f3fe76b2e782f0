package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.match.Candidate;
import io.waybill.match.Decision;
import io.waybill.match.ReferenceEntry;
import io.waybill.reject.AlikeRejects;
import io.waybill.reject.ChoiceResult;
import io.waybill.reject.ChoiceScope;
import io.waybill.reject.Choices;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectsReader;
import io.waybill.reject.UndeliveredChoices;
import io.waybill.system.Mending;
import io.waybill.system.Mendings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of one cause: its rows and candidates; an answer is chosen for all rows or for some. */
public final class RejectPage {
    private static final int A_PAGE = 50;
    private static final int MOST = 500;
    private static final int FOUND = 20;
    private static final int LONGEST_ANSWER = 2_000;

    private final RejectsReader rejects;
    private final ShownRows rows;
    private final Choices choices;
    private final Mendings mendings;

    /**
     * @param rows what is shown of them
     * @param mendings how each system's rejects are mended
     */
    public RejectPage(RejectsReader rejects, ShownRows rows, Choices choices, Mendings mendings) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.rows = requireNonNull(rows, "rows");
        this.choices = requireNonNull(choices, "choices");
        this.mendings = requireNonNull(mendings, "mendings");
    }

    /**
     * The page.
     *
     * @throws RefusedException when there is no such reject
     */
    Answer show(Request request) throws SQLException {
        return view(request, request.query(), null, List.of());
    }

    /**
     * The page, with what the reference has for the typed words.
     *
     * @throws RefusedException when there is no such reject, or no reference of its kind
     */
    Answer lookUp(Request request) throws SQLException {
        ListedReject reject = reject(rejects, request);
        String text = request.form().sought("text").orElse("");
        Mending.Search reference = mendings.reference(reject)
                .orElseThrow(() -> RefusedException.conflict("There is no reference to search for these rows."));
        return view(request, request.form(), text, reference.find(text, FOUND));
    }

    private Answer view(Request request, Form asked, String text, List<ReferenceEntry> found) throws SQLException {
        ListedReject reject = reject(rejects, request);
        Long waybill = asked.number("waybill").orElse(null);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        ListedReject shown = rows.reject(request, reject);
        AlikeRejects alike = rows.alike(
                request,
                rejects.alike(
                        reject.reject().id(), waybill, asked.number("above").orElse(0L), limit));
        return new RejectView(
                shown,
                rows.referred(
                        request,
                        Stream.concat(Stream.of(shown), alike.page().stream()).toList()),
                alike,
                waybill,
                limit,
                mendings.reference(reject).isPresent(),
                mendings.renaming(reject).isPresent(),
                text,
                found);
    }

    /**
     * Chooses an answer for all rows with the cause or for the ticked ones, has them tried again as they are, or clears their choice.
     *
     * @throws RefusedException when there is no such reject, it is no longer open, or nothing was chosen
     */
    Answer choose(Request request) throws SQLException {
        ListedReject reject = reject(rejects, request);
        Form form = request.form();
        Long waybill = form.number("waybill").orElse(null);
        List<Long> only = form.raw("for").equals("ticked") ? ticked(form) : null;
        long id = reject.reject().id();
        String place =
                form.raw("back").equals("list") ? RejectsView.address(waybill, 0) : RejectView.address(id, waybill, 0);
        ChoiceScope scope = new ChoiceScope(id, waybill, only);
        String account = request.account().name();
        if (form.raw("do").equals("forget")) {
            ChoiceResult cleared = choices.unchoose(scope, account, seen(form));
            return cleared.standing().isEmpty()
                    ? new Redirect(place, "The choice for " + rows(cleared.rows()) + " was cleared.")
                    : conflict(request, reject, cleared.standing(), "no answer", place);
        }
        boolean drop = form.raw("do").equals("drop");
        boolean again = form.raw("do").equals("again");
        if (!drop && !again && mendings.reference(reject).isEmpty()) {
            throw RefusedException.conflict("No answer can solve this row: mend it, or discard it.");
        }
        String answer = again ? null : drop ? Decision.DROP : answer(form);
        ChoiceResult chosen = choices.choose(scope, answer, account, seen(form));
        if (!chosen.standing().isEmpty()) {
            String mine = again ? "try again as they are" : drop ? "discarded" : answer;
            return conflict(request, reject, chosen.standing(), mine, place);
        }
        int rows = chosen.rows();
        if (rows == 0) {
            throw RefusedException.conflict("These rows are no longer open: somebody has dealt with them meanwhile.");
        }
        return new Redirect(
                place,
                (again ? "To be tried again as they are: " : drop ? "Discarded: " : "Chosen for ") + rows(rows)
                        + ". Nothing is delivered yet.");
    }

    /**
     * Until when the choices of others were made that this form may replace.
     *
     * @return null for none of them
     */
    static Instant seen(Form form) {
        return form.number(ConflictView.REPLACE).map(UndeliveredChoices::moment).orElse(null);
    }

    /** What others have chosen, and what this person has sent. */
    static Answer conflict(
            Request request, ListedReject reject, UndeliveredChoices standing, String mine, String back) {
        ConflictView view = new ConflictView(
                ConflictView.CONFLICT,
                standing,
                mine,
                reject.reject().row().candidates().stream()
                        .collect(Collectors.toMap(Candidate::value, Candidate::why, (first, second) -> first)),
                request.http().path(),
                request.form().fields(),
                back);
        return new Answer.Again(view.status(), view.sentence(), view);
    }

    private static String answer(Form form) {
        String answer = form.text("own")
                .or(() -> form.text("answer"))
                .orElseThrow(() -> RefusedException.unusable("Choose a candidate, or type another value."));
        if (answer.length() > LONGEST_ANSWER) {
            throw RefusedException.unusable("An answer may have at most " + LONGEST_ANSWER + " characters.");
        }
        return answer;
    }

    private static List<Long> ticked(Form form) {
        List<Long> rows = new ArrayList<>();
        for (String row : form.all("row")) {
            if (!row.matches("[0-9]{1,18}")) {
                throw RefusedException.badRequest("A number is expected for 'row'.");
            }
            rows.add(Long.valueOf(row));
        }
        if (rows.isEmpty()) {
            throw RefusedException.unusable("Tick the rows to answer, or choose all rows.");
        }
        return rows;
    }

    static String rows(int rows) {
        return String.format(java.util.Locale.UK, rows == 1 ? "%,d row" : "%,d rows", rows);
    }

    /**
     * The reject that the address names.
     *
     * @throws RefusedException when there is none
     */
    static ListedReject reject(RejectsReader rejects, Request request) throws SQLException {
        long id = request.number("reject");
        return rejects.find(id).orElseThrow(() -> RefusedException.notFound("There is no reject " + id + "."));
    }
}
