package io.waybill.timetable.permission;

import io.waybill.format.JsonCheck;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.DamagedText;
import io.waybill.match.Candidate;
import io.waybill.match.Decision;
import io.waybill.match.Decisions;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.ReferenceIndex;
import io.waybill.match.Renames;
import io.waybill.match.RuleUses;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.UserRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The matching of one permissions file, row by row. */
final class PermissionMatching {
    private static final List<String> HEADER = List.of("subject", "user", "data");
    private static final int CANDIDATES = 3;

    /** For how many paths candidates are searched; a file with more unknown paths belongs to another reference. */
    private static final int SEARCHES = 5_000;

    /** A candidate with this score or more differs only in spelling. */
    private static final double SAME_BUT_FOR_SPELLING = 0.96;

    private final String file;
    private final ReferenceIndex reference;
    private final SubjectRule subjects;
    private final Decisions decided;
    private final Renames renames;
    private final UserRule users;
    private final UnaryOperator<String> fullNames;
    private final Predicate<String> storesData;

    private final List<Grant> grants = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();
    private final List<AnsweredRow> answered = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Set<List<String>> granted = new HashSet<>();
    private final Set<List<String>> refused = new HashSet<>();
    private final Map<String, List<Candidate>> searched = new HashMap<>();
    private final Map<String, UserData> userData = new LinkedHashMap<>();
    private final PermissionNotices notices = new PermissionNotices();
    private final RuleUses uses = new RuleUses();
    private long read;
    private long filtered;

    PermissionMatching(
            String file,
            ReferenceIndex reference,
            SubjectRule subjects,
            Decisions decided,
            Renames renames,
            UserRule users,
            UnaryOperator<String> fullNames,
            Predicate<String> storesData) {
        this.file = file;
        this.reference = reference;
        this.subjects = subjects;
        this.decided = decided;
        this.renames = renames;
        this.users = users;
        this.fullNames = fullNames;
        this.storesData = storesData;
    }

    void row(PermissionRow row) {
        read++;
        List<String> key = List.of(row.subject(), row.user());
        Optional<String> before = row.decision() == null ? decided.answer(key) : Optional.empty();
        String answer = row.decision() != null ? row.decision() : before.orElse(null);
        if (answer != null && Decision.isDrop(answer)) {
            dropped(row, key, before.isPresent());
            return;
        }
        Target target = withData(target(row, answer, before.isPresent()), row);
        String user = target.user;
        if (users.accepts(user) && !PermissionMatcher.DATA_NOT_JSON.equals(target.dataRule)) {
            userData.computeIfAbsent(user, first -> new UserData(row.line())).met(row.data());
        }
        if (target.problem != null) {
            reject(row, key, target);
            return;
        }
        if (row.decision() != null) {
            decisions.add(new Decision(key, row.decision().strip()));
        }
        answered.add(new AnsweredRow(key, row.rejectId(), false));
        if (!granted.add(List.of(user, target.subject.key()))) {
            filtered++;
            notices.duplicate(row.line());
            return;
        }
        if (before.isPresent() && target.byAnswer) {
            notices.decidedBefore(row.line());
            uses.answer(PermissionMatcher.KIND, key);
        }
        if (target.renamed) {
            notices.renamed(row.line());
            renames.rule(row.subject()).ifPresent(uses::path);
        }
        if (!subjects.isSubject(target.subject)) {
            notices.notASubject(target.subject, row.line());
        }
        userData.get(user).grants++;
        grants.add(new Grant(row.line(), target.subject.key(), target.subject.path(), user, row.data()));
    }

    void tooShort(CsvRow row) {
        read++;
        List<String> cells = new ArrayList<>(row.cells());
        while (cells.size() < 2) {
            cells.add("");
        }
        rejected.add(new RejectedRow(
                PermissionMatcher.KIND,
                HEADER,
                cells,
                cells.subList(0, 2),
                List.of(),
                Position.ofLine(file, row.line()),
                "too-few-columns",
                "The row has " + row.cells().size() + (row.cells().size() == 1 ? " column" : " columns")
                        + ", expected subject, user and data."
                        + (row.isWholeLine() ? " The line is in quotes as a whole: save the file without these." : ""),
                List.of(),
                null));
    }

