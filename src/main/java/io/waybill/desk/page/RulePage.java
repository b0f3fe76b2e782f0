package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Account;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.match.PathRule;
import io.waybill.match.Renames;
import io.waybill.reject.Choices;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectsReader;
import io.waybill.system.Mending.Renaming;
import io.waybill.system.Mendings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page of a mapping rule: an old path prefix becomes a new one, for open rejects and for later drops. */
public final class RulePage {
    private static final int LONGEST_PATH = 2_000;

    private final RejectsReader rejects;
    private final Choices choices;
    private final Mendings mendings;
    private final Clock clock;

    /** @param mendings how each system's rejects are mended */
    public RulePage(RejectsReader rejects, Choices choices, Mendings mendings, Clock clock) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.choices = requireNonNull(choices, "choices");
        this.mendings = requireNonNull(mendings, "mendings");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The form, with the path that the reject has.
     *
     * @throws RefusedException when no rule can solve it
     */
    Answer show(Request request) throws SQLException {
        ListedReject reject = RejectPage.reject(rejects, request);
        Renaming renaming = required(reject);
        return new RuleView(
                reject, renaming.file().name(), reject.reject().row().cause().get(0), "", null, true, List.of(), "");
    }

    /**
     * Counts the rejects that a rule would solve, or saves it; then the rows that it solves are marked to be tried again as they are. A rule that
     * cannot be saved is shown once more, with the reason: it is no rule, there is one for that path already, there is nothing at its new
     * path, or another rule would lead to nothing.
     *
     * @throws RefusedException when no rule can solve the reject
     */
    Answer make(Request request) throws SQLException {
        ListedReject reject = RejectPage.reject(rejects, request);
        Renaming renaming = required(reject);
        String from = path(request, "from");
        String to = path(request, "to");
        Renames renames;
        try {
            renames = with(renaming, from, to);
        } catch (RefusedException e) {
            return again(new RuleView(reject, renaming.file().name(), from, to, null, true, List.of(), e.getMessage()));
        }
        Map<String, Long> solved = solved(reject, renaming, renames, from);
        long rows = solved.values().stream().mapToLong(Long::longValue).sum();
        String end = renames.rules().get(from);
        PathRule rule = new PathRule(
                from, to, request.account().name(), LocalDate.now(clock).toString());
        boolean save = request.form().raw("do").equals("save");
        boolean there = !renaming.there().among(List.of(end)).isEmpty();
        String complaint = there || !save
                ? astray(rule, renaming, renames)
                : "There is nothing at the new path, " + end
                        + ": a rule that leads there solves nothing. Correct the path, or make the rule when it is there.";
        RuleView view = new RuleView(
                reject, renaming.file().name(), from, to, rows, there, warnings(rule, renaming), complaint);
        if (!complaint.isEmpty()) {
            return again(view);
        }
        return save
                ? new Answer.FileWork(
                        Redirect.to("/rejects"),
                        () -> save(reject, renaming, rule, solved.keySet(), rows, request.account()))
                : view;
    }

    private static Answer again(RuleView view) {
        return new Answer.Again(RefusedException.UNPROCESSABLE, view.complaint(), view);
    }

    /** Says which rule would lead to nothing with this one, though it leads to something now; empty when there is none. */
    private static String astray(PathRule rule, Renaming renaming, Renames with) throws SQLException {
        Map<String, String> now = renaming.file().read().rules();
        Set<String> ends = new HashSet<>(now.values());
        ends.addAll(with.rules().values());
        Set<String> there = renaming.there().among(ends);
        return renaming.file().rules().stream()
                .filter(other -> there.contains(now.get(other.from()))
                        && !there.contains(with.rules().get(other.from())))
                .findFirst()
                .map(other -> "With this rule, the rule " + other.words() + " would lead to "
                        + with.rules().get(other.from()) + ", where there is nothing, because "
                        + rule.words()
                        + " leads on from its new path. Remove that rule first, or choose another old path.")
                .orElse("");
    }

    private Redirect save(
            ListedReject reject, Renaming renaming, PathRule rule, Set<String> solved, long rows, Account account)
            throws SQLException, IOException {
        try {
            renaming.file().add(rule);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
        int marked = choices.tryAgain(
                reject.feed().system(),
                reject.reject().row().kind(),
                reject.reject().row().rule(),
                solved,
                account.name());
        return new Redirect("/rejects", "The rule is saved. " + solves(rows, marked));
    }

    private static String solves(long rows, int marked) {
        if (rows == 0) {
            return "None of the open rejects is solved by it; it is there for later drops.";
        }
        return "It solves "
                + String.format(java.util.Locale.UK, rows == 1 ? "%,d open reject" : "%,d open rejects", rows)
                + ": preview and deliver "
                + (rows == 1 ? "it." : "them.")
                + (marked < rows
                        ? String.format(
                                java.util.Locale.UK,
                                " %,d of them keep what somebody else has chosen for them.",
                                rows - marked)
                        : "");
    }

    private static List<String> warnings(PathRule rule, Renaming renaming) throws SQLException {
        List<String> warnings = new ArrayList<>(rule.overlaps(renaming.file().rules()));
        if (!renaming.there().among(List.of(rule.from())).isEmpty()) {
            warnings.add(
                    "The old path still exists. What is found there stays there; the rule is for what is not found.");
        }
        return warnings;
    }

    private static Renames with(Renaming renaming, String from, String to) {
        try {
            return renaming.file().with(from, to);
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    /** Rejects by path that would find their subject. */
    private Map<String, Long> solved(ListedReject reject, Renaming renaming, Renames renames, String from)
            throws SQLException {
        Map<String, Long> below = rejects.pathsBelow(
                reject.feed().system(),
                reject.reject().row().kind(),
                reject.reject().row().rule(),
                from);
        Map<String, String> moved = new HashMap<>();
        below.keySet().forEach(path -> renames.renamed(path).ifPresent(now -> moved.put(path, now)));
        Set<String> there = renaming.there().among(moved.values());
        Map<String, Long> solved = new HashMap<>(below);
        solved.keySet().removeIf(path -> !there.contains(moved.get(path)));
        return solved;
    }

    private static RefusedException unusable(IllegalArgumentException failure) {
        return RefusedException.unusable("This rule cannot be used: " + failure.getMessage() + ".");
    }

    private static String path(Request request, String field) {
        String path = request.form().text(field).orElse("").replaceAll("^/+|/+$", "");
        if (path.isEmpty() || path.length() > LONGEST_PATH || path.chars().anyMatch(Character::isISOControl)) {
            throw RefusedException.unusable("Both the old and the new path are needed, each on one line.");
        }
        return path;
    }

    private Renaming required(ListedReject reject) {
        return mendings.renaming(reject)
                .orElseThrow(() -> RefusedException.conflict("No mapping rule can solve rows like this one."));
    }
}
