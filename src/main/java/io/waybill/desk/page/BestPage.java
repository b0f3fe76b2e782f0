package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.match.Candidate;
import io.waybill.reject.Cause;
import io.waybill.reject.Causes;
import io.waybill.reject.Choices;
import io.waybill.reject.RejectsReader;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of the best candidates of open rejects, which people look over and then choose together. */
public final class BestPage {
    private static final int A_PAGE = 100;
    private static final int PORTION = 1_000;
    private static final double HUNDRED = 100;
    private static final Pattern ACCEPTED = Pattern.compile("([0-9]{1,18})=(.{1,2000})", Pattern.DOTALL);

    private final RejectsReader rejects;
    private final ShownRows rows;
    private final Choices choices;

    /** @param rows what is shown of them */
    public BestPage(RejectsReader rejects, ShownRows rows, Choices choices) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.rows = requireNonNull(rows, "rows");
        this.choices = requireNonNull(choices, "choices");
    }

    /** The list to look over. */
    Answer show(Request request) throws SQLException {
        Long waybill = request.query().number("waybill").orElse(null);
        long from = request.query().number("from").orElse(0L);
        Causes causes = rows.causes(request, rejects.best(waybill, BestView.SCORE / HUNDRED, A_PAGE, from));
        long next = from + causes.page().size();
        return new BestView(
                causes,
                rows.referredOfCauses(request, causes),
                waybill,
                from,
                next < causes.causes() ? (Long) next : null);
    }

    /** All of it, as a table for spreadsheets. */
    Answer csv(Request request) {
        Long waybill = request.query().number("waybill").orElse(null);
        return new Answer.Csv("best-candidates.csv", out -> {
            out.row(List.of(
                    "rule",
                    "cause",
                    "reason",
                    "rows",
                    "feed",
                    "best candidate",
                    "score in %",
                    "why",
                    "next best",
                    "its score in %"));
            long from = 0;
            Causes causes;
            do {
                causes = rows.causes(request, rejects.best(waybill, BestView.SCORE / HUNDRED, PORTION, from));
                for (Cause cause : causes.page()) {
                    out.row(cells(cause));
                }
                from += causes.page().size();
            } while (causes.page().size() == PORTION);
        });
    }

    private static List<String> cells(Cause cause) {
        Candidate best = BestView.best(cause);
        Candidate second = BestView.second(cause);
        return List.of(
                cause.first().row().rule(),
                String.join(" · ", cause.first().row().cause()),
                cause.first().row().reason(),
                Long.toString(cause.rows()),
                cause.feed().toString(),
                best.value(),
                percent(best),
                best.why(),
                second == null ? "" : second.value(),
                second == null ? "" : percent(second));
    }

    private static String percent(Candidate candidate) {
        return Long.toString(Math.round(candidate.score() * HUNDRED));
    }

    /**
     * Chooses the ticked ones, each as the person has seen it.
     *
     * @throws RefusedException when none is ticked, or none of them is open and undecided any more
     */
    Answer choose(Request request) throws SQLException {
        Form form = request.form();
        Map<Long, String> answers = new LinkedHashMap<>();
        for (String accepted : form.all("accept")) {
            Matcher one = ACCEPTED.matcher(accepted);
            if (!one.matches()) {
                throw RefusedException.badRequest("A reject and its answer are expected for 'accept', as in 12=value.");
            }
            answers.put(Long.valueOf(one.group(1)), one.group(2));
        }
        if (answers.isEmpty()) {
            throw RefusedException.unusable("Tick the candidates to choose.");
        }
        Long waybill = form.number("waybill").orElse(null);
        int chosen = choices.chooseBest(
                answers, waybill, BestView.SCORE / HUNDRED, request.account().name());
        if (chosen == 0) {
            throw RefusedException.conflict(
                    "Nothing was chosen: somebody has dealt with these rows meanwhile, or other candidates are better now.");
        }
        return new Redirect(
                RejectsView.address(waybill, 0),
                "Chosen for " + RejectPage.rows(chosen) + ". Nothing is delivered yet.");
    }
}
