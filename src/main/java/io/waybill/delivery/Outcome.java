package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Plan.Counts;
import io.waybill.delivery.Plan.TablePlan;
import io.waybill.delivery.guard.Measures;
import io.waybill.match.Decision;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final List<Measures.References> references = new ArrayList<>();
    private final List<AtCommit> atCommit = new ArrayList<>();
    private final List<Privilege> privileges = new ArrayList<>();
    private String comparison;

    private RowLogging rowLog = (journal, state) -> {};
    private Likeness likeness = () -> List.of();

    /** Measures a plan by what its rows say. */
    public interface Likeness {
        List<Measures.Table> measure() throws SQLException;
    }

    /** Something that becomes true together with the data. */
    public interface AtCommit {
        /** @param transaction the delivering one */
        void run(Connection transaction) throws SQLException, IOException;
    }

    /** Writes down what becomes of each row. */
    public interface RowLogging {
        /**
         * @param journal in whose transaction the changes stand
         * @param state that the waybill comes to
         */
        void write(Connection journal, State state) throws SQLException, IOException;
    }

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

    /**
     * References that had to be found, for the guards: a file whose references find nothing is a wrong one.
     *
     * @param kind what they are, e.g. {@code grant}
     * @param all how many there were
     * @param unmatched those of them that found nothing
     */
    public void references(String kind, long all, long unmatched) {
        references.add(new Measures.References(kind, all, unmatched));
    }

    /**
     * Another way to measure what the plan does to tables, for a system whose files number things in their own way: there a row is to
     * be known by what it says, not by its key. Asked only when the plan itself trips a guard.
     *
     * @param measure gives those tables that it can tell something of, by their names in the {@link TableSpec}
     */
    public void likeness(Likeness measure) {
        likeness = requireNonNull(measure);
    }

    /**
     * Something that the drop changes and that always waits for somebody to approve it, however small it is.
     *
     * @param subject what it is about, e.g. a role
     * @param sentence what would change, with keys; no personal values
     */
    public record Privilege(String subject, String sentence) {}

    /** Notes a change that is not to be made without somebody's approval. */
    public void privilege(Privilege change) {
        privileges.add(requireNonNull(change));
    }

    List<Privilege> privileges() {
        return privileges;
    }

    /** What is written down of each row of a plan: delivered, a preview, or held. */
    public void rowLog(RowLogging log) {
        rowLog = requireNonNull(log);
    }

    RowLogging rowLog() {
        return rowLog;
    }

    /** What else the ledger is to say once the data is delivered; not run for a preview. */
    public void atCommit(AtCommit work) {
        atCommit.add(work);
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

    Likeness likeness() {
        return likeness;
    }

    List<AtCommit> atCommit() {
        return atCommit;
    }

    /**
     * What the guards look at.
     *
     * @param last records by subject of the drop that the feed delivered last
     */
    Measures measures(Plan plan, long lastDelivered, Map<String, Long> last) {
        List<Measures.Table> tables = plan.tables().stream()
                .map(table -> new Measures.Table(
                        table.table(),
                        table.rowsBefore(),
                        table.inserted(),
                        table.updated(),
                        table.retired(),
                        table.deleted()))
                .toList();
        List<Measures.Records> records = new ArrayList<>();
        readings.forEach((subject, origins) -> origins.forEach((origin, reading) -> records.add(new Measures.Records(
                origin == Origin.DROP ? subject : subject + " that the target has",
                reading.read,
                reading.rejected,
                origin == Origin.DROP ? last.getOrDefault(subject, 0L) : 0))));
        last.forEach((subject, read) -> {
            if (!readings.containsKey(subject)) {
                records.add(new Measures.Records(subject, 0, 0, read));
            }
        });
        return new Measures(tables, records, references, lastDelivered);
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
                subject,
                origin,
                reading,
                new Counts(0, 0, reading.read - reading.filtered - reading.rejected),
                0,
                0))));
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
                        0,
                        0)));
                return;
            }
            tallies.add(tally(
                    subject,
                    Origin.DROP,
                    origins.getOrDefault(Origin.DROP, new Reading()),
                    table.drop(),
                    table.deletedByKey(),
                    table.removed() + table.retired()));
            Reading carried = origins.get(Origin.TARGET);
            if (carried != null && carried.read > 0) {
                tallies.add(tally(subject, Origin.TARGET, carried, table.carried(), 0, 0));
            }
        });
        return tallies;
    }

    private static Tally tally(
            String subject, Origin origin, Reading reading, Counts counts, long deletedByKey, long removed) {
        return new Tally(
                subject,
                origin,
                reading.read,
                counts.inserted(),
                counts.updated(),
                0,
                deletedByKey,
                counts.unchanged(),
                reading.filtered,
                reading.rejected,
                removed);
    }
}
