package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Plan.Counts;
import io.waybill.delivery.Plan.TablePlan;
import io.waybill.delivery.guard.Measures;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.EncodingGuess;
import io.waybill.format.csv.TwiceEncoded;
import io.waybill.match.Decision;
import io.waybill.match.RuleUse;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one drop has led to, besides the rows in its stage: counts of records, rejects, notices, files, the comparison.
 * It grows along the route and is written to the ledger in the delivering transaction. For one thread.
 */
public final class Outcome {
    private final List<RuleUse> uses = new ArrayList<>();
    private final Map<String, Map<Origin, Reading>> readings = new LinkedHashMap<>();
    private final Map<String, MendableRows> mendable = new LinkedHashMap<>();
    private final List<RejectedRow> reported = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<WorkFile> outputs = new ArrayList<>();
    private final List<WorkFile> reports = new ArrayList<>();
    private final List<Measures.References> references = new ArrayList<>();
    private final List<AtCommit> atCommit = new ArrayList<>();
    private final List<Privilege> privileges = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private boolean dataLeftOut;
    private String comparison;
    private DropContents contents = DropContents.UNKNOWN;

    private RowLogging rowLog = (journal, state) -> {};
    private Likeness likeness = () -> List.of();
    private boolean absentStays;

    /** Measures a plan by the contents of its rows. */
    public interface Likeness {
        List<Measures.Table> measure() throws SQLException;
    }

    /** Work that is committed together with the data. */
    public interface AtCommit {
        /** @param transaction the delivering one */
        void run(Connection transaction) throws SQLException, IOException;
    }

    /** Logs what happens to each row. */
    public interface RowLogging {
        /**
         * @param journal connection whose transaction has the changes in the journal
         * @param state that the waybill reaches
         */
        void write(Connection journal, State state) throws SQLException, IOException;
    }

    /** How many records of one kind were read, and how many of them do not reach the plan. */
    private static final class Reading {
        private long read;
        private long filtered;
        private long rejected;
        private long agreed;
    }

    /**
     * Rows of one kind that people can mend in an error folder.
     *
     * @param subject model under which they were counted
     * @param origin where they were read
     * @param answered rows delivered, or left out by a person's decision
     * @param rejected rows that could not be delivered
     * @param decisions that are to be remembered
     */
    public record MendableRows(
            String subject,
            Origin origin,
            List<AnsweredRow> answered,
            List<RejectedRow> rejected,
            List<Decision> decisions) {}

    /** Sets what kinds of file the drop consists of: the guards measure it only by drops of the same contents. */
    public void contents(DropContents found) {
        contents = requireNonNull(found);
    }

    DropContents contents() {
        return contents;
    }

    /**
     * Counts records.
     *
     * @param subject model or table
     * @param read records read
     * @param filtered how many of them were left out on purpose
     * @param rejected how many of them cannot be delivered
     */
    public void count(String subject, Origin origin, long read, long filtered, long rejected) {
        Reading reading = readings.computeIfAbsent(requireNonNull(subject), key -> new EnumMap<>(Origin.class))
                .computeIfAbsent(origin, key -> new Reading());
        reading.read += read;
        reading.filtered += filtered;
        reading.rejected += rejected;
    }

    /**
     * Counts records of a table of the plan that the system itself has compared with the target and found there as they are, so that they
     * were not staged.
     *
     * @param subject the model of the table
     */
    public void agree(String subject, long records) {
        count(subject, Origin.DROP, records, 0, 0);
        readings.get(subject).get(Origin.DROP).agreed += records;
    }

    /** Sets the rows of a kind that people can mend; to be called once per kind. */
    public void mendable(String kind, MendableRows rows) {
        mendable.put(kind, rows);
    }

    /** Adds what earlier answers and rules for paths have decided; each of them once. */
    public void used(Collection<RuleUse> some) {
        uses.addAll(some);
    }

    List<RuleUse> uses() {
        return uses;
    }

    /** How many rows are rejects. */
    long rejects() {
        return reported.size()
                + mendable.values().stream()
                        .mapToLong(rows -> rows.rejected().size())
                        .sum();
    }

    /** Adds rejects that nobody can mend in an error folder. */
    public void report(List<RejectedRow> rows) {
        reported.addAll(rows);
    }

    /**
     * Adds references that had to be resolved, for the guards: if most of them find nothing, it is the wrong file.
     *
     * @param kind what they are, e.g. {@code grant}
     * @param all how many there were
     * @param unmatched how many of them found nothing
     */
    public void references(String kind, long all, long unmatched) {
        references.add(new Measures.References(kind, all, unmatched));
    }

