package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.delivery.Change.Key;
import io.waybill.delivery.Change.Kind;
import io.waybill.delivery.Change.Place;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.value.MomentText;
import io.waybill.ledger.LedgerException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Reads the changes of a waybill, row by row: those that a held or previewed one would make, or those that a delivered
 * one has made.
 */
public final class Changes {
    private static final int PAGE = 1_000;
    /** How many changes one search for a text looks at; people may go on from there. */
    private static final int LOOKED_THROUGH = 20_000;

    private final DataSource ledger;
    private final SecretColumns secrets;

    /**
     * @param ledger database with schema {@code waybill}
     * @param secrets columns in which no text is searched for
     */
    public Changes(DataSource ledger, SecretColumns secrets) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /**
     * Selects changes.
     *
     * @param table null for all
     * @param kind null for all
     * @param freshOnly whether to leave out what was part of the plan that was reviewed before
     * @param text contained in some value of the row, ignoring case; null for all
     */
    public record Filter(String table, Kind kind, boolean freshOnly, String text) {
        /** Every change. */
        public static final Filter ALL = new Filter(null, null, false, null);

        /** The text with its times as the database writes them. */
        private String storedText() {
            return text == null ? null : MomentText.stored(text);
        }
    }

    /**
     * A page of changes.
     *
     * @param changes in the order of the plan's tables
     * @param next the next page begins after this position; null when there is none
     * @param unsearched whether the text was not found often enough to fill the page so far, and may be in what comes after {@code next}
     */
    public record Page(List<Change> changes, Place next, boolean unsearched) {
        public Page {
            changes = List.copyOf(changes);
        }
    }

    /**
     * One page of changes. A text is looked for in {@value #LOOKED_THROUGH} of them, so that no page takes long.
     *
     * @param after the page begins after this position
     * @param limit how many changes at most
     * @throws LedgerException when the database does not answer
     */
    public Page page(long waybill, Filter filter, Place after, int limit) {
        Optional<Place> until = filter.text() == null ? Optional.empty() : lookedThrough(waybill, after);
        List<Change> found = read(waybill, filter, after, until.orElse(Place.END), limit + 1);
        if (found.size() > limit) {
            return new Page(found.subList(0, limit), found.get(limit - 1).place(), false);
        }
        return new Page(found, until.orElse(null), until.isPresent());
    }

    private Optional<Place> lookedThrough(long waybill, Place after) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(SqlText.of(Changes.class, "changes-looked-through.sql"))) {
            query.setLong(1, waybill);
            query.setInt(2, after.plan());
            query.setLong(3, after.ordinal());
            query.setInt(4, LOOKED_THROUGH - 1);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Place(row.getInt("plan"), row.getLong("ordinal")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw unreadable(waybill, e);
        }
    }

    private static LedgerException unreadable(long waybill, SQLException e) {
        return new LedgerException("The changes of waybill " + waybill + " cannot be read.", e);
    }

    private List<Change> read(long waybill, Filter filter, Place after, Place until, int limit) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(SqlText.of(Changes.class, "changes-page.sql"))) {
            int i = 1;
            query.setLong(i++, waybill);
            query.setInt(i++, after.plan());
            query.setLong(i++, after.ordinal());
            query.setInt(i++, until.plan());
            query.setLong(i++, until.ordinal());
            for (int times = 0; times < 3; times++) {
                query.setObject(i++, filter.table(), Types.VARCHAR);
            }
            for (int times = 0; times < 2; times++) {
                query.setObject(
                        i++, filter.kind() == null ? null : filter.kind().letter(), Types.VARCHAR);
            }
            query.setBoolean(i++, filter.freshOnly());
            for (int times = 0; times < 2; times++) {
                query.setObject(i++, filter.text(), Types.VARCHAR);
            }
            query.setObject(i++, filter.storedText(), Types.VARCHAR);
            query.setObject(i++, filter.text(), Types.VARCHAR);
            query.setArray(
                    i++, connection.createArrayOf("text", secrets.tables().toArray()));
            query.setArray(
                    i++, connection.createArrayOf("text", secrets.columns().toArray()));
            query.setObject(i++, filter.text(), Types.VARCHAR);
            query.setObject(i++, filter.storedText(), Types.VARCHAR);
            query.setInt(i, limit);
            try (ResultSet row = query.executeQuery()) {
                List<Change> page = new ArrayList<>();
                while (row.next()) {
                    page.add(change(row));
                }
                return page;
            }
        } catch (SQLException e) {
            throw unreadable(waybill, e);
        }
    }

    /**
     * Passes on all changes, a page at a time, so that memory stays small however many there are.
     */
    public void each(long waybill, Filter filter, Consumer<List<Change>> each) {
        Place place = Place.START;
        List<Change> page;
        do {
            page = read(waybill, filter, place, Place.END, PAGE);
            each.accept(page);
            place = page.isEmpty() ? place : page.get(page.size() - 1).place();
        } while (page.size() == PAGE);
    }

    /**
     * What a waybill does, or did, to one row.
     *
     * @param column that is the primary key of the table
     * @return empty for nothing
     * @throws LedgerException when the database does not answer
     */
    public Optional<Change> ofRow(long waybill, TableName table, String column, String key) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(SqlText.of(Changes.class, "change-of-row.sql"))) {
            query.setLong(1, waybill);
            query.setString(2, table.schema());
            query.setString(3, table.name());
            query.setString(4, column);
            query.setString(5, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(change(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unreadable(waybill, e);
        }
    }

    private static Change change(ResultSet row) throws SQLException {
        List<String> keyColumns = texts(row, "key_columns");
        List<String> values = texts(row, "key");
        List<Key> key = new ArrayList<>();
        for (int i = 0; i < keyColumns.size(); i++) {
            key.add(new Key(keyColumns.get(i), values.get(i)));
        }
        return new Change(
                new Place(row.getInt("plan"), row.getLong("ordinal")),
                Kind.of(row.getString("kind")),
                new TableName(row.getString("table_schema"), row.getString("table_name")).toString(),
                row.getString("model"),
                key,
                Change.cells(texts(row, "columns"), texts(row, "before"), texts(row, "after")),
                row.getBoolean("fresh"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }
}
