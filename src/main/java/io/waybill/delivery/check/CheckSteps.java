package io.waybill.delivery.check;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Snapshot;
import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Plan;
import io.waybill.delivery.Plan.TablePlan;
import io.waybill.delivery.shape.TableName;
import io.waybill.ledger.Ledger;
import io.waybill.model.Drop;
import io.waybill.model.FailureSentence;
import io.waybill.model.FeedName;
import io.waybill.model.Notice;
import io.waybill.model.WaybillKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The steps that check the data once a plan is applied, before the commit and after it. */
public final class CheckSteps {
    private static final Logger LOG = LoggerFactory.getLogger(CheckSteps.class);

    private final CheckFiles files;
    private final Target target;
    private final Ledger ledger;
    private final Duration timeout;

    /** @param timeout how long each check may take */
    public CheckSteps(CheckFiles files, Target target, Ledger ledger, Duration timeout) {
        this.files = requireNonNull(files, "files");
        this.target = requireNonNull(target, "target");
        this.ledger = requireNonNull(ledger, "ledger");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    /**
     * Tests whether the database understands the checks of these feeds; none is run.
     *
     * @throws CheckFileException when a file is wrong
     * @throws IOException when one cannot be read
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be used
     */
    public void tryAll(List<FeedName> feeds) throws IOException {
        try (Connection connection = target.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            CheckRunner run = new CheckRunner(connection, timeout);
            Set<String> tried = new HashSet<>();
            Map<String, List<String>> notYet = new TreeMap<>();
            Set<String> used = new HashSet<>();
            for (FeedName feed : feeds) {
                for (Check check : files.of(feed)) {
                    if (tried.add(check.file()) && run.isAbout(check)) {
                        String why = run.attempt(check);
                        if (why == null) {
                            used.add(feed.system());
                        } else {
                            notYet.computeIfAbsent(feed.system(), system -> new ArrayList<>())
                                    .add(why);
                        }
                    }
                }
            }
            // A system that has no tables in this database is not used here: no warning is needed.
            notYet.forEach((system, all) -> LOG.atLevel(used.contains(system) ? Level.WARN : Level.DEBUG)
                    .log(
                            "{} of {} cannot be tested yet. {}",
                            all.size() == 1 ? "A check" : all.size() + " checks",
                            system,
                            all.get(0)));
            connection.rollback();
        } catch (SQLException e) {
            throw target.unavailable(e);
        }
    }

    /**
     * Runs all checks of the feed on the data as it would be. Their results are kept in the ledger whatever happens to
     * the delivery. A feed that never deletes answers for what its rows bring about: what the target has without this
     * delivery, too, is a warning.
     *
     * @throws ChecksFailedException when one whose severity is error finds something or cannot be run
     */
    public void run(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery)
            throws IOException, SQLException {
        if (drop.kind() != WaybillKind.DROP) {
            return;
        }
        List<CheckResult> results = new ArrayList<>();
        CheckRunner run = new CheckRunner(delivery.connection(), timeout);
        for (Check check : files.of(drop.feed())) {
            if (!run.isAbout(check)) {
                continue;
            }
            CheckResult result = run.run(check, drop.number());
            results.add(
                    result.refuses() && result.rows() > 0 && delivery.neverDeletes()
                            ? fresh(run, check, drop)
                            : result);
        }
        write(drop.number(), results);
        List<CheckResult> refusing =
                results.stream().filter(CheckResult::refuses).toList();
        if (!refusing.isEmpty()) {
            throw new ChecksFailedException(refusing);
        }
    }

    /** Runs a check once more, and tells what it finds apart from what it finds in the target as others see it. */
    private CheckResult fresh(CheckRunner run, Check check, Drop drop) throws SQLException {
        try (Connection others = target.dataSource().getConnection()) {
            others.setAutoCommit(false);
            try {
                return run.run(check, drop.number(), new CheckRunner(others, timeout).known(check, drop.number()));
            } finally {
                others.rollback();
            }
        }
    }

    /**
     * Runs them on the stage before anything is written, for deliveries that only add and change rows, so that a
     * mistake is known before any work is done. The results count like those of {@link #run}.
     *
     * @throws ChecksFailedException when one whose severity is error finds something or cannot be run
     */
    public void runOnStage(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery)
            throws IOException, SQLException {
        if (drop.kind() == WaybillKind.DROP && !files.of(drop.feed()).isEmpty() && delivery.showDesired()) {
            run(drop, delivery);
            delivery.showTarget();
        }
    }

    /**
     * Counts the rows of every table that was written to, before the commit.
     *
     * @throws CountsDifferException when a table does not have as many as planned
     */
    public void countRows(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.PLAN) Plan plan)
            throws SQLException {
        for (TablePlan table : plan.tables()) {
            if (!table.isEmpty()) {
                long rows = count(delivery.connection(), delivery.relations().written(table.table()));
                if (rows != table.rowsAfter()) {
                    throw new CountsDifferException(String.format(
                            Locale.ROOT,
                            "Table %s has %,d rows after this delivery, but %,d were expected (%,d before, %,d inserted,"
                                    + " %,d deleted): a trigger or a rule of the database interferes.",
                            table.table(),
                            rows,
                            table.rowsAfter(),
                            table.rowsBefore(),
                            table.inserted(),
                            table.deleted()));
                }
            }
        }
    }

