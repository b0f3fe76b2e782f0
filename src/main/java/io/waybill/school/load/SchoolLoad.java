package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.guard.Limit;
import io.waybill.format.Fault;
import io.waybill.model.Drop;
import io.waybill.model.Notice;
import io.waybill.reject.RejectedRow;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.model.Area;
import io.waybill.school.source.Answers;
import io.waybill.school.source.LoadFrame;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One export on its way into the calendar: what all steps of its route share. They write what differs into the stage, and tell here what they
 * found.
 */
public final class SchoolLoad {
    /** Name of the exchange property under which it travels. */
    public static final String PROPERTY = "schoolLoad";

    /** Shares say little about fewer things than this. */
    private static final int FEW = 10;

    private final Drop drop;
    private final ReadExport export;
    private final Answers answers;
    private final SchoolConfig config;
    private final LoadOptions options;
    private final LoadFrame frame;
    private final String era;
    private final RecordTables records;
    private final LoadTimes times;
    private final Outcome outcome;
    private final List<String> lines = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final Map<Area, List<RejectedRow>> rejected = new EnumMap<>(Area.class);
    private SchoolSql sql;

    SchoolLoad(
            Drop drop,
            ReadExport export,
            Answers answers,
            SchoolConfig config,
            LoadOptions options,
            LoadFrame frame,
            String era,
            RecordTables records,
            LoadTimes times,
            Outcome outcome) {
        this.drop = requireNonNull(drop, "drop");
        this.export = requireNonNull(export, "export");
        this.answers = requireNonNull(answers, "answers");
        this.config = requireNonNull(config, "config");
        this.options = requireNonNull(options, "options");
        this.frame = requireNonNull(frame, "frame");
        this.era = requireNonNull(era, "era");
        this.records = requireNonNull(records, "records");
        this.times = requireNonNull(times, "times");
        this.outcome = requireNonNull(outcome, "outcome");
    }

    void begin(SchoolSql inTransaction) {
        sql = inTransaction;
    }

    /** The drop. */
    public Drop drop() {
        return drop;
    }

    /** The export that is read; it came with an earlier drop when this one brings answers. */
    public ReadExport export() {
        return export;
    }

    /** What people have answered about it. */
    public Answers answers() {
        return answers;
    }

    /** What the calendar calls the source of the export. */
    public String source() {
        return config.source(drop.feed().feed());
    }

    /** What the mapping file says. */
    public SchoolConfig config() {
        return config;
    }

    /** What the drop says. */
    public LoadOptions options() {
        return options;
    }

    /** The days that it is about. */
    public LoadFrame frame() {
        return frame;
    }

    /** The name of the era that it is loaded into. */
    public String era() {
        return era;
    }

    /** What was read. */
    public RecordTables records() {
        return records;
    }

    LoadTimes times() {
        return times;
    }

    /** What the drop has led to. */
    public Outcome outcome() {
        return outcome;
    }

    /** SQL in the delivering transaction; not before it has begun. */
    public SchoolSql sql() {
        return requireNonNull(sql, "the transaction has not begun");
    }

    /**
     * Adds a line to the report, in the words that people of such calendars look for: {@code 12 pupil records created.}
     *
     * @param line one sentence
     */
    public void line(String line) {
        lines.add(line);
    }

    /** Adds such a line when there is something to count. */
    public void line(long count, String words) {
        if (count > 0) {
            line(count + " " + words);
        }
    }

    /**
     * Adds a line about a single thing, such as one group; these come after all others.
     *
     * @param line one sentence
     */
    public void detail(String line) {
        details.add(line);
    }

    /** Adds what could not be used although it is sound in itself. */
    public void reject(Area area, RejectedRow row) {
        rejected.computeIfAbsent(area, none -> new ArrayList<>()).add(row);
    }

    Map<Area, List<RejectedRow>> rejected() {
        return rejected;
    }

    /** The lines of the report. */
    List<String> lines() {
        return Stream.concat(lines.stream(), details.stream()).toList();
    }

    /** Tells how many of the rows that the export asks for are in the target as they are, so that they were not staged. */
    public void agree(SchoolTable table, long rows) {
        outcome.agree(table.table(), rows);
    }

    /**
     * Holds the drop when more of something ends than the school's limit allows.
     *
     * @param what in the plural, as people read it: {@code pupils}
     * @param limit that the mapping file has for it
     * @param ended how many of them end
     * @param all how many there were
     * @param verb what happens to them: {@code leave}
     */
    public void guard(String what, Limit limit, long ended, long all, String verb) {
        if (limit.passedBy(ended, all < FEW ? 0 : all)) {
            outcome.ask(new Outcome.Question(
                    "too-many-" + what.replace(' ', '-'),
                    what,
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d %s would %s, and the limit is %s: is the export whole?",
                            ended,
                            all,
                            what,
                            verb,
                            limit)));
        }
    }

    /** Adds a notice for the page of the waybill, when there is something to count. */
    public void notice(String rule, long count, String sentence) {
        if (count > 0) {
            outcome.notice(new Notice(rule, sentence, count));
        }
    }

    /**
     * Lets activities keep the rooms that the calendar has for them, where their place is rejected because it may be a misspelt room.
     *
     * @throws SQLException when the database refuses it
     */
    public void keepPlaces() throws SQLException {
        Lookalikes lookalikes = new Lookalikes(sql);
        Set<String> open = new TreeSet<>();
        for (RecordTables.RejectedRecord each : records().rejected()) {
            Fault fault = each.fault();
            if (fault.rule().equals(Answers.UNLIKE_ROOMS)
                    && !answers().isLeftOut(fault.record(), fault.field(), fault.rule(), fault.found())
                    && !lookalikes.of(fault).isEmpty()) {
                open.add(fault.record());
            }
        }
        if (!open.isEmpty()) {
            sql.update(SchoolLoad.class, "keep-places.sql", sql.connection().createArrayOf("text", open.toArray()));
        }
    }
}
