package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.WorkFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.ShortList;
import io.waybill.format.csv.CsvWriter;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.MerlinConfig.OnError;
import io.waybill.merlin.feed.Organisation.Followed;
import io.waybill.merlin.feed.Organisation.Handover;
import io.waybill.merlin.feed.Organisation.RoleLeft;
import io.waybill.model.Drop;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.reject.OriginalRows;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** The steps, as the route names them, that say what became of a batch's rows: rejects, counts, notices, files for people, the row log. */
public final class BatchReport {
    /** A file with more rejects than this is a wrong one, and nobody mends them one by one. */
    private static final int MOST_REJECTS = 100_000;

    private static final String KEPT = "kept.csv";
    /** More roles than these are only counted in a notice. */
    private static final int MOST_NAMED = 20;

    private final Engine engine;

    /** Reports on deliveries of the engine, which knows the rejects of earlier ones. */
    public BatchReport(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    /**
     * Collects the rejects.
     *
     * @throws BrokenFileException with every faulty row, when the drop is to be refused because of one; or when there are too many
     * @throws IOException when the log of its rows cannot be written
     */
    public void collectRejects(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(MerlinBatch.LOADING) BatchDelivery loading)
            throws SQLException, IOException {
        loading.faults(faults(drop, loading));
        if (loading.batch().options().onError() == OnError.ABORT
                && !loading.faults().isEmpty()) {
            try (BatchRows rows = loading.batch().plainRows()) {
                log(drop, loading).writeRefused(engine.delivery().rowLog(drop, State.REFUSED), rows);
            }
            refuse(loading);
        }
    }

    private static Map<Long, List<RowFault>> faults(Drop drop, BatchDelivery loading) throws SQLException {
        Map<Long, List<RowFault>> faults = new LinkedHashMap<>();
        MerlinSql sql = loading.sql();
        sql.each(sql.template("fates.sql"), row -> {
            faults.computeIfAbsent(row.getLong("number"), number -> new ArrayList<>())
                    .add(new RowFault(
                            row.getString("field"),
                            row.getString("rule"),
                            row.getString("found"),
                            row.getString("expected"),
                            row.getString("advice"),
                            row.getString("kind"),
                            row.getInt("waits")));
            if (faults.size() > MOST_REJECTS) {
                throw tooMany(drop, loading, faults);
            }
        });
        return faults;
    }

    /** What is wrong most often says what is wrong with the file. */
    private static BrokenFileException tooMany(Drop drop, BatchDelivery loading, Map<Long, List<RowFault>> faults) {
        Map<String, Long> rules = faults.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(fault -> fault.field() + " " + fault.rule(), Collectors.counting()));
        Map.Entry<String, Long> most = Collections.max(rules.entrySet(), Map.Entry.<String, Long>comparingByValue());
        Map.Entry<Long, List<RowFault>> first = faults.entrySet().iterator().next();
        return new BrokenFileException(Fault.ofFile(
                Position.of(drop.fileName()),
                "too-many-rejects",
                String.format(
                        Locale.ROOT,
                        "more than %,d faulty rows, %,d of them with %s",
                        MOST_REJECTS,
                        most.getValue(),
                        most.getKey()),
                "a file whose rows can be delivered",
                "Check whether it is the right file, in which order its columns are, and whether it needs another file first. The first: "
                        + first.getValue()
                                .get(0)
                                .fault(loading.places().of(first.getKey()))
                                .sentence()));
    }

    private static void refuse(BatchDelivery loading) {
        Faults faults = new Faults();
        loading.faults()
                .forEach((number, why) -> why.forEach(
                        fault -> faults.add(fault.fault(loading.places().of(number)))));
        faults.throwIfAny();
    }

    /** Counts what was read and what became of it, so that the counts of the waybill balance. */
    public void count(
            @ExchangeProperty(MerlinBatch.LOADING) BatchDelivery loading,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        new BatchCounts(loading.sql(), loading.wanted(), outcome).count(loading.counts());
    }