    /**
     * Counts once more after the commit, and compares with the ledger. Others may have written since, so a difference
     * is only a notice on the waybill. A failure to count is only logged, because the delivery is committed.
     */
    public void recount(@ExchangeProperty(Drop.PROPERTY) Drop drop) {
        try (Connection connection = target.dataSource().getConnection()) {
            Snapshot.begin(connection);
            try {
                List<Notice> notices = differences(connection, drop.number());
                if (!notices.isEmpty()) {
                    ledger.results().notices(connection, drop.number(), notices);
                    connection.commit();
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.warn(
                    "Waybill {} is committed, but its tables could not be counted again: {}",
                    drop.number(),
                    FailureSentence.withoutValues(e));
        }
    }

    private static List<Notice> differences(Connection connection, long waybill) throws SQLException {
        List<Notice> notices = new ArrayList<>();
        for (Planned planned : planned(connection, waybill)) {
            long rows = count(connection, planned.table.sql());
            if (rows != planned.rows) {
                notices.add(new Notice(
                        "rows-since-delivery",
                        String.format(
                                Locale.ROOT,
                                "Table %s had %,d rows when this was committed and has %,d right after it: others write to it"
                                        + " as well.",
                                planned.table,
                                planned.rows,
                                rows),
                        Math.abs(rows - planned.rows)));
            }
        }
        return notices;
    }

    /** How many rows a table should have. */
    private record Planned(TableName table, long rows) {}

    private static List<Planned> planned(Connection connection, long waybill) throws SQLException {
        List<Planned> planned = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement(SqlText.of(CheckSteps.class, "planned-counts.sql"))) {
            query.setLong(1, waybill);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    planned.add(new Planned(
                            new TableName(row.getString("table_schema"), row.getString("table_name")),
                            row.getLong("rows")));
                }
            }
        }
        return planned;
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlTemplate.load(CheckSteps.class, "count-rows.sql")
                        .withSql("table", List.of(table))
                        .sql())) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Writes the results in a transaction of its own, so that they remain when the delivering one is rolled back. */
    private void write(long waybill, List<CheckResult> results) throws SQLException {
        if (results.isEmpty()) {
            return;
        }
        try (Connection connection = target.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement delete =
                            connection.prepareStatement(SqlText.of(CheckSteps.class, "delete-results.sql"));
                    PreparedStatement insert =
                            connection.prepareStatement(SqlText.of(CheckSteps.class, "insert-result.sql"))) {
                delete.setLong(1, waybill);
                delete.executeUpdate();
                int ordinal = 0;
                for (CheckResult result : results) {
                    int i = 1;
                    insert.setLong(i++, waybill);
                    insert.setInt(i++, ++ordinal);
                    insert.setString(i++, result.name());
                    insert.setString(i++, result.severity().word());
                    insert.setString(i++, result.sentence());
                    insert.setLong(i++, result.rows());
                    insert.setArray(
                            i++,
                            connection.createArrayOf("text", result.examples().toArray()));
                    insert.setLong(i++, result.milliseconds());
                    insert.setString(i, result.failure());
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
