package io.waybill.school.recurring;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.guard.Limit;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.model.Notice;
import io.waybill.reject.Rejects;
import io.waybill.school.group.ExtraGroup;
import io.waybill.school.group.ExtraGroup.Kind;
import io.waybill.school.group.ExtraGroups;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.source.Answers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of a drop that name groups with their members. */
final class GroupFiles {
    /** The kind of their rejects. */
    static final String REJECTS = "extra-groups";

    /** The column of their rejects that has the name of a group. */
    static final String RECORD = "group";

    private static final String STAYS = "The group stays as it is.";
    /** So many lines are reported; every single difference is in the plan. */
    private static final int MOST_SHOWN = 30;
    /** Shares say little about fewer members than this. */
    private static final int FEW = 10;

    private final Set<String> files = new HashSet<>();
    private final Map<String, List<ExtraGroup>> groups = new LinkedHashMap<>();
    private final Answers answers;
    private final FileRejects rejected;

    /** @param answers what people have said about names */
    GroupFiles(Answers answers) {
        this.answers = requireNonNull(answers, "answers");
        this.rejected = new FileRejects(REJECTS, RECORD, "groups", answers);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Reads one of them.
     *
     * @param name of the file, without folders
     * @param alone whether it came alone: then it is refused when it is broken; else its groups stay as they are
     */
    void read(Path path, String name, Kind kind, boolean alone) throws IOException {
        files.add(name);
        try {
            ExtraGroup.read(path, name, kind)
                    .forEach(group -> groups.computeIfAbsent(group.name(), none -> new ArrayList<>())
                            .add(group));
        } catch (BrokenFileException e) {
            if (alone) {
                throw e;
            }
            e.faults().forEach(fault -> rejected.add(name, advised(fault), List.of()));
        }
    }

    private static Fault advised(Fault fault) {
        return new Fault(
                fault.at(),
                fault.record(),
                fault.field(),
                fault.rule(),
                fault.found(),
                fault.expected(),
                "The groups of this file stay as they are. Correct it and drop it again.");
    }

    /**
     * Stages what differs, and tells what was found.
     *
     * @param limit of members who leave; past it the drop is held
     */
    void reconcile(SchoolSql sql, LocalDate start, Outcome outcome, Limit limit, Rejects rejects) throws SQLException {
        List<ExtraGroup> sound = new ArrayList<>();
        for (List<ExtraGroup> named : groups.values()) {
            if (named.size() == 1) {
                sound.add(named.get(0));
            } else {
                named.forEach(group -> rejectTwice(group, named.size()));
            }
        }
        sql.run(ExtraGroups.class, "group-tables.sql");
        ExtraGroups extra = new ExtraGroups(sql, start, (kind, name) -> NameAnswers.meant(answers, kind, name));
        ExtraGroups.Outcome became = extra.reconcile(sound);
        for (ExtraGroups.Unclear each : became.unclear()) {
            reject(each, each.found() > 0 ? Set.of() : extra.known(each.group().kind()));
        }
        outcome.agree("groups", became.groupsAgreed());
        outcome.agree("memberships", became.membersAgreed());
        tell(became.lines(), outcome);
        guard(became, outcome, limit);
        rejected.tell(outcome, sql.connection(), rejects, files::contains);
    }

    private static void guard(ExtraGroups.Outcome became, Outcome outcome, Limit limit) {
        long before = became.membersAgreed() + became.membersGone();
        if (limit.passedBy(became.membersGone(), before < FEW ? 0 : before)) {
            outcome.ask(new Outcome.Question(
                    "too-many-members",
                    "memberships",
                    became.membersGone() + " of " + before
                            + " members would leave groups that files name, and the limit is " + limit
                            + ": are the files whole?"));
        }
    }

    private void rejectTwice(ExtraGroup group, int times) {
        rejected.add(
                group.file(),
                new Fault(
                        Position.of(group.file()),
                        group.name(),
                        null,
                        "group-twice",
                        times + " groups of this name",
                        "one group of a name in all files",
                        STAYS),
                List.of());
    }

    private void reject(ExtraGroups.Unclear each, Set<String> known) {
        String name = each.member().name();
        String expected = expected(each.group().kind());
        rejected.add(
                each.group().file(),
                new Fault(
                        Position.ofLine(each.group().file(), each.member().line()),
                        each.group().name(),
                        null,
                        each.found() == 0 ? "unknown-reference" : "ambiguous-reference",
                        name,
                        each.found() == 0 ? expected : expected + ", not of " + each.found(),
                        advice(each)),
                each.found() > 0 ? List.of() : FileRejects.near(name, known));
    }

    private String advice(ExtraGroups.Unclear each) {
        return NameAnswers.meant(answers, each.group().kind(), each.member().name())
                .map(answer -> "Somebody has answered " + answer + ", which cannot be used either. " + STAYS)
                .orElse(STAYS);
    }

    private static String expected(Kind kind) {
        return switch (kind) {
            case STAFF -> "the name of one of the staff who are active";
            case PUPIL -> "the name of a pupil who is there";
            case GROUP -> "the name of a group that has not ended";
        };
    }

    private static void tell(List<String> lines, Outcome outcome) {
        if (!lines.isEmpty()) {
            int more = Math.max(0, lines.size() - MOST_SHOWN);
            outcome.notice(new Notice(
                    "extra-groups",
                    String.join(" ", lines.subList(0, lines.size() - more))
                            + (more == 0 ? "" : " And " + more + " more changes of groups."),
                    lines.size()));
        }
    }
}