    MatchedPermissions result() {
        List<Grant> complete = new ArrayList<>(grants.size());
        for (Grant grant : grants) {
            UserData data = userData.get(grant.userPath());
            complete.add(new Grant(grant.line(), grant.subjectKey(), grant.subjectPath(), grant.userPath(), data.last));
        }
        userData.values().stream().filter(data -> data.conflict).forEach(data -> notices.conflictingData(data.line));
        userData.values().stream()
                .filter(data -> data.grants == 0 && data.refused > 0)
                .forEach(data -> notices.userWithoutGrant(data.line));
        rejected.sort(Comparator.comparingLong(row -> row.at().line()));
        return new MatchedPermissions(
                read, complete, filtered, rejected, notices.all(), answered, uses.all(), decisions);
    }

    private void dropped(PermissionRow row, List<String> key, boolean before) {
        filtered++;
        answered.add(new AnsweredRow(key, row.rejectId(), true));
        if (before) {
            notices.droppedAsBefore(row.line());
            uses.answer(PermissionMatcher.KIND, key);
        } else {
            decisions.add(new Decision(key, Decision.DROP));
            notices.dropped(row.line());
        }
    }

    /**
     * The subject and the user of a row.
     *
     * @param user the user's path, corrected by the answer if need be
     * @param subject null when it was not found
     * @param problem why it cannot be delivered; null when it can
     * @param dataRule what is wrong with the data; null for nothing
     */
    private record Target(
            String user,
            ReferenceEntry subject,
            boolean byAnswer,
            boolean renamed,
            String rule,
            String problem,
            String dataRule) {}

    /** Data whose quotes were changed, or in whose place a spreadsheet has put an error, is a reject where it would be stored; any other that is not JSON becomes a notice. */
    private Target withData(Target target, PermissionRow row) {
        String data = row.data() == null ? "" : row.data();
        if (data.isBlank() || JsonCheck.isJson(data)) {
            return target;
        }
        Optional<String> damage = DamagedText.inAnyCell(data.strip()).or(() -> JsonCheck.damage(data));
        if (damage.isEmpty() || !users.accepts(target.user) || !storesData.test(target.user)) {
            notices.dataNotJson(row.line());
            return target;
        }
        String problem = "The user's data is not JSON. " + damage.get();
        return new Target(
                target.user,
                target.subject,
                target.byAnswer,
                target.renamed,
                target.rule == null ? PermissionMatcher.DATA_NOT_JSON : target.rule,
                target.problem == null ? problem : target.problem + " " + problem,
                PermissionMatcher.DATA_NOT_JSON);
    }

    private Target target(PermissionRow row, String answer, boolean before) {
        String user = row.user();
        String path = answer;
        if (answer != null && !users.accepts(user) && users.accepts(answer.strip())) {
            user = answer.strip();
            path = null;
        }
        String problem = users.accepts(user) ? null : "The user is not " + users.expectation() + ".";
        String rule = problem == null ? null : "user-path";
        Optional<ReferenceEntry> subject = Optional.empty();
        boolean byAnswer = path == null && answer != null;
        if (path != null && !before) {
            subject = answerFound(path);
            byAnswer = true;
        } else {
            subject = reference.find(row.subject());
            if (subject.isEmpty() && path != null) {
                subject = answerFound(path);
                byAnswer = subject.isPresent();
            }
        }
        boolean renamed = false;
        Optional<String> movedTo = renames.renamed(row.subject());
        if (subject.isEmpty() && (path == null || before) && movedTo.isPresent()) {
            subject = reference.find(movedTo.get());
            renamed = subject.isPresent();
        }
        if (subject.isEmpty()) {
            String missing;
            if (path != null && !before) {
                missing = "The decision is not the path of anything in the reference data.";
            } else if (path != null) {
                missing =
                        "The subject is not in the reference data, nor is the path that was decided for this row before.";
            } else if (movedTo.isPresent()) {
                missing = "The subject is not in the reference data, nor is its new path by the renames, "
                        + movedTo.get() + ".";
            } else {
                missing = "The subject is not in the reference data.";
            }
            problem = problem == null ? missing : problem + " " + missing;
            rule = rule == null ? (path != null && !before ? "decision-not-found" : PermissionMatcher.NOT_FOUND) : rule;
        }
        return new Target(user, subject.orElse(null), byAnswer, renamed, rule, problem, null);
    }