    /**
     * Sets another way to measure what the plan does to tables, for a system whose files number things in their own
     * way: there a row is recognised by its contents, not by its key. It is used only if the plan itself trips a guard.
     *
     * @param measure returns the tables that it can measure, by their names in the {@link TableSpec}
     */
    public void likeness(Likeness measure) {
        likeness = requireNonNull(measure);
    }

    /**
     * Says that nothing happens to what the drop has no records of at all, such as a table that it lacks: that is then not measured by what the
     * last drop had of it.
     */
    public void absentStays() {
        absentStays = true;
    }

    /**
     * A change that always needs somebody's approval, however small it is.
     *
     * @param subject what changes, e.g. a role
     * @param sentence what would change, with keys; no personal values
     */
    public record Privilege(String subject, String sentence) {}

    /** Adds a change that needs somebody's approval. */
    public void privilege(Privilege change) {
        privileges.add(requireNonNull(change));
    }

    List<Privilege> privileges() {
        return privileges;
    }

    /**
     * Something about a drop that somebody has to approve, whatever the figures of its plan.
     *
     * @param guard short stable name of what asks for it, kebab-case, as on the waybill
     * @param subject what it is about: a table, a column
     * @param sentence what was found and what to do; no personal values
     */
    public record Question(String guard, String subject, String sentence) {}

    /** Holds the drop until somebody approves it, because of what was found in it. */
    public void ask(Question question) {
        questions.add(requireNonNull(question));
    }

    /**
     * Tells how a file was read whose encoding was guessed, and which text was saved in UTF-8 twice. Holds the drop when the guess is
     * probably wrong, or when most of the text was saved twice.
     *
     * @param file as its owner knows it
     * @param path of the file
     * @param advice what to do if a guess is wrong, as a sentence
     * @throws IOException when the file cannot be read
     */
    public void readAs(String file, Path path, CsvDialect dialect, String advice) throws IOException {
        EncodingGuess guess = dialect.guess();
        if (guess != null) {
            notice(new Notice("guessed-encoding", guess.sentence(file) + " " + advice, guess.words()));
            guess.doubt(file).ifPresent(doubt -> ask(new Question("encoding", file, doubt + " " + advice)));
        }
        TwiceEncoded.of(path, dialect).ifPresent(found -> {
            notice(new Notice("encoded-twice", found.sentence(file), found.twice()));
            if (found.mostly()) {
                ask(new Question("encoding", file, found.sentence(file)));
            }
        });
    }

    List<Question> questions() {
        return questions;
    }

    /** Notes that the drop has data for which the mapping has no place, so that "all of it" is not true. */
    public void leavesDataOut() {
        dataLeftOut = true;
    }

    boolean isDataLeftOut() {
        return dataLeftOut;
    }

    /** Sets what logs the rows of the plan when it is delivered, previewed or held. */
    public void rowLog(RowLogging log) {
        rowLog = requireNonNull(log);
    }

    RowLogging rowLog() {
        return rowLog;
    }

    /** Adds work for the delivering transaction, right before its commit; not done for a preview. */
    public void atCommit(AtCommit work) {
        atCommit.add(work);
    }

    /** Adds a notice for the page of the waybill. */
    public void notice(Notice notice) {
        notices.add(requireNonNull(notice));
    }

    /** Adds a file in the drop's work folder that goes to the outbox once the waybill is delivered. */
    public void output(WorkFile file) {
        outputs.add(file);
    }

    /** Adds a file in the drop's work folder that goes to the error folder once the waybill is delivered. */
    public void reportFile(WorkFile file) {
        reports.add(file);
    }

    /** Sets what the target had before and has after the delivery, as JSON in the system's own terms. */
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
     * The figures that the guards look at.
     *
     * @param last by subject, how many records the drop had that this feed delivered last
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
            if (!absentStays && !readings.containsKey(subject)) {
                records.add(new Measures.Records(subject, 0, 0, read));
            }
        });
        return new Measures(tables, records, references, lastDelivered);
    }

    Map<String, MendableRows> mendable() {
        return mendable;
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

    /** The counts of a drop that changes no target: records that were neither left out nor rejected are unchanged. */
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

    /** The counts of a drop with this plan, for each subject that was read or planned, in the order of appearance. */
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
            Reading drop = origins.getOrDefault(Origin.DROP, new Reading());
            Counts staged = table.drop();
            tallies.add(tally(
                    subject,
                    Origin.DROP,
                    drop,
                    new Counts(staged.inserted(), staged.updated(), staged.unchanged() + drop.agreed),
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
