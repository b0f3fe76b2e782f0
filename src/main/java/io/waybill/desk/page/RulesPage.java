package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.match.Decision;
import io.waybill.match.KeptAnswer;
import io.waybill.match.KeptAnswers;
import io.waybill.match.PathRule;
import io.waybill.match.RenamesFile;
import io.waybill.system.Mending;
import io.waybill.system.Mendings;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The page of what people have said once and Waybill goes by since: rules for paths, and kept answers. */
public final class RulesPage {
    private static final int A_PAGE = 50;
    private static final int MOST = 500;
    private static final int PORTION = 5_000;

    private final KeptAnswers answers;
    private final Mendings mendings;
    private final ZoneId zone;

    /**
     * @param mendings how each system's rejects are mended
     * @param zone that people read times in
     */
    public RulesPage(KeptAnswers answers, Mendings mendings, ZoneId zone) {
        this.answers = requireNonNull(answers, "answers");
        this.mendings = requireNonNull(mendings, "mendings");
        this.zone = requireNonNull(zone, "zone");
    }

    /** Those that match the query. A form that leaves fields empty leads to the address without them, which is the one to pass on. */
    Answer list(Request request) throws SQLException {
        Form asked = request.query();
        return !request.ofProgram() && asked.hasBlank()
                ? Redirect.to(RulesView.address(
                        asked.sought("text").orElse(null), asked.number("from").orElse(0L)))
                : view(asked);
    }

    /** The same for a program that sends what it searches for in the body. */
    Answer search(Request request) throws SQLException {
        return view(request.form());
    }

    /** All rules for paths, and the kept answers that match the query, as a table for spreadsheets. */
    Answer csv(Request request) {
        String text = request.query().sought("text").orElse(null);
        return new Answer.Csv("rules.csv", out -> {
            out.row(List.of(
                    "what",
                    "system",
                    "kind",
                    "row or old path",
                    "answer or new path",
                    "by",
                    "at",
                    "with waybill",
                    "rows decided",
                    "last in waybill",
                    "remarks"));
            for (RulesView.OfSystem system : pathRules()) {
                for (RulesView.Rule rule : system.rules()) {
                    out.row(cells(system.system(), rule));
                }
            }
            long from = 0;
            KeptAnswers.Page page;
            do {
                page = answers.page(text, PORTION, from);
                for (KeptAnswer answer : page.answers()) {
                    out.row(cells(answer));
                }
                from += page.answers().size();
            } while (page.answers().size() == PORTION);
        });
    }

    private static List<String> cells(String system, RulesView.Rule rule) {
        List<String> remarks = new ArrayList<>(rule.overlaps());
        if (!rule.there()) {
            remarks.add(0, "There is nothing where it leads.");
        }
        return List.of(
                "rule for paths",
                system,
                "",
                rule.rule().from(),
                rule.rule().to(),
                rule.rule().by(),
                rule.rule().on(),
                "",
                Long.toString(rule.effect().map(KeptAnswers.Effect::rows).orElse(0L)),
                rule.effect().map(effect -> Long.toString(effect.lastWaybill())).orElse(""),
                String.join(" ", remarks));
    }

    private List<String> cells(KeptAnswer answer) {
        return List.of(
                "kept answer",
                answer.system(),
                answer.kind(),
                String.join(" · ", answer.keyCells()),
                Decision.isDrop(answer.answer()) ? "discarded" : answer.answer(),
                answer.by(),
                SpreadsheetTime.of(answer.at(), zone),
                Long.toString(answer.waybill()),
                Long.toString(answer.rows()),
                answer.lastWaybill() == null ? "" : answer.lastWaybill().toString(),
                "");
    }

    private Answer view(Form asked) throws SQLException {
        String text = asked.sought("text").orElse(null);
        long from = asked.number("from").orElse(0L);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        KeptAnswers.Page page = answers.page(text, limit, from);
        long next = from + page.answers().size();
        return new RulesView(pathRules(), page, text, from, next < page.all() ? (Long) next : null);
    }

    private List<RulesView.OfSystem> pathRules() throws SQLException {
        List<RulesView.OfSystem> systems = new ArrayList<>();
        for (Mending mending : mendings.all()) {
            for (Mending.Renaming renaming : mending.pathRules()) {
                List<PathRule> rules = renaming.file().rules();
                Map<String, KeptAnswers.Effect> effects = answers.ofPathRules(mending.system());
                Set<String> there =
                        renaming.there().among(renaming.file().read().rules().values());
                Map<String, String> ends = renaming.file().read().rules();
                systems.add(new RulesView.OfSystem(
                        mending.system(),
                        renaming.file().name(),
                        rules.stream()
                                .map(rule -> new RulesView.Rule(
                                        rule,
                                        Optional.ofNullable(effects.get(rule.from())),
                                        there.contains(ends.get(rule.from())),
                                        rule.overlaps(rules)))
                                .toList()));
            }
        }
        return systems;
    }

    /**
     * Removes a rule for paths.
     *
     * @throws RefusedException when there is no such rule any more
     */
    Answer remove(Request request) {
        Form form = request.form();
        String system = form.raw("system");
        PathRule rule = new PathRule(form.raw("from"), form.raw("to"), "", "");
        RenamesFile file = mendings.all().stream()
                .filter(mending -> mending.system().equals(system))
                .flatMap(mending -> mending.pathRules().stream())
                .map(Mending.Renaming::file)
                .filter(each -> each.has(rule))
                .findFirst()
                .orElseThrow(() -> gone(rule));
        Redirect done = new Redirect("/rules", "The rule " + rule.words() + " was removed.");
        return new Answer.FileWork(done, () -> {
            if (!file.remove(rule.from(), rule.to())) {
                throw gone(rule);
            }
            return done;
        });
    }

    private static RefusedException gone(PathRule rule) {
        return RefusedException.conflict("There is no rule " + rule.words() + " any more.");
    }

    /**
     * Removes a kept answer: later drops are no longer decided by it.
     *
     * @throws RefusedException when it is no longer kept
     */
    Answer forget(Request request) throws SQLException {
        Form form = request.form();
        long waybill = form.number("waybill").orElseThrow(() -> RefusedException.unusable("The waybill is missing."));
        boolean removed = answers.remove(
                form.raw("system"),
                form.raw("kind"),
                form.all("key"),
                waybill,
                request.account().name());
        if (!removed) {
            throw RefusedException.conflict("This answer is no longer kept, or another has taken its place.");
        }
        return new Redirect("/rules", "The answer was removed. What it has decided stays as it is.");
    }
}
