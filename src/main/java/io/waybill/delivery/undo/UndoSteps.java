package io.waybill.delivery.undo;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.delivery.shadow.SwitchedTables;
import io.waybill.delivery.shadow.Switches;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.match.DecisionStore;
import io.waybill.model.Drop;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.Rejects;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The steps that undo one waybill, as the route names them. What it inserted is deleted; what it updated, retired or
 * deleted is restored. The delivery engine plans, checks and writes this like any other delivery, so that nothing
 * dangles and the undo has a journal of its own. All work is set-based, whatever the size. If any row has changed
 * since, the whole undo is refused.
 */
public final class UndoSteps {
    /** Exchange property: the list of {@link JournalTable}s. */
    private static final String TABLES = "takenBack";

    private final DataSource ledgerSource;
    private final Ledger ledger;
    private final Rejects rejects;
    private final DecisionStore decisions;
    private final DeliverySteps deliverySteps;
    private final Map<String, UndoNotices> notices;

    /** @param notices by the name of the system */
    public UndoSteps(
            DataSource ledgerSource,
            Ledger ledger,
            Rejects rejects,
            DecisionStore decisions,
            DeliverySteps deliverySteps,
            Map<String, UndoNotices> notices) {
        this.ledgerSource = ledgerSource;
        this.ledger = ledger;
        this.rejects = rejects;
        this.decisions = decisions;
        this.deliverySteps = deliverySteps;
        this.notices = notices;
    }

    /**
     * One table of the journal of the waybill that is undone.
     *
     * @param waybill the one that is undone
     * @param ordinal of the table in that waybill's plan
     * @param mirrored whether its rows may have taken other keys
     * @param columns of the rows in the journal, in their order
     */
    record JournalTable(
            long waybill,
            int ordinal,
            TableName name,
            String model,
            boolean mirrored,
            List<String> columns,
            long changes) {
        String table() {
            return name.schema() + "." + name.name();
        }

        TableSpec spec() {
            return new TableSpec(
                    table(),
                    model,
                    Policy.UPSERT,
                    columns.stream()
                            .map(column -> new ColumnSpec(column, column))
                            .toList(),
                    Map.of());
        }
    }

    /** Opens the delivery. Its rows are staged once the transaction has begun. */
    public void open(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) {
        deliverySteps.reading(exchange, drop);
        List<JournalTable> tables = tables(drop.number());
        exchange.setProperty(TABLES, tables);
        FeedSpec feed = new FeedSpec(tables.stream().map(JournalTable::spec).toList(), GuardLimits.DEFAULT);
        Optional<SwitchedTables> switched = switched(drop.number());
        if (switched.isPresent()) {
            deliverySteps.openPuttingBack(exchange, drop, feed, switched.get());
        } else {
            deliverySteps.open(exchange, drop, feed);
        }
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        if (tables.stream().anyMatch(JournalTable::mirrored)) {
            // Rows of the feed's own tables that the waybill did not change mean again what they meant before it.
            delivery.protectReferences(feedTables(drop.number()));
        }
        delivery.endStaging();
    }

    /**
     * Compares every row with what the waybill left.
     *
     * @throws BrokenFileException with all rows that have changed since, if there are any
     */
    public void compare(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(TABLES) List<JournalTable> tables)
            throws SQLException {
        Faults faults = new Faults();
        for (JournalTable table : tables) {
            compare(drop, delivery, table, faults);
        }
        faults.throwIfAny();
    }

    /** Stages the rows to restore, and the keys of those to delete, and tells what people should know of it. */
    public void stage(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(TABLES) List<JournalTable> tables,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        for (JournalTable table : tables) {
            for (String file : List.of("stage-before.sql", "stage-gone.sql")) {
                try (PreparedStatement insert = delivery.connection()
                        .prepareStatement(template(delivery, table, file).sql())) {
                    insert.setLong(1, table.waybill);
                    insert.setInt(2, table.ordinal);
                    insert.executeUpdate();
                }
            }
            try (Statement statement = delivery.connection().createStatement()) {
                statement.execute(template(delivery, table, "analyze.sql").sql());
            }
            outcome.count(table.model, Origin.DROP, table.changes, 0, 0);
        }
        if (!tables.isEmpty()) {
            notices.getOrDefault(drop.feed().system(), UndoNotices.NONE)
                    .of(delivery, tables.get(0).waybill)
                    .forEach(outcome::notice);
        }
    }

    /** Marks the waybill as undone at the commit, and returns its rejects and decisions to what they were before it. */
    public void settle(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome) {
        outcome.atCommit(transaction -> {
            long takenBack = refersTo(transaction, drop.number());
            ledger.undone(transaction, takenBack, drop.number());
            Rejects.TakenBack known = rejects.takeBack(transaction, drop.feed().system(), takenBack, drop.number());
            if (known.unchosen() > 0) {
                outcome.notice(unchosen(known.unchosen(), takenBack));
            }
            if (known.staying() > 0) {
                outcome.notice(staying(known.staying(), takenBack));
            }
            decisions.forget(transaction, takenBack);
        });
    }

    private static Notice staying(long rows, long waybill) {
        return new Notice(
                "rejects-stay",
                (rows == 1 ? "1 rejected row of waybill " : rows + " rejected rows of waybill ") + waybill
                        + (rows == 1 ? " stays open: a later drop had it" : " stay open: later drops had them")
                        + " as well, and could not deliver " + (rows == 1 ? "it" : "them") + " either.",
                rows);
    }

