package io.waybill.school.mending;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.match.Decision;
import io.waybill.reject.ReturnedRow;
import io.waybill.school.source.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what people have answered in the rows of a {@code rejects.csv}: in column decision, or by correcting what was found. */
final class ReturnedAnswers {
    /** Rules for which another value would not help. */
    private static final Set<String> WITHOUT_ANSWER = Set.of("duplicate-key", "no-key", "cells");

    private final String fileName;
    private final String source;
    private final List<String> header;
    private final Map<Long, List<String>> causes;
    private final Faults faults = new Faults();

    /**
     * @param source that the answers have to be about
     * @param header of the file, in small letters
     * @param causes what was wrong with the rows, by reject
     */
    ReturnedAnswers(String fileName, String source, List<String> header, Map<Long, List<String>> causes) {
        this.fileName = fileName;
        this.source = source;
        this.header = header;
        this.causes = causes;
    }

    /**
     * @throws io.waybill.format.BrokenFileException when some cannot be understood
     */
    List<Decision> read(List<ReturnedRow> rows) {
        List<Decision> answers = new ArrayList<>();
        for (ReturnedRow row : rows) {
            String answer = answer(row);
            if (!cell(row, "source").equals(source)) {
                fault(row, "source", "wrong-source", cell(row, "source"), "rows of " + source + " alone");
            } else if (!answer.isEmpty()) {
                answers.add(decision(row, answer));
            }
        }
        faults.throwIfAny();
        return answers;
    }

    /**
     * @return {@code ""} when the row is only to be tried again
     */
    private String answer(ReturnedRow row) {
        if (row.decision() != null) {
            return WrittenText.of(row.decision());
        }
        return cell(row, "found").equals(found(row)) || isAboutPerson(row) ? "" : cell(row, "found");
    }

    private Decision decision(ReturnedRow row, String answer) {
        String record = cell(row, "record");
        String field = cell(row, "field");
        if (Decision.isDrop(answer)) {
            return new Decision(Answers.keyOfLeftOut(source, record, field, row.rule(), found(row)), answer);
        }
        if (isAboutPerson(row)) {
            boolean fresh = answer.equalsIgnoreCase(Answers.NEW);
            if (!fresh && !answer.matches("[0-9]{1,18}")) {
                fault(
                        row,
                        "decision",
                        "decision-not-understood",
                        answer,
                        "the number of a person of the calendar, " + Answers.NEW + ", or " + Decision.DROP);
            }
            return new Decision(Answers.keyOfPerson(source, record), fresh ? Answers.NEW : answer);
        }
        if (record.isEmpty() || field.isEmpty() || WITHOUT_ANSWER.contains(row.rule())) {
            fault(
                    row,
                    "decision",
                    "decision-not-understood",
                    answer,
                    Decision.DROP + ", or nothing: no other value can be given here");
        }
        return new Decision(Answers.keyOfValue(source, record, field, row.rule(), found(row)), answer);
    }

    private static boolean isAboutPerson(ReturnedRow row) {
        return row.rule().equals(Answers.DOUBTFUL_PERSON);
    }

    /** What the export says, whatever somebody has made of it in the file. */
    private String found(ReturnedRow row) {
        List<String> cause = row.reject() == null ? null : causes.get(row.reject());
        return isAboutPerson(row) || cause == null || cause.size() != 1 ? cell(row, "found") : cause.get(0);
    }

    private String cell(ReturnedRow row, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= row.cells().size()
                ? ""
                : WrittenText.of(row.cells().get(at));
    }

    private void fault(ReturnedRow row, String column, String rule, String found, String expected) {
        faults.add(new Fault(
                Position.ofLine(fileName, row.line()),
                null,
                column,
                rule,
                found,
                expected,
                "Correct the row, or drop it."));
    }
}