    /** Finds a path that a person typed: the exact one, or the only one that differs from it only in spelling. */
    private Optional<ReferenceEntry> answerFound(String path) {
        Optional<ReferenceEntry> exact = reference.find(path).or(() -> reference.find(path.strip()));
        if (exact.isPresent()) {
            return exact;
        }
        List<Candidate> same = candidates(path).stream()
                .filter(candidate -> candidate.score() >= SAME_BUT_FOR_SPELLING
                        && candidate.why().startsWith("differs only in "))
                .toList();
        return same.size() == 1 ? reference.find(same.get(0).value()) : Optional.empty();
    }

    private void reject(PermissionRow row, List<String> key, Target target) {
        UserData data = userData.get(target.user);
        if (data != null) {
            data.refused++;
        }
        if (!refused.add(key)) {
            filtered++;
            notices.duplicate(row.line());
            return;
        }
        rejected.add(new RejectedRow(
                PermissionMatcher.KIND,
                HEADER,
                List.of(row.subject(), row.user(), row.data() == null ? "" : row.data()),
                key,
                switch (target.rule) {
                    case "user-path" -> List.of(row.user());
                    case PermissionMatcher.DATA_NOT_JSON -> List.<String>of();
                    default -> List.of(row.subject());
                },
                Position.ofLine(file, row.line()),
                target.rule,
                target.problem,
                switch (target.rule) {
                    case "user-path" -> usersMeant(row.user());
                    case PermissionMatcher.DATA_NOT_JSON -> List.<Candidate>of();
                    default -> subjectsMeant(row);
                },
                row.rejectId()));
    }

    private List<Candidate> subjectsMeant(PermissionRow row) {
        Map<String, Candidate> best = new HashMap<>();
        List<String> paths = new ArrayList<>(List.of(row.subject()));
        if (row.decision() != null) {
            paths.add(row.decision());
        }
        renames.renamed(row.subject()).ifPresent(paths::add);
        for (String path : paths) {
            for (Candidate candidate : candidates(path)) {
                best.merge(candidate.value(), candidate, (a, b) -> a.score() >= b.score() ? a : b);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::value))
                .limit(CANDIDATES)
                .toList();
    }

    private List<Candidate> candidates(String path) {
        List<Candidate> known = searched.get(path);
        if (known != null) {
            return known;
        }
        if (searched.size() >= SEARCHES) {
            return List.of();
        }
        List<Candidate> found = reference.candidates(path, fullNames.apply(path), CANDIDATES);
        searched.put(path, found);
        return found;
    }

    private List<Candidate> usersMeant(String user) {
        String lower = user.toLowerCase(Locale.ROOT);
        String bare = user.substring(user.lastIndexOf('/') + 1).strip();
        String path = users.root() + "/" + bare;
        if (!users.accepts(path) || user.indexOf('/') != user.lastIndexOf('/')) {
            return List.of();
        }
        return user.indexOf('/') < 0
                ? List.of(new Candidate(path, 0.9, users.root() + "/ is missing"))
                : lower.startsWith(users.root().toLowerCase(Locale.ROOT) + "/")
                        ? List.of(new Candidate(path, 0.95, "differs only in capitals or spaces"))
                        : List.of();
    }

    /** What the file says of one user. */
    private static final class UserData {
        private final long line;
        private String last;
        private boolean conflict;
        private int grants;
        private int refused;

        UserData(long line) {
            this.line = line;
        }

        /**
         * Notes the user's data in one more row. An empty cell, as in a row that somebody added, does not override the
         * data of another row.
         */
        void met(String data) {
            if (last == null || last.isEmpty()) {
                last = data == null ? last : data;
            } else if (data != null && !data.isEmpty()) {
                conflict |= !last.equals(data);
                last = data;
            }
        }
    }
}
