package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.database.Target;
import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.shadow.SwitchedTables;
import io.waybill.delivery.shadow.TableSwitch;
import io.waybill.delivery.shadow.WrittenRows;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableName;
import io.waybill.format.Faults;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The delivery of one drop: its rows are staged, compared with the target and written in one transaction. Its methods are the steps,
 * to be called in this order by one thread:
 *
 * <pre>
 * shape · openStage · stage… · endStaging · begin · (a system's own SQL on connection()) · check · plan · apply · journal
 *     · commit, or keep what was planned and rollback · close
 * </pre>
 *
 * Everything that is wrong with the drop is collected in {@link #faults()}; nothing before {@link #commit} changes the target. A
 * preview is the same with a rollback at the end. All methods throw {@link io.waybill.database.TargetUnavailableException} when the
 * database cannot be used and {@link DeliveryCancelledException} after {@link #cancel}.
 */
public final class Delivery implements AutoCloseable {
    /**
     * The first of the two numbers of the advisory lock that only one delivery at a time can hold in a target: "wayb".
     */
    static final int LOCK_CLASS = 0x77617962;

    private static final int DELIVERING = 0;

    private enum Step {
        NEW,
        STAGING,
        STAGED,
        OPEN,
        APPLIED,
        ENDED
    }

    private final Target target;
    private List<TableSpec> specs;
    private final String schema;
    private final Reporter reporter;
    private final DeliverySession session;
    private final long waybill;
    private final Map<TableName, DeliveryTable> tables = new LinkedHashMap<>();
    private final Map<DeliveryTable, Planned> planned = new LinkedHashMap<>();
    private Step step = Step.NEW;
    private Shape shape;
    private ApplyOrder order;
    private Stage stage;
    private Plan plan;
    private Journal journal;
    private long faultsBeforeCheck;
    private boolean stageExists;
    private boolean mayBeCommitted;
    private boolean following;
    private boolean sharing;
    private OtherWriters writers;
    private Set<TableName> followers = Set.of();
    private Set<String> unprotected;
    private Replacement replacement;
    private boolean writingEnded;
    private Advance advance = (done, all) -> {};
    private WritingProgress writing;

    /** Called with how far comparing, and then writing, has come. */
    @FunctionalInterface
    public interface Advance {
        /**
         * Takes how much is done.
         *
         * @param done tables that are compared, or parts of the writing that are done
         * @param all how many there are
         */
        void at(long done, long all);
    }

    /**
     * Takes a connection of the target; nothing else happens yet.
     *
     * @param target where to deliver
     * @param waybill number of the waybill, unique in this target
     * @param file name of the dropped file, for messages
     * @param tables what is delivered, at least one table
     */
    public Delivery(Target target, long waybill, String file, List<TableSpec> tables) {
        this.target = requireNonNull(target, "target");
        this.specs = List.copyOf(tables);
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("A delivery needs a table");
        }
        this.waybill = waybill;
        this.schema = StageSweep.PREFIX + waybill;
        this.reporter = new Reporter(file, new Faults());
        this.session = new DeliverySession(target);
    }

    /**
     * What the target's catalogue says about the tables.
     *
     * @throws TargetMismatchException when they do not fit the specs, listing all differences
     */
    public Shape shape() {
        if (shape == null) {
            session.run(SqlTemplate.load(Delivery.class, "settings.sql").sql());
            shape = new ShapeReader(session, target.describe()).read(specs);
            if (following) {
                includeFollowers();
            }
            DeliveryTable.of(specs, shape, schema).forEach(table -> tables.put(table.name(), table));
            order = ApplyOrder.of(tables, target.describe());
        }
        return shape;
    }

    /**
     * Lets rows of tables outside this delivery follow the rows that they refer to, if these take other keys: see
     * {@link #outside()}. To be called first.
     */
    public void follow() {
        require(Step.NEW);
        following = true;
        unprotected = Set.of();
    }

    private void includeFollowers() {
        List<TableSpec> all = new ArrayList<>(specs);
        List<TableSpec> others = new OutsideTables(session).specs(shape);
        all.addAll(others);
        if (!others.isEmpty()) {
            try {
                shape = new ShapeReader(session, target.describe()).read(all);
            } catch (TargetMismatchException e) {
                // Rows that cannot follow are found later, and refuse the drop only if they would have to.
                return;
            }
            specs = List.copyOf(all);
            followers = others.stream()
                    .map(spec -> shape.table(spec.table()).name())
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Lets others go on writing to the tables while this is delivered: it takes no lock of its own on them, only those of its rows. For
     * deliveries that insert missing rows, or update rows that the system itself has locked before it compared them; to be called first.
     *
     * @throws IllegalStateException when rows may be removed or ended
     */
    public void share() {
        require(Step.NEW);
        if (specs.stream().anyMatch(spec -> spec.policy() == Policy.MIRROR || spec.policy() == Policy.RETIRE)) {
            throw new IllegalStateException("Only rows that are added or updated are delivered while others write");
        }
        sharing = true;
    }

    /** Reports from now on how far the delivery has come. */
    public void report(Advance to) {
        advance = requireNonNull(to, "to");
    }

    /** References from outside the feed to rows that may take other keys. The transaction must be open. */
    public OutsideReferences outside() {
        require(Step.OPEN);
        return new OutsideReferences(session, tables, followers, reporter);
    }

    /**
     * Refuses the delivery if a row outside it would refer to another record than before, because records take other keys.
     *
     * @param except tables, as {@code schema.table}, whose rows need no protection
     */
    public void protectReferences(Set<String> except) {
        unprotected = Set.copyOf(except);
    }

    /**
     * Replaces the tables of policy mirror instead of changing their rows, if that is possible: copies are built beside them, and take
     * their place by {@link #switchTables}. Then {@link #begin} keeps nobody waiting. To be called before {@link #openStage}.
     *
     * @return what is in the way, as parts of sentences; none when the tables are going to be replaced
     */
    public List<String> replaceTables() {
        require(Step.NEW);
        shape();
        List<String> obstacles = Replacement.obstacles(session, tables.values());
        if (obstacles.isEmpty()) {
            replacement = Replacement.byCopies(session, waybill, schema, tables.values());
        }
        return obstacles;
    }

    /**
     * Lets the tables that another waybill has replaced take their place again, as they are, if that is possible: that is what this
     * delivery has to lead to. To be called before {@link #openStage}.
     *
     * @return what is in the way, as parts of sentences; none when the tables are going to be replaced
     */
    public List<String> putBack(SwitchedTables switched) {
        require(Step.NEW);
        shape();
        List<String> obstacles = Replacement.obstacles(session, tables.values(), switched);
        if (obstacles.isEmpty()) {
            replacement = Replacement.byOldTables(session, waybill, schema, tables.values(), switched);
        }
        return obstacles;
    }

    /** Creates the stage schema. One of the same number that a crash left behind is dropped first. */
    public void openStage() {
        require(Step.NEW);
        shape();
        stageExists = true;
        session.query("SELECT pg_advisory_lock(?, ?)", row -> null, LOCK_CLASS, StageSweep.lockOf(waybill));
        stage = new Stage(session, schema, List.copyOf(tables.values()), reporter);
        stage.open();
        step = Step.STAGING;
    }

    /**
     * From now on, rows that their table cannot hold are handed over instead of being refused with the whole drop. To be called before
     * the first row is staged. Values that only the server can judge still refuse the drop.
     */
    public void refusals(RefusedRows sink) {
        require(Step.STAGING);
        stage.refusals(requireNonNull(sink, "sink"));
    }

    /**
     * Validates rows and sends the good ones to the stage; the faults of the others are added to {@link #faults()}.
     *
     * @param table as its spec calls it
     */
    public void stage(String table, List<Row> rows) {
        require(Step.STAGING);
        stage.add(table, rows);
    }

    /**
     * Sends the rows of a backup to the stage. This database wrote them itself, so they are not validated again.
     *
     * @param table as its spec calls it
     * @param rows whole rows in the text form of COPY: the columns of the spec in its order, then the place of the
     *     record
     * @param length how many bytes of {@code rows} to send
     */
    public void stageText(String table, byte[] rows, int length) {
        require(Step.STAGING);
        stage.addText(table, rows, length);
    }

    /**
     * Sets how messages find the place of a record or field in the file. By default the offset of a record is a byte of
     * the file.
     *
     * @param places is only called with offsets of rows that were staged, or refused while staging
     */
    public void places(Places places) {
        reporter.places(requireNonNull(places, "places"));
    }

    /** All faults of the drop that were found so far. */
    public Faults faults() {
        return reporter.faults();
    }

    /**
     * Completes and commits the stage, which is not part of the target's own data. Each stage table then has a unique
     * index on its key, so that a system's own SQL can use ON CONFLICT, unless the drop has the same key twice.
     */
    public void endStaging() {
        require(Step.STAGING);
        stage.end();
        // A stage that is lost in a crash is built again.
        session.run("SET LOCAL synchronous_commit = off");
        session.commit();
        step = Step.STAGED;
    }

    /**
     * Begins the delivering transaction; only one runs per target at a time. Others may write to its tables until {@link #apply}, which
     * makes sure that nobody has, unless these are replaced. Columns that some records lacked are filled from the target or with defaults.
     */
    public void begin() {
        open();
        writers.watch();
        if (replacement != null) {
            replacement.begin();
        }
        fillAbsent();
    }

    /**
     * As {@link #begin}, but from now on others who write to the tables wait, unless these are replaced or shared; readers do not. For
     * tables in which somebody has written while an earlier attempt was compared with them.
     *
     * @throws TargetBusyException when another session locks the tables for too long
     */
    public void beginLocked() {
        open();
        writers.stop();
        if (replacement != null) {
            replacement.begin();
        }
        fillAbsent();
    }

    private void open() {
        require(Step.STAGED);
        session.run(SqlTemplate.load(Delivery.class, "settings.sql").sql());
        session.query("SELECT pg_advisory_xact_lock(?, ?)", row -> null, LOCK_CLASS, DELIVERING);
        session.run(SqlTemplate.load(Delivery.class, "begin.sql").sql());
        writers = new OtherWriters(
                session, tables.values().stream().filter(this::inPlace).toList(), sharing);
        step = Step.OPEN;
    }

    private void fillAbsent() {
        for (DeliveryTable table : tables.values()) {
            new AbsentColumns(session, table, stage.encoder(table), reporter).fill();
        }
    }

    /**
     * Whether somebody has written to the tables while they were compared with the drop, so that nothing which was found then proves
     * anything. Rolls the delivery back.
     *
     * @return false also when the delivery had not begun, or when others could not write
     */
    public boolean isOvertaken() {
        if (step != Step.OPEN || !writers.watched()) {
            return false;
        }
        rollback();
        return writers.wereFaster();
    }

    private boolean inPlace(DeliveryTable table) {
        return replacement == null || !replacement.replaces(table);
    }

    /**
     * The open transaction, for a system's own SQL on the stage and the ledger. The caller must neither commit nor
     * close it.
     */
    public Connection connection() {
        if (step != Step.OPEN && step != Step.APPLIED) {
            throw new IllegalStateException("The delivery has no open transaction");
        }
        session.requireNotCancelled();
        return session.connection();
    }

    /** The names of what a system's own SQL works on. */
    public DeliveryRelations relations() {
        return new DeliveryRelations(schema, shape(), tables);
    }

    /**
     * Makes the tables' names without a schema show the rows as they will be, before anything is written.
     * {@link #showTarget} ends this.
     *
     * @return false when that is not known yet, because a table is not upserted or a record was refused
     */
    public boolean showDesired() {
        require(Step.OPEN);
        if (tables.values().stream().anyMatch(table -> table.policy() != Policy.UPSERT || table.anyRefused())) {
            return false;
        }
        for (DeliveryTable table : tables.values()) {
            List<String> others = table.shape().columns().keySet().stream()
                    .filter(column -> !table.columns().contains(column))
                    .toList();
            session.run(table.template("as-desired.sql")
                    .with("view", "pg_temp", table.name().name())
                    .withList("others", others)
                    .sql());
        }
        return true;
    }

    /** Whether no row of any table can be removed by it. */
    public boolean neverDeletes() {
        return tables.values().stream()
                .allMatch(table -> table.policy() == Policy.UPSERT || table.policy() == Policy.INSERT);
    }

    /** Ends {@link #showDesired}. */
    public void showTarget() {
        for (DeliveryTable table : tables.values()) {
            session.run(
                    "DROP VIEW " + SqlTemplate.qualified("pg_temp", table.name().name()));
        }
    }

    /**
     * Name of the table, quoted and qualified, for the keys of rows that are to be deleted, each with the offset of its
     * record ({@code waybill_offset}). The first call creates it. Only for tables of policy upsert or retire, after
     * {@link #begin} and before {@link #check}.
     *
     * @param table as its spec calls it
     */
    public String goneTable(String table) {
        require(Step.OPEN);
        DeliveryTable of = of(table);
        if (of.policy() == Policy.MIRROR || of.policy() == Policy.INSERT) {
            throw new IllegalArgumentException(
                    "Rows of table " + table + " are never deleted by key: its policy is " + of.policy());
        }
        if (!of.anyGone()) {
            session.run(of.template("stage-gone.sql").sql());
            of.markGone();
        }
        return of.gone();
    }

    /**
     * Whether each key occurs once in a table's stage; then it has a unique index on it. After a system's own SQL has taken rows away,
     * that is found out anew.
     *
     * @param table as its spec calls it
     */
    public boolean keysOccurOnce(String table) {
        require(Step.OPEN);
        DeliveryTable of = of(table);
        if (!of.keyUnique()) {
            of.markKeyUnique(session.attempt(of.template("stage-key.sql").sql()) == null);
        }
        return of.keyUnique();
    }

    /**
     * Finds, before anything changes, every row that breaks a rule of the target, and adds it to {@link #faults()}. The
     * stage must not change after this.
     */
    public void check() {
        require(Step.OPEN);
        compare();
        faultsBeforeCheck = faults().total();
        new RuleViolations(session, tables, planned, reporter).find();
        if (unprotected != null) {
            new MovedRows(session, tables, planned, followers, reporter).find(unprotected);
        }
    }

    /** The difference between stage and target. The stage must not change after this. */
    public Plan plan() {
        require(Step.OPEN);
        compare();
        return plan;
    }

    private void compare() {
        if (plan == null) {
            Planner planner = new Planner(session);
            for (DeliveryTable table : tables.values()) {
                planned.put(table, planner.plan(table));
                advance.at(planned.size(), tables.size());
            }
            plan = new Plan(planned.values().stream()
                    // Of tables that only follow, those in which something changes.
                    .filter(each -> !followers.contains(each.table().name()) || each.changes() > 0)
                    .map(Planned::plan)
                    .toList());
        }
    }

    /**
     * Writes what differs, nothing else. Until the end of the transaction, others who write to the tables wait; readers do not.
     *
     * @param plan the one that {@link #plan} returned
     * @throws OvertakenException when somebody has written to the tables since {@link #begin}
     * @throws TargetBusyException when another session locks the tables for too long
     * @throws io.waybill.format.BrokenFileException when {@link #check} found faults
     * @throws TargetRefusedException when the target refuses rows for a reason that could not be checked beforehand
     */
    public void apply(Plan plan) {
        require(Step.OPEN);
        if (plan == null || plan != this.plan) {
            throw new IllegalArgumentException("Not the plan of this delivery");
        }
        if (faults().total() > faultsBeforeCheck) {
            faults().throwIfAny();
        }
        if (!writers.stopInTime()) {
            throw new OvertakenException(target.describe());
        }
        writing = new WritingProgress(
                planned.values().stream().mapToLong(Planned::changes).sum(), advance);
        Map<DeliveryTable, Planned> changed = new LinkedHashMap<>(planned);
        changed.keySet().removeIf(table -> !inPlace(table));
        if (sharing) {
            new AmongWriters(session, tables, planned, target.describe())
                    .apply(new Applier(session, order, planned, false, writing));
        } else {
            new Applier(session, order, changed, true, writing).apply();
        }
        if (replacement != null) {
            replacement.prepare(planned, writing);
        }
        step = Step.APPLIED;
    }

    /**
     * Where tables are replaced, lets the copies take their place; from now on, whoever uses the tables waits until the commit. Nothing
     * happens where rows were changed in place.
     *
     * @param accept whether tables are replaced, too, when others have written to them since they were compared
     * @param entries written in this transaction where tables are replaced, before readers wait
     * @return what others have written; if there is any and it is not accepted, nothing was done, and nobody waits
     */
    public List<WrittenRows> switchTables(boolean accept, TableSwitch.Entries entries) {
        require(Step.APPLIED);
        if (replacement == null) {
            return List.of();
        }
        endWriting();
        return replacement.switchTables(planned, accept, entries);
    }

    /**
     * Writes the plan and every change of it into the ledger, in this transaction.
     *
     * @return how it compares with the plan of this waybill that was reviewed before, if there is one
     */
    public Review journal() {
        require(Step.APPLIED);
        journal = new Journal(session, waybill, planned.values(), stage);
        return journal.write(writing);
    }

    /**
     * Copies what {@link #journal} has written into another transaction, before this one is rolled back.
     *
     * @param other open, in the same target; committed by the caller
     */
    public void keepJournal(Connection other) {
        require(Step.APPLIED);
        journal.carryOver(other);
    }

    /** Commits the delivery. The caller's own writes on {@link #connection()} are part of it. */
    public void commit() {
        if (step != Step.APPLIED) {
            require(Step.OPEN);
        }
        endWriting();
        mayBeCommitted = true;
        session.commit();
        step = Step.ENDED;
        if (replacement != null) {
            replacement.committed();
        }
    }

    /** What is left to be written before the commit; where tables are replaced, before anybody waits. */
    private void endWriting() {
        if (step == Step.APPLIED && !writingEnded) {
            Sequences sequences = new Sequences(session);
            planned.values().stream()
                    .filter(each -> each.inserted() > 0 && inPlace(each.table()))
                    .forEach(each -> sequences.advance(each.table()));
            if (journal != null) {
                journal.forgetEarlier();
            }
            writingEnded = true;
        }
    }

    /**
     * Whether the delivery was committed, or may have been: if the commit itself fails, nobody knows whether the
     * database completed it.
     */
    public boolean mayBeCommitted() {
        return mayBeCommitted;
    }

    /** Rolls the transaction back: the target stays as it was. */
    public void rollback() {
        if (stage != null) {
            stage.abandon();
        }
        session.rollback();
        step = Step.ENDED;
    }

    /**
     * Interrupts the delivery, which then fails with {@link DeliveryCancelledException}. To be called from another
     * thread.
     */
    public void cancel() {
        session.cancel();
    }

    /** Rolls back what was not committed, and removes the stage. */
    @Override
    public void close() {
        try (session) {
            rollback();
            if (stageExists) {
                session.clear(SqlTemplate.load(Delivery.class, "close.sql")
                        .with("schema", schema)
                        .sql());
                stageExists = false;
            }
        }
    }

    private DeliveryTable of(String table) {
        return tables.get(shape().table(table).name());
    }

    private void require(Step expected) {
        if (step != expected) {
            throw new IllegalStateException("The delivery is at step " + step + ", not " + expected);
        }
    }
}