    /**
     * Adds candidates to the rejects and closes earlier ones that are solved now. Reads the rows again when there are any.
     *
     * @throws IOException when a file cannot be read again
     */
    public void answerRejects(
            @ExchangeProperty(MerlinBatch.LOADING) BatchDelivery loading,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        MerlinSql sql = loading.sql();
        outcome.used(loading.batch().decisions().uses());
        Map<MerlinFeed, Set<List<String>>> open = new EnumMap<>(MerlinFeed.class);
        for (MerlinFeed feed : loading.batch().batch().feeds()) {
            open.put(feed, engine.rejects().openKeys(sql.connection(), MerlinConfig.SYSTEM, feed.word()));
        }
        if (loading.faults().isEmpty()
                && !loading.anyReturned()
                && open.values().stream().allMatch(Set::isEmpty)) {
            return;
        }
        BatchRejects answers = new BatchRejects(sql, loading.faults(), open);
        try (BatchRows rows = loading.batch().rows()) {
            while (rows.hasNext()) {
                BatchRows.Chunk chunk = rows.next();
                for (BatchRow row : chunk.rows()) {
                    answers.add(chunk.file(), row);
                }
            }
        }
        answers.all(BatchCounts.subject("")).forEach(outcome::mendable);
    }

    /**
     * Adds notices to the waybill: roles that change hands, columns without a meaning, people with other addresses, what was made because rows
     * name it.
     */
    public void addNotices(
            @ExchangeProperty(MerlinBatch.LOADING) BatchDelivery loading,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        for (Handover each : loading.handovers()) {
            outcome.privilege(new Outcome.Privilege(
                    each.role(),
                    each.role() + " of " + each.place() + ": " + holder(each.former()) + " → " + holder(each.holder())
                            + "."));
        }
        left(loading.left(), outcome);
        followed(loading.followed(), outcome);
        if (loading.dated()) {
            dates(loading.sql(), outcome);
        }
        loading.restored()
                .forEach((file, cells) -> OriginalRows.notice(file, cells).ifPresent(outcome::notice));
        for (BatchFile file : loading.batch().batch().files()) {
            if (file.rejects() == null) {
                new IgnoredColumns(loading).tell(file, outcome);
            }
        }
        new PeopleNotices(loading, outcome).add();
        MerlinSql sql = loading.sql();
        sql.query(sql.template("made.sql"), row -> {
                    long made = row.getLong("made");
                    String names = row.getString("names");
                    return new Notice(
                            "made-missing",
                            made + " × " + row.getString("model")
                                    + " is made because rows name it and the options of the drop say so"
                                    + (names == null ? "." : ": " + names + "."),
                            made);
                })
                .forEach(outcome::notice);
        long respelt = sql.number(sql.template("names-respelt.sql"));
        if (respelt > 0) {
            outcome.notice(new Notice(
                    "persian-letters",
                    (respelt == 1 ? "The name of 1 new thing is" : "The names of " + respelt + " new things are")
                            + " stored with the Persian yeh and kaf, where rows have the Arabic ones. Rows find it in either spelling.",
                    respelt));
        }
        if (loading.counts().containsKey(MerlinFeed.HISTORY)) {
            new HistoryNotices(sql, loading.places()).all().forEach(outcome::notice);
        }
    }

    private static String holder(String user) {
        return user == null ? "nobody" : user;
    }

    private static void followed(Followed followed, Outcome outcome) {
        long all = followed.things() + followed.users();
        if (all > 0) {
            outcome.notice(new Notice(
                    "departments-follow",
                    "A category, tribe or department changes, and with it the department of " + followed.things()
                            + (followed.things() == 1 ? " tribe or team" : " tribes and teams") + " and of "
                            + followed.users() + (followed.users() == 1 ? " member" : " members")
                            + " of teams, who had the former one for that reason.",
                    all));
        }
    }

