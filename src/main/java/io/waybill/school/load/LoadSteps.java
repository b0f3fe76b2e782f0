package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.match.Decisions;
import io.waybill.model.Drop;
import io.waybill.model.Notice;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.isams.IsamsAdapter;
import io.waybill.school.isams.IsamsExport;
import io.waybill.school.model.AreaState;
import io.waybill.school.schoolbase.SchoolBaseAdapter;
import io.waybill.school.schoolbase.SchoolBaseKeys;
import io.waybill.school.schoolbase.SchoolBaseRules;
import io.waybill.school.schoolbase.SchoolBaseWeeks;
import io.waybill.school.source.Answers;
import io.waybill.school.source.AutomaticGroups;
import io.waybill.school.source.Extract;
import io.waybill.school.source.LoadFrame;
import io.waybill.system.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The steps, as the route names them, by which an export gets into the working tables, and by which the waybill learns what became of it. */
public final class LoadSteps {
    /** An export with more rejects than this is a wrong one, and nobody mends them one by one. */
    private static final int MOST_REJECTS = 100_000;

    private static final String OTHER_SOURCE = "other-source";

    private static final String WRONG_ENCODING =
            "If it is another one, drop the export again with this table saved as CSV UTF-8.";

    private final SchoolConfig config;
    private final Engine engine;
    private final IgnoredNames ignored;

    /** Reads exports as the mapping says and stages them for the engine's target. */
    public LoadSteps(SchoolConfig config, Engine engine) {
        this.config = requireNonNull(config, "config");
        this.engine = requireNonNull(engine, "engine");
        this.ignored = new IgnoredNames(engine.settings().ignored());
    }

    /** What a feed delivers. */
    public static FeedSpec feed(SchoolConfig config) {
        return new FeedSpec(SchoolTable.specs(), config.guards(), config.backup());
    }

    /** The same for a drop that gives people and rooms new keys, or begins a year: what there was before it is kept as a backup. */
    private static FeedSpec conversion(SchoolConfig config) {
        return new FeedSpec(SchoolTable.specs(), config.guards(), BackupScope.FULL);
    }

    /** Reads an export with its adapter. */
    private interface Reading {
        /**
         * @return the days for which it has all occurrences of activities
         */
        ActivityDays read(LoadFrame frame, Extract extract) throws IOException;
    }

    /**
     * Reads an export of iSAMS into the working tables; property {@value SchoolLoad#PROPERTY}.
     *
     * @throws BrokenFileException when an option is wrong, or the export is broken or not whole
     * @throws IOException when a file cannot be read
     * @throws SQLException when the database refuses the working tables
     */
    public void readIsams(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop)
            throws IOException, SQLException {
        Opened opened = open(exchange, drop);
        IsamsExport export = opened.files.isams(opened.export.name());
        read(exchange, drop, opened, (year, sql) -> (frame, extract) -> {
            new IsamsAdapter(config.policy(), frame, opened.options.timetable(), opened.answers).read(export, extract);
            return ActivityDays.from(frame);
        });
    }

    /**
     * Reads an export of SchoolBase into the working tables; property {@value SchoolLoad#PROPERTY}.
     *
     * @throws BrokenFileException when an option is wrong, or the export is broken or not whole
     * @throws IOException when a file cannot be read
     * @throws SQLException when the database refuses the working tables
     */
    public void readSchoolBase(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop)
            throws IOException, SQLException {
        Opened opened = open(exchange, drop);
        read(exchange, drop, opened, (year, sql) -> (frame, extract) -> {
            new SchoolBaseAdapter(config.policy(), frame, rules(year), opened.answers)
                    .read(opened.files.files(), extract);
            return ActivityDays.fromSunday(frame);
        });
    }

