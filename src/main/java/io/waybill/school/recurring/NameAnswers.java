package io.waybill.school.recurring;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.match.Decision;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.ReturnedRow;
import io.waybill.school.group.ExtraGroup.Kind;
import io.waybill.school.source.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people answer about names in files of recurring events and of groups: which name is meant, in all files, or that what cannot be used is
 * left as it is. Anything else is corrected in the file itself.
 */
public final class NameAnswers {
    private static final String FIELD = "name";
    private static final String FIELD_COLUMN = "field";

    private final String fileName;
    private final List<String> header;
    private final Map<Long, List<String>> causes;
    private final Faults faults = new Faults();

    /**
     * Reads the rows of a {@code rejects.csv} that came back.
     *
     * @param header of the file, in small letters
     * @param causes what was wrong with the rows, by reject
     */
    public NameAnswers(String fileName, List<String> header, Map<Long, List<String>> causes) {
        this.fileName = requireNonNull(fileName, "fileName");
        this.header = List.copyOf(header);
        this.causes = Map.copyOf(causes);
    }

    /**
     * @throws io.waybill.format.BrokenFileException when some cannot be understood
     */
    public List<Decision> read(List<ReturnedRow> rows) {
        List<Decision> answers = new ArrayList<>();
        for (ReturnedRow row : rows) {
            String found = found(row);
            String answer = row.decision() != null
                    ? WrittenText.of(row.decision())
                    : cell(row, "found").equals(found) ? "" : cell(row, "found");
            Optional<String> kind = kind(row);
            if (Decision.isDrop(answer)) {
                answers.add(new Decision(
                        leftOut(cell(row, "file"), record(row), cell(row, FIELD_COLUMN), row.rule(), found), answer));
            } else if (!answer.isEmpty() && kind.isPresent() && !found.isEmpty()) {
                answers.add(new Decision(
                        Answers.keyOfValue(RecurringEvents.SOURCE, kind.get(), FIELD, row.rule(), found), answer));
            } else if (!answer.isEmpty()) {
                faults.add(new Fault(
                        Position.ofLine(fileName, row.line()),
                        null,
                        "decision",
                        "decision-not-understood",
                        answer,
                        Decision.DROP
                                + ", or nothing: this is corrected in the file itself, which is then dropped again",
                        "Correct the row, or drop it."));
            }
        }
        faults.throwIfAny();
        return answers;
    }

    /** What the name of a reject is one of, such as {@code location}; empty when it is not about a name that was not understood. */
    public static Optional<String> kind(RejectedRow row) {
        return row.kind().equals(GroupFiles.REJECTS) || row.kind().equals(RecurringReport.REJECTS)
                ? kind(row.kind(), row.rule(), row.cell("file"), row.cell(FIELD_COLUMN))
                : Optional.empty();
    }

    private Optional<String> kind(ReturnedRow row) {
        return kind(row.kind(), row.rule(), cell(row, "file"), cell(row, FIELD_COLUMN));
    }

    private static Optional<String> kind(String reject, String rule, String file, String field) {
        if (!rule.endsWith("-reference")) {
            return Optional.empty();
        }
        return reject.equals(GroupFiles.REJECTS) ? Kind.ofFile(file).map(NameAnswers::kind) : Optional.of(kind(field));
    }

    /** The word by which answers about names in an attribute of a definition are kept. */
    private static String kind(String attribute) {
        return attribute.equals("organiser") ? "staff" : attribute;
    }

    /** The word by which answers about members of groups are kept: in files of groups, staff have names, not initials. */
    private static String kind(Kind members) {
        return members == Kind.GROUP ? members.word() : members.word() + "-by-name";
    }

    private String record(ReturnedRow row) {
        return cell(row, row.kind().equals(GroupFiles.REJECTS) ? GroupFiles.RECORD : RecurringReport.RECORD);
    }

    private String found(ReturnedRow row) {
        List<String> cause = row.reject() == null ? null : causes.get(row.reject());
        return cause == null || cause.size() != 1 ? cell(row, "found") : cause.get(0);
    }

    private String cell(ReturnedRow row, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= row.cells().size()
                ? ""
                : WrittenText.of(row.cells().get(at));
    }

    private static List<String> leftOut(String file, String record, String field, String rule, String found) {
        return Answers.keyOfLeftOut(RecurringEvents.SOURCE, file + ": " + record, field, rule, found);
    }

    /** The name that is meant in an attribute of a definition, according to people. */
    static Optional<String> meant(Answers answers, String attribute, String name) {
        return answers.meaning(kind(attribute), FIELD, name);
    }

    /** The name that is meant by one of a member of a group, according to people. */
    static Optional<String> meant(Answers answers, Kind members, String name) {
        return answers.meaning(kind(members), FIELD, name);
    }

    /** Whether something that cannot be used is left as it is. */
    static boolean isLeftOut(Answers answers, String file, String record, String field, String rule, String found) {
        return answers.isLeftOut(file + ": " + record, field, rule, found);
    }
}
