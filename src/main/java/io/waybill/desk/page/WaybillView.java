package io.waybill.desk.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Requests;
import io.waybill.ledger.Results;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.ledger.UsualTimes;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import io.waybill.reject.ChosenRows;
import io.waybill.reject.ErrorFolder;
import io.waybill.reject.RejectFilter;
import io.waybill.system.FeedGuide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One waybill.
 *
 * @param page everything that the ledger has on it
 * @param text the same as JSON
 * @param changes the first rows of its plan
 * @param files that can be downloaded
 * @param openRejects whether its {@code rejects.csv} can be downloaded
 * @param original whether the dropped file is still where the ledger says
 * @param guide of its feed; null when that is not watched any more
 * @param undoneSince of the preview of an undo, the waybill that has done it since; null when there is none
 * @param chosenSince of the preview of answers that were chosen at the desk, those of the feed when some were chosen since; null when none
 *     were
 * @param filing whether its files are still being put where they belong, so that some are not there yet
 * @param own whether four eyes keep whoever looks at it from approving it
 * @param approvers who may approve it; empty when it does not wait for that, or nobody may
 * @param usual how long others like it take, while it is under way
 */
record WaybillView(
        LedgerEntry page,
        String text,
        List<NamedChange> changes,
        List<DownloadableFile> files,
        boolean openRejects,
        boolean original,
        FeedGuide guide,
        Long undoneSince,
        ChosenRows chosenSince,
        boolean filing,
        boolean own,
        List<String> approvers,
        UsualTimes usual)
        implements View {
    /** How many rows of the plan the page shows. */
    static final int FIRST_CHANGES = 10;
    /** Name of the field that says that the form has all options of the drop. */
    static final String OTHER_OPTIONS = "other-options";

    /**
     * An option that would solve many rejects.
     *
     * @param option that the drop lacks
     * @param rows how many rejects there would not be
     * @param rules why they were rejected
     */
    record Remedy(FeedGuide.Option option, long rows, List<String> rules) {}

    /** @param number its place in the ledger's list, from 1 */
    record DownloadableFile(int number, FileEntry.Role role, String name, long size) {
        /** What it is, in words. */
        String what() {
            return switch (role) {
                case ORIGINAL -> "the dropped file";
                case OUTPUT -> "made from it, in the outbox";
                case REJECTS -> "rows that were not delivered";
                case REPORT -> "why it was refused";
            };
        }
    }

    /** A station of its way; {@code at} is null for those that are not reached yet. */
    record Station(String word, Instant at, String tone, String detail) {}

    /** A figure of the target before and after; either is empty text when it is unknown. */
    record Compared(String what, String before, String after, boolean differs) {}

    @Override
    public String template() {
        return "waybill.jte";
    }

    @Override
    public String title() {
        return "Waybill " + page.number();
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    @Override
    public Object json() {
        return new RawValue(text);
    }

    /** What became of it, and what is to be done now. */
    WaybillAnswer answer(PageFormat words) {
        return WaybillAnswer.of(page, words);
    }

    /** What people should know, without what the answer says already. */
    List<Notice> notices() {
        return page.results().notices().stream()
                .filter(notice -> !WaybillAnswer.tellsOfRejectsBefore(notice))
                .toList();
    }

    /** Address of its rejects that wait to be mended. */
    String openRejectsAddress() {
        return RejectsView.address(page.number(), 0);
    }

    /** Whether a check found something, or could not be run. */
    boolean checksFound() {
        return page.results().checks().stream().anyMatch(check -> !check.passed());
    }

    boolean moving() {
        return !page.settled();
    }

    /** Whether something may still happen to it, or its buttons are still to come, while somebody looks. */
    boolean live() {
        return !page.state().terminal() || filing;
    }

    /** How many rows its plan has. */
    long planned() {
        return page.plan().changes();
    }

    /** Whether it was declined or refused, or failed, so that nothing of its plan was done. */
    boolean refused() {
        return page.state() == State.REFUSED || page.state() == State.FAILED;
    }

    /** Whether the same file can be tried with other options. */
    boolean hasOptions() {
        return original
                && (page.state().terminal() || waits())
                && guide != null
                && !guide.options().isEmpty()
                && !page.file().name().equals(ErrorFolder.FILE_NAME);
    }

    /** The value of an option of the drop; empty when it was not given. */
    String given(FeedGuide.Option option) {
        return page.request().options().getOrDefault(option.name(), "");
    }

    /** Options that the drop was made without, and that would have solved rejects; the one that solves most comes first. */
    List<Remedy> remedies() {
        if (!hasOptions()) {
            return List.of();
        }
        List<Remedy> remedies = new ArrayList<>();
        for (FeedGuide.Option option : guide.options()) {
            List<Results.RejectCount> solved = page.results().rejects().stream()
                    .filter(reject -> option.solves().contains(reject.rule()))
                    .filter(reject ->
                            reject.state().equals("open") || reject.state().equals("reported"))
                    .toList();
            if (!solved.isEmpty() && !given(option).equals("true")) {
                remedies.add(new Remedy(
                        option,
                        solved.stream().mapToLong(Results.RejectCount::count).sum(),
                        solved.stream()
                                .map(Results.RejectCount::rule)
                                .distinct()
                                .toList()));
            }
        }
        remedies.sort(Comparator.comparingLong(Remedy::rows).reversed());
        return remedies;
    }

    /** Whether it waits for approval. */
    boolean waits() {
        return page.state() == State.HELD && !page.decided();
    }

    /** Whether it can be undone. */
    boolean canBeTakenBack() {
        return page.state() == State.DELIVERED
                && page.kind() != WaybillKind.UNDO
                && planned() > 0
                && page.recovery().journalPrunedAt() == null;
    }

    /** Whether it is the preview of an undo. */
    boolean previewOfUndo() {
        return page.kind() == WaybillKind.UNDO && page.state() == State.PREVIEWED;
    }

    /** The result of a check, in a word. */
    static String word(Results.CheckLine check) {
        return check.passed() ? "passed" : check.error() ? "failed" : "warning";
    }

    /** The class that colours it. */
    static String tone(Results.CheckLine check) {
        return check.passed() ? "ok" : check.error() ? "bad" : "warn";
    }

    /** The backup whose restore it previews; empty when it does not. */
    String previewOfRestore() {
        return page.kind() == WaybillKind.RESTORE && page.state() == State.PREVIEWED
                ? page.request().options().getOrDefault(Requests.BACKUP, "")
                : "";
    }

    /** Address of the changes of one kind in one table. */
    String rows(ReviewedPlan.TableLine table, String kind) {
        return "/waybills/" + page.number() + "/changes?table=" + UrlEncoded.encoded(table.table()) + "&kind=" + kind;
    }

    /** Address of its rejects: open ones where they can be mended. */
    String rejects(Results.RejectCount reject) {
        return reject.state().equals("open")
                ? RejectsView.address(page.number(), 0)
                : RejectedView.address(new RejectFilter(reject.state(), page.number(), null, null), null);
    }

    /** Address of all of its rejects as a table for spreadsheets. */
    String rejectsTable() {
        return RejectedView.csv(new RejectFilter(null, page.number(), null, null));
    }

    List<ReviewedPlan.GuardLine> tripped() {
        return page.plan().guards().stream()
                .filter(ReviewedPlan.GuardLine::tripped)
                .toList();
    }

    /** What its message says besides the answer and the guards, which the page shows by themselves; empty when there is no more to say. */
    String message() {
        return switch (page.state()) {
            case HELD -> waits() ? "" : page.message();
            case PREVIEWED, UNCHANGED, REFUSED, FAILED -> "";
            case CLAIMED, READING, STAGED, PLANNED, APPLYING, DELIVERED, UNDONE -> page.message();
        };
    }

    /** Whether it was asked for on the desk or the command line, and no file was dropped. */
    boolean requested() {
        return page.kind() != WaybillKind.DROP;
    }

    /** What the rows are whose counts it has. */
    String counted(Tally.Origin origin) {
        if (origin == Tally.Origin.TARGET) {
            return "Rows of the target that were carried over";
        }
        return switch (page.kind()) {
            case DROP -> "Records of the file";
            case UNDO -> "Rows to be taken back";
            case RESTORE -> "Rows of the backup";
        };
    }

    /** The states of its latest attempt: those it has reached, then those ahead. */
    List<Station> way(PageFormat words) {
        int begun = 0;
        for (int i = 0; i < page.times().steps().size(); i++) {
            begun = page.times().steps().get(i).state() == State.CLAIMED ? i : begun;
        }
        List<LedgerEntry.Step> passed =
                page.times().steps().subList(begun, page.times().steps().size());
        List<Station> way = new ArrayList<>();
        for (int i = 0; i < passed.size(); i++) {
            LedgerEntry.Step step = passed.get(i);
            boolean last = i == passed.size() - 1;
            way.add(new Station(
                    page.times().word(begun + i),
                    step.at(),
                    last ? words.tone(step.state()) : "ok",
                    i == 0
                            ? words.second(step.at())
                            : (passed.get(i - 1).state() == State.HELD ? "waited " : "+")
                                    + words.took(passed.get(i - 1).at(), step.at())));
        }
        if (!page.state().terminal()) {
            Set<State> ahead = new LinkedHashSet<>(
                    List.of(State.READING, State.STAGED, State.PLANNED, State.APPLYING, State.DELIVERED));
            ahead.removeIf(state -> state.compareTo(page.state()) <= 0);
            ahead.forEach(state -> way.add(new Station(
                    page.request().preview() && state == State.DELIVERED ? State.PREVIEWED.word() : state.word(),
                    null,
                    "todo",
                    "")));
        }
        return way;
    }

    List<Tally> counts(Tally.Origin origin) {
        return page.results().counts(origin);
    }

    /** The system's own comparison of its target, line by line; one of another shape as one line. */
    List<Compared> comparison() {
        JsonNode all = page.results().comparison();
        if (all == null || all.isNull()) {
            return List.of();
        }
        JsonNode before = all.path("before");
        JsonNode after = all.path("after");
        if (!before.isObject() || !after.isObject() || all.size() != 2) {
            return List.of(new Compared("", "", all.toString(), false));
        }
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .map(name -> new Compared(
                        name,
                        text(before.path(name)),
                        text(after.path(name)),
                        !before.path(name).equals(after.path(name))))
                .toList();
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        return value.isIntegralNumber()
                ? String.format(java.util.Locale.UK, "%,d", value.longValue())
                : value.asText(value.toString());
    }

    /** The drop's options, as one line; of an undo or restore only those that say what it takes back. */
    String options() {
        List<String> options = new ArrayList<>();
        (requested() ? page.request().dropOptions().others() : page.request().options())
                .forEach((name, value) -> options.add(value.equals("true") ? name : name + " = " + value));
        return String.join(", ", options);
    }
}