    private static Notice unchosen(long answers, long waybill) {
        return new Notice(
                "answers-undone",
                (answers == 1 ? "1 rejected row is" : answers + " rejected rows are")
                        + " open again without the answer that was chosen on the desk and delivered by waybill "
                        + waybill + ": choose again.",
                answers);
    }

    private void compare(Drop drop, Delivery delivery, JournalTable table, Faults faults) throws SQLException {
        try (PreparedStatement query = delivery.connection()
                .prepareStatement(template(delivery, table, "changed-since.sql").sql())) {
            query.setFetchSize(1_000);
            query.setLong(1, table.waybill);
            query.setInt(2, table.ordinal);
            query.setLong(3, table.waybill);
            query.setString(4, table.name.schema());
            query.setString(5, table.name.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    faults.add(changed(drop, table, row));
                }
            }
        }
    }

    private static Fault changed(Drop drop, JournalTable table, ResultSet row) throws SQLException {
        String[] left = texts(row, "after");
        String[] now = texts(row, "now");
        String record = table.name + " " + row.getString("key_text");
        long later = row.getLong("later");
        String advice = row.wasNull()
                ? "Put it back by hand, or leave waybill " + table.waybill + " as it is."
                : "Waybill " + later + " has changed it since: undo that one first, or leave waybill " + table.waybill
                        + " as it is.";
        if (left == null) {
            return new Fault(
                    Position.of(drop.fileName()),
                    record,
                    null,
                    "changed-since",
                    "a row with this key",
                    "none: waybill " + table.waybill + " deleted it",
                    advice);
        }
        if (now == null) {
            return new Fault(
                    Position.of(drop.fileName()),
                    record,
                    null,
                    "changed-since",
                    "no row with this key any more",
                    "the row that waybill " + table.waybill + " left",
                    advice);
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (!Objects.equals(left[i], now[i])) {
                places.add(i);
            }
        }
        int first = places.get(0);
        return new Fault(
                Position.of(drop.fileName()),
                record,
                String.join(", ", places.stream().map(table.columns::get).toList()),
                "changed-since",
                shown(now[first]),
                "what waybill " + table.waybill + " left there: " + shown(left[first]),
                advice);
    }

    /** A value as pages show it. */
    private static String shown(String value) {
        if (value == null) {
            return "nothing";
        }
        return value.isEmpty() ? "empty" : value;
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : (String[]) array.getArray();
    }

    private SqlTemplate template(Delivery delivery, JournalTable table, String file) {
        TableShape shape = delivery.shape().table(table.table());
        List<String> key = shape.key();
        return SqlTemplate.load(UndoSteps.class, file)
                .withSql("table", List.of(shape.name().sql()))
                .withSql("stage", List.of(delivery.relations().stage(table.table())))
                .withSql("gone", List.of(delivery.goneTable(table.table())))
                .withList("key", key)
                .withList("columns", table.columns)
                .withSql("keyvalues", values("c.key", key, key, table, delivery))
                .withSql("before", values("c.before", table.columns, table.columns, table, delivery));
    }

    /** SQL expressions for the elements of an array of texts, each cast to the type of its column. */
    private static List<String> values(
            String array, List<String> places, List<String> columns, JournalTable table, Delivery delivery) {
        TableShape shape = delivery.shape().table(table.table());
        return columns.stream()
                .map(column -> "(" + array + "[" + (places.indexOf(column) + 1) + "])::"
                        + shape.columns().get(column).type())
                .toList();
    }

    private List<JournalTable> tables(long undo) {
        try (Connection connection = ledgerSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(SqlText.of(UndoSteps.class, "journalled-tables.sql"))) {
            query.setLong(1, undo);
            try (ResultSet row = query.executeQuery()) {
                List<JournalTable> tables = new ArrayList<>();
                while (row.next()) {
                    tables.add(new JournalTable(
                            row.getLong("waybill"),
                            row.getInt("ordinal"),
                            new TableName(row.getString("table_schema"), row.getString("table_name")),
                            row.getString("model"),
                            row.getString("policy").equals("mirror"),
                            Arrays.asList((String[]) row.getArray("columns").getArray()),
                            row.getLong("changes")));
                }
                return tables;
            }
        } catch (SQLException e) {
            throw new LedgerException("The journal cannot be read.", e);
        }
    }

    /** What the waybill to be undone has replaced as a whole. */
    private Optional<SwitchedTables> switched(long undo) {
        try (Connection connection = ledgerSource.getConnection()) {
            return Switches.of(connection, refersTo(connection, undo));
        } catch (SQLException e) {
            throw new LedgerException("The ledger does not say how the tables were delivered.", e);
        }
    }

    /** The tables that the feed of the waybill to be undone has, changed or not. */
    private Set<String> feedTables(long undo) {
        try (Connection connection = ledgerSource.getConnection();
                PreparedStatement query = connection.prepareStatement(SqlText.of(UndoSteps.class, "feed-tables.sql"))) {
            query.setLong(1, undo);
            try (ResultSet row = query.executeQuery()) {
                Set<String> names = new HashSet<>();
                while (row.next()) {
                    names.add(row.getString("table_schema") + "." + row.getString("table_name"));
                }
                return names;
            }
        } catch (SQLException e) {
            throw new LedgerException("The journal cannot be read.", e);
        }
    }

    private static long refersTo(Connection transaction, long undo) throws SQLException {
        try (PreparedStatement query =
                transaction.prepareStatement("SELECT refers_to FROM waybill.waybills WHERE number = ?")) {
            query.setLong(1, undo);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
