package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Plan.Counts;
import io.waybill.delivery.Plan.TablePlan;
import io.waybill.intake.Notice;
import io.waybill.intake.Tally;
import io.waybill.intake.Tally.Origin;
import io.waybill.match.Decision;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one drop has led to, beside the rows in its stage: records counted, rejects, notices, files, the comparison. It grows along
 * the route and is written to the ledger in the data's own transaction. For one thread.
 */
public final class Outcome {
    private final Map<String, Map<Origin, Reading>> readings = new LinkedHashMap<>();
    private final Map<String, Answers> answers = new LinkedHashMap<>();
    private final List<RejectedRow> reported = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<WorkFile> outputs = new ArrayList<>();
    private final List<WorkFile> reports = new ArrayList<>();
    private String comparison;

    /** Records of one kind that were read, and those of them that do not reach the plan. */
    private static final class Reading {
        private long read;
        private long filtered;
        private long rejected;
    }

    /**
     * Rows of one kind that may stand in an error folder.
     *
     * @param subject model under which they were counted
     * @param origin where they were read
     * @param answered delivered, or left out because a person decided so
     * @param rejected could not be delivered
     * @param decisions to be remembered
     */
    public record Answers(
            String subject,
            Origin origin,
            List<AnsweredRow> answered,
            List<RejectedRow> rejected,
            List<Decision> decisions) {}

    /**
     * Counts records.
     *
     * @param subject model or table
     * @param read records read
     * @param filtered those of them left out on purpose
     * @param rejected those of them that cannot be delivered
     */
    public void count(String subject, Origin origin, long read, long filtered, long rejected) {
        Reading reading = readings.computeIfAbsent(requireNonNull(subject), key -> new EnumMap<>(Origin.class))
                .computeIfAbsent(origin, key -> new Reading());
        reading.read += read;
        reading.filtered += filtered;
        reading.rejected += rejected;
    }

    /** What became of all rows of a kind that people can mend; once per kind. */
    public void answer(String kind, Answers rows) {
        answers.put(kind, rows);
    }

    /** Rows that are lost with a reason, but that nobody can mend in an error folder. */
    public void report(List<RejectedRow> rows) {
        reported.addAll(rows);
    }

    public void notice(Notice notice) {
        notices.add(requireNonNull(notice));
    }

    /** A file in the drop's work folder that goes to the outbox when the waybill is delivered. */
    public void output(WorkFile file) {
        outputs.add(file);
    }

    /** A file in the drop's work folder that goes to the error folder when the waybill is delivered. */
    public void reportFile(WorkFile file) {
        reports.add(file);
    }

    /** What the target had before and after, as JSON in the system's own words. */
    public void comparison(String json) {
        comparison = json;
    }

    Map<String, Answers> answers() {
        return answers;
    }

    List<RejectedRow> reported() {
        return reported;
    }

    List<Notice> notices() {
        return notices;
    }

    List<WorkFile> outputs() {
        return outputs;
    }

    List<WorkFile> reports() {
        return reports;
    }

    /** JSON, or null when the system makes none. */
    String comparison() {
        return comparison;
    }

    /** The counts of a drop that changes no target: what was read and neither left out nor rejected is unchanged. */
    List<Tally> tallies() {
        List<Tally> tallies = new ArrayList<>();
        readings.forEach((subject, origins) -> origins.forEach((origin, reading) -> tallies.add(tally(
                subject, origin, reading, new Counts(0, 0, reading.read - reading.filtered - reading.rejected), 0))));
        return tallies;
    }

    /** The counts of a drop with this plan; each subject that was read or planned, in the order in which it was met. */
    List<Tally> tallies(Plan plan) {
        List<Tally> tallies = new ArrayList<>();
        Map<String, TablePlan> planned = new LinkedHashMap<>();
        plan.tables().forEach(table -> planned.put(table.model(), table));
        planned.keySet().forEach(model -> readings.computeIfAbsent(model, key -> new EnumMap<>(Origin.class)));
        readings.forEach((subject, origins) -> {
            TablePlan table = planned.get(subject);
            if (table == null) {
                origins.forEach((origin, reading) -> tallies.add(tally(
                        subject,
                        origin,
                        reading,
                        new Counts(0, 0, reading.read - reading.filtered - reading.rejected),
                        0)));
                return;
            }
            tallies.add(tally(
                    subject,
                    Origin.DROP,
                    origins.getOrDefault(Origin.DROP, new Reading()),
                    table.drop(),
                    table.removed()));
            Reading carried = origins.get(Origin.TARGET);
            if (carried != null && carried.read > 0) {
                tallies.add(tally(subject, Origin.TARGET, carried, table.carried(), 0));
            }
        });
        return tallies;
    }

    private static Tally tally(String subject, Origin origin, Reading reading, Counts counts, long removed) {
        return new Tally(
                subject,
                origin,
                reading.read,
                counts.inserted(),
                counts.updated(),
                0,
                0,
                counts.unchanged(),
                reading.filtered,
                reading.rejected,
                removed);
    }
}
