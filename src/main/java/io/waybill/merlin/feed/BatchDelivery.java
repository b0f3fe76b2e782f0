package io.waybill.merlin.feed;

import io.waybill.delivery.Delivery;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.Moment;
import io.waybill.merlin.feed.Organisation.Handover;
import io.waybill.merlin.row.RowResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What one batch does to the target, from its first row to the stage that is compared: rows are written into working tables before the
 * delivery begins, and resolved inside its transaction.
 */
final class BatchDelivery implements AutoCloseable {
    private final MerlinConfig config;
    private final MerlinOptions options;
    private final Delivery delivery;
    private final List<String> models;
    private final Map<MerlinFeed, Counts> counts = new EnumMap<>(MerlinFeed.class);
    private final RowPlaces places;
    private final BitSet leftOut = new BitSet();
    private boolean returned;
    private Connection own;
    private WantedRows rows;
    private List<WantedTable> wanted;
    private MerlinSql sql;

    /** Rows of one feed that are nowhere in the working tables. */
    static final class Counts {
        long leftOut;
        long bad;
    }

    /**
     * @param delivery whose stage is complete, and empty
     * @param drop its name, for messages
     */
    BatchDelivery(MerlinConfig config, MerlinOptions options, Batch batch, Delivery delivery, String drop) {
        this.places = new RowPlaces(drop);
        this.config = config;
        this.options = options;
        this.delivery = delivery;
        this.models = config.delivery().models(batch.feeds());
        batch.feeds().forEach(feed -> counts.put(feed, new Counts()));
    }

    /** Makes the working tables, beside the delivery's own connection: its transaction is not to wait for the reading. */
    void open(DataSource target) throws SQLException {
        own = target.getConnection();
        own.setAutoCommit(false);
        MerlinSql making = new MerlinSql(own, delivery, config, models);
        making.run("create-wanted.sql");
        Organisation.addRules(config, making);
        rows = new WantedRows(making);
    }

    /** Takes in rows that were read; those that are wrong in themselves are rejects. */
    void read(BatchRows.Chunk chunk) throws SQLException {
        Counts feed = counts.get(chunk.file().feed());
        for (BatchRow row : chunk.rows()) {
            places.add(chunk.file().name(), row.number(), row.source().line());
            returned |= row.reject() != null || row.decision() != null || row.dropped();
            if (row.result() instanceof RowResult.Good<?> good) {
                rows.add(row.number(), row.source().line(), good.row());
            } else if (row.result() instanceof RowResult.LeftOut) {
                feed.leftOut++;
                leftOut.set(Math.toIntExact(row.number()));
            } else if (row.result() instanceof RowResult.Bad<?> bad) {
                feed.bad++;
                rows.refuse(row.number(), bad.faults());
            }
        }
        rows.send();
    }

    /** Everything is read; the database gets to know how much it is. */
    void endReading() throws SQLException {
        rows.analyze();
        wanted = WantedTable.ALL.stream()
                .filter(table -> rows.filled().contains(table.table()))
                .toList();
        own.commit();
        own.close();
        own = null;
    }

    /**
     * Resolves and stages, inside the delivering transaction.
     *
     * @param moment of the delivery
     * @param secret the same for the same drop, not known to others
     * @return the roles that change hands
     */
    List<Handover> resolve(Moment moment, String secret) throws SQLException {
        sql = new MerlinSql(delivery.connection(), delivery, config, models);
        sql.set("force_update", Boolean.toString(options.forceUpdate()));
        sql.set("moment", moment.timestamp());
        sql.set("today", moment.date().toString());
        sql.set("secret", secret);
        new TargetNames(sql).load();
        Resolution resolution = new Resolution(sql, config, options, wanted);
        resolution.run();
        Staging staging = new Staging(sql, config);
        Organisation organisation = new Organisation(sql, config, wanted, resolution, staging);
        List<Handover> handovers = organisation.stage();
        if (counts.containsKey(MerlinFeed.HISTORY)) {
            new History(sql, config, options, resolution, staging).stage();
        }
        organisation.access();
        organisation.touch();
        return handovers;
    }

    RowPlaces places() {
        return places;
    }

    /** Whether any row came back from an error folder, or was decided about. */
    boolean anyReturned() {
        return returned;
    }

    /** Rows by feed that are nowhere in the working tables. */
    Map<MerlinFeed, Counts> counts() {
        return counts;
    }

    /** Those tables of wanted rows that have any. */
    List<WantedTable> wanted() {
        return wanted;
    }

    /** Numbers of the rows that are left out: nobody wants them, or an earlier one says the same. */
    BitSet leftOut() throws SQLException {
        BitSet all = (BitSet) leftOut.clone();
        sql.each(sql.template("repeated-rows.sql"), row -> all.set(Math.toIntExact(row.getLong("number"))));
        return all;
    }

    /** Merlin's SQL in the delivering transaction. */
    MerlinSql sql() {
        return sql;
    }

    @Override
    public void close() throws SQLException {
        if (own != null) {
            own.close();
        }
    }
}