    /**
     * Reads the weekly tables of SchoolBase's activities into the working tables; property {@value SchoolLoad#PROPERTY}. The load is about the
     * weeks that they are about, be they over or not.
     *
     * @throws BrokenFileException when an option is wrong, or a table is missing, empty or broken
     * @throws IOException when a file cannot be read
     * @throws SQLException when the database refuses the working tables
     */
    public void readOtherHalf(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop)
            throws IOException, SQLException {
        Opened opened = open(exchange, drop);
        read(exchange, drop, opened, (year, sql) -> {
            SchoolBaseKeys keys = KnownKeys.of(sql, config.source(SchoolConfig.OTHER_HALF));
            return (frame, extract) -> {
                LoadFrame all = opened.options.start() == null ? frame.startingAt(frame.eraFirst()) : frame;
                return ActivityDays.ofWeeks(
                        all,
                        new SchoolBaseWeeks(all, keys, config.policy().nothing(), opened.answers)
                                .read(opened.files.files(), extract));
            };
        });
    }

    private SchoolBaseRules rules(CalendarYear year) {
        SchoolBaseRules rules = config.schoolBase();
        return year.sourceKey() == null ? rules : rules.of(year.sourceKey());
    }

    private interface Adapter {
        Reading of(CalendarYear year, SchoolSql sql) throws SQLException;
    }

    private record Opened(
            ReadExport export, LoadOptions options, ExportFiles files, Answers answers, LoadTimes times) {}

    private Opened open(Exchange exchange, Drop drop) throws IOException, SQLException {
        LoadTimes times = new LoadTimes();
        ReadExport export = exchange.getProperty(ReadExport.PROPERTY, ReadExport.class);
        if (export == null) {
            engine.delivery().reading(exchange, drop);
            export = ReadExport.of(drop);
        }
        LoadOptions options = LoadOptions.of(export.name(), export.options());
        ExportFiles files =
                ExportFiles.open(export.file(), export.name(), engine.data().workUnpacked(drop.number()), ignored);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        files.notices().forEach(outcome::notice);
        return new Opened(export, options, files, answers(drop, export), times);
    }

    private Answers answers(Drop drop, ReadExport export) throws SQLException {
        try (Connection connection = engine.target().dataSource().getConnection()) {
            return new Answers(
                    config.source(drop.feed().feed()),
                    Decisions.of(export.given()),
                    engine.decisions().load(connection, SchoolConfig.SYSTEM, Answers.KIND));
        }
    }

    private void read(Exchange exchange, Drop drop, Opened opened, Adapter adapter) throws IOException, SQLException {
        engine.delivery().open(exchange, drop, opened.options.convert() ? conversion(config) : feed(config));
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.places((number, field) -> Position.of(drop.fileName()));
        delivery.endStaging();
        try (Connection connection = engine.target().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            SchoolSql sql = new SchoolSql(connection, delivery);
            ReadExport export = opened.export;
            CalendarYear year = CalendarYear.of(sql, config, opened.options, export.name());
            LoadFrame frame = year.frame(
                    opened.options,
                    export.day(),
                    SchoolConfig.OTHER_HALF.equals(drop.feed().feed()),
                    export.name());
            sql.run(LoadSteps.class, "working.sql");
            RecordTables records =
                    new RecordTables(connection, delivery.relations().schema(), MOST_REJECTS);
            ActivityDays activities = extract(drop, adapter.of(year, sql), frame, records);
            Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
            for (RecordTables.ReadTable table : records.read()) {
                outcome.readAs(table.name(), table.file(), table.dialect(), WRONG_ENCODING);
            }
            opened.times.staged(records.sending());
            makeReady(sql, opened.times);
            exchange.setProperty(
                    SchoolLoad.PROPERTY,
                    new SchoolLoad(
                            drop,
                            export,
                            opened.answers,
                            config,
                            opened.options,
                            frame.startingAt(activities.start()),
                            year.era(),
                            records,
                            opened.times,
                            outcome));
        }
    }

    private static void makeReady(SchoolSql sql, LoadTimes times) throws SQLException {
        long began = System.nanoTime();
        sql.run(LoadSteps.class, "working-ready.sql");
        // Tables that a crash loses are read again.
        sql.connection().commit();
        times.staged(System.nanoTime() - began);
        times.read();
    }