    private static void dates(MerlinSql sql, Outcome outcome) throws SQLException {
        long[] dates = sql.query(sql.template("count-dates.sql"), row ->
                        new long[] {row.getLong("earlier"), row.getLong("idle")})
                .get(0);
        if (dates[0] > 0) {
            outcome.notice(new Notice(
                    "earlier-assignments",
                    dates[0]
                            + (dates[0] == 1 ? " row gives an assignment" : " rows give assignments")
                            + " before the latest one of the same user: each is in the history from its day on, and"
                            + " does not change what the user is today.",
                    dates[0]));
        }
        long carried = sql.number(sql.template("dates-carried.sql"));
        if (carried > 0) {
            outcome.notice(new Notice(
                    "later-assignments-stay",
                    (carried == 1 ? "1 row gives" : carried + " rows give")
                            + " an assignment from a day on, and on the next day that the target knows there is the one from before."
                            + " Whether a row gave that one, or left the cell blank so that it was carried on, is not known: it stays."
                            + " If it was carried on, drop the row of that later day once more, with the cell filled in and force-update.",
                    carried));
        }
        if (dates[1] > 0) {
            outcome.notice(new Notice(
                    "date-says-nothing",
                    dates[1]
                            + (dates[1] == 1 ? " row has" : " rows have")
                            + " a day in effective_date but no team, tribe, chapter or leader: only these are valid from a"
                            + " day on, so that the day was not used.",
                    dates[1]));
        }
    }

    private static void left(List<RoleLeft> left, Outcome outcome) {
        if (left.isEmpty()) {
            return;
        }
        String roles = ShortList.of(
                left.stream()
                        .map(role -> role.role() + " of " + role.place() + " (" + role.holder()
                                + (role.active() ? " has left it)" : " is not active)"))
                        .toList(),
                MOST_NAMED);
        outcome.notice(new Notice(
                "role-holder-left",
                (left.size() == 1 ? "1 role is" : left.size() + " roles are") + " held by somebody who leaves: " + roles
                        + ". Name another holder, or clear the role.",
                left.size()));
    }

    private record Kept(Position at, String field, String has, String wanted) {}

    /**
     * Writes kept.csv, for people: relations of the target that differ from the file and remain as they are.
     *
     * @throws IOException when it cannot be written
     */
    public void writeKept(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(MerlinBatch.LOADING) BatchDelivery loading,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        MerlinSql sql = loading.sql();
        Path file = engine.delivery().report(drop, KEPT);
        long count = 0;
        try (CsvWriter csv = new CsvWriter(file)) {
            csv.row(List.of("file", "line", "column", "has", "wanted"));
            for (Kept kept : sql.query(
                    sql.template("kept.sql"),
                    row -> new Kept(
                            loading.places().of(row.getLong("number")),
                            row.getString("field"),
                            text(row.getString("has")),
                            text(row.getString("wanted"))))) {
                csv.row(List.of(kept.at.file(), Long.toString(kept.at.line()), kept.field, kept.has, kept.wanted));
                count++;
            }
            if (count > 0) {
                csv.commit();
            }
        }
        if (count > 0) {
            outcome.reportFile(WorkFile.of(file));
            outcome.notice(new Notice(
                    "kept",
                    count + (count == 1 ? " relation" : " relations")
                            + " of the target that the file has otherwise stayed as they are, see " + KEPT
                            + ": drop with force-update to overwrite them.",
                    count));
        }
    }

    /** Has the log of the rows written when the waybill reaches its state, in the same transaction. */
    public void logRows(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(MerlinBatch.LOADING) BatchDelivery loading,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        RowLog log = log(drop, loading);
        outcome.rowLog((journal, state) -> {
            try (BatchRows rows = loading.batch().plainRows()) {
                log.write(engine.delivery().rowLog(drop, state), rows, journal, state);
            }
        });
    }

    private static RowLog log(Drop drop, BatchDelivery loading) throws SQLException {
        return new RowLog(
                drop,
                loading.faults(),
                loading.leftOut(),
                loading.batch().config().models().redacted());
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