    private ActivityDays extract(Drop drop, Reading reading, LoadFrame frame, RecordTables records)
            throws IOException, SQLException {
        AutomaticGroups groups = new AutomaticGroups(config.policy(), records);
        try {
            ActivityDays activities = reading.read(frame, groups);
            groups.complete();
            records.add(activities);
            records.complete();
            return activities;
        } catch (RecordTables.RefusedRecordsException e) {
            throw (SQLException) e.getCause();
        } catch (RecordTables.TooManyRejectedException e) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "too-many-rejects",
                    String.format(Locale.ROOT, "more than %,d records that cannot be used", MOST_REJECTS),
                    "an export whose records can be used",
                    "Check whether it is the right one."));
        }
    }

    /**
     * Makes what a calendar has to have, and says which days, eras and sources the load is about. In the delivering transaction. Before the first
     * export of a year changes anything, there is a backup.
     *
     * @throws SQLException when the database refuses it
     */
    public void settle(
            Exchange exchange,
            @ExchangeProperty(SchoolLoad.PROPERTY) SchoolLoad load,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery)
            throws SQLException {
        load.begin(new SchoolSql(delivery.connection(), delivery));
        new Foundations(load, engine.target().describe(), load.export().day()).lay();
        if (load.sql()
                .query(LoadSteps.class, "first-of-era.sql", row -> row.getBoolean(1))
                .get(0)) {
            exchange.setProperty(DeliverySteps.FEED, conversion(config));
            load.outcome()
                    .notice(new Notice(
                            "first-of-era",
                            "This is the first export of " + load.era()
                                    + ": before it changes anything, a backup of the calendar is taken.",
                            1));
        }
        LoadFrame frame = load.frame();
        load.outcome()
                .notice(new Notice(
                        "policy",
                        "Loaded into " + load.era() + " as of " + frame.start() + ", by this policy: "
                                + String.join("; ", config.policyInWords()) + ".",
                        1));
    }

    /**
     * Tells the waybill what was read, rejected and staged.
     *
     * @throws SQLException when the database refuses it
     * @throws IOException when the report cannot be written
     */
    public void report(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(SchoolLoad.PROPERTY) SchoolLoad load)
            throws SQLException, IOException {
        Outcome outcome = load.outcome();
        load.records().notices().forEach(outcome::notice);
        String records = load.records().counts().entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%,d of %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
        outcome.notice(new Notice(
                "records",
                "Records of the export: " + (records.isEmpty() ? "none that can be used" : records) + ".",
                load.records().counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
        if (!SchoolConfig.OTHER_HALF.equals(drop.feed().feed())) {
            tellWhatIsNotRequested(load);
        }
        long changes = new StageCounts(load.sql(), outcome).count();
        outcome.notice(load.times().notice());
        long rejected = new ExportRejects(load, engine.rejects()).tell();
        askAboutSource(load, changes + rejected > 0);
        AnswerUse.tell(load.answers(), load.export(), outcome);
        new LoadReport(load).write(engine.delivery().output(drop, "import-" + drop.number() + ".txt"));
    }

    /** An export of another system than the one that feeds the calendar waits for somebody, unless nothing would come of it. */
    private static void askAboutSource(SchoolLoad load, boolean brings) throws SQLException {
        List<String> current = load.sql().query(LoadSteps.class, "current-source.sql", row -> row.getString("name"));
        if (current.equals(List.of(load.source()))) {
            return;
        }
        String sentence = "The calendar is fed by " + String.join(", ", current) + ", and this export is of "
                + load.source() + ": ";
        if (brings) {
            load.outcome()
                    .ask(new Outcome.Question(
                            OTHER_SOURCE,
                            load.source(),
                            sentence + "what it does not know stays, but people may be there twice."));
        } else {
            load.notice(OTHER_SOURCE, 1, sentence + "all that it has is there already, and nobody is asked.");
        }
    }

    /** Weekly tables tell of activities alone, as everybody knows who drops them. */
    private static void tellWhatIsNotRequested(SchoolLoad load) {
        List<String> areas = load.records().areas().entrySet().stream()
                .filter(each -> each.getValue() == AreaState.NOT_REQUESTED)
                .map(each -> each.getKey().words())
                .toList();
        load.notice(
                "not-requested",
                areas.size(),
                "The export does not tell of " + String.join(", ", areas)
                        + ": what the calendar has of this stays as it is.");
    }
}
