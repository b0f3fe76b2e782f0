package io.waybill.merlin.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.shape.Shape;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.Moment;
import io.waybill.merlin.feed.Organisation.Followed;
import io.waybill.merlin.feed.Organisation.Handover;
import io.waybill.merlin.feed.Organisation.RoleLeft;
import io.waybill.merlin.row.RowResult;
import io.waybill.reject.RestoredCell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What one batch does to the target, from its first row to the stage that is compared: rows are written into working tables before the
 * delivery begins; names, references and what follows from them are resolved inside its transaction, one step after the other.
 */
final class BatchDelivery implements AutoCloseable {
    private final RecognisedBatch batch;
    private final Delivery delivery;
    private final List<String> models;
    private static final List<String> OF_LADDERS = List.of("ladder", "aspect", "level");

    private final Map<MerlinFeed, Counts> counts = new EnumMap<>(MerlinFeed.class);
    private final RowPlaces places;
    private final BitSet leftOut = new BitSet();
    private final Map<String, List<RestoredCell>> restored = new LinkedHashMap<>();
    private boolean returned;
    private boolean dated;
    private String file;
    private Connection own;
    private WantedRows rows;
    private List<WantedTable> wanted;
    private MerlinSql sql;
    private Resolution resolution;
    private Organisation organisation;
    private StageTables stageTables;
    private List<Handover> handovers = List.of();
    private List<RoleLeft> left = List.of();
    private Followed followed = new Followed(0, 0);
    private Map<Long, List<RowFault>> faults = Map.of();

    /** Rows of one feed that are not in the working tables. */
    static final class Counts {
        long leftOut;
        long bad;
        /** Words that were read as blank cells, with how many cells hold them. */
        final Map<String, Long> nothing = new TreeMap<>();
    }

    /**
     * Begins with nothing read.
     *
     * @param delivery whose stage is complete, and empty
     * @param drop its name, for messages
     */
    BatchDelivery(RecognisedBatch batch, Delivery delivery, String drop) {
        this.batch = batch;
        this.places = new RowPlaces(drop);
        this.delivery = delivery;
        this.models = batch.config().delivery().models(batch.batch().feeds());
        batch.batch().feeds().forEach(feed -> counts.put(feed, new Counts()));
    }

    /** Makes the working tables on a connection of their own, so that the delivering transaction does not wait for the reading. */
    void open(DataSource target) throws SQLException {
        own = target.getConnection();
        own.setAutoCommit(false);
        MerlinSql making = new MerlinSql(own, delivery, batch.config(), models);
        making.run("create-wanted.sql");
        if (counts.containsKey(MerlinFeed.LADDERS) || !Collections.disjoint(models, OF_LADDERS)) {
            making.run("create-ladders.sql");
        }
        if (counts.containsKey(MerlinFeed.HISTORY)) {
            making.run("create-history.sql");
        }
        Organisation.addRules(batch.config(), making);
        rows = new WantedRows(making);
    }

    /** Writes rows into the working tables; those that are wrong in themselves are rejects. */
    void readRows(BatchRows.Chunk chunk) throws SQLException {
        Counts feed = counts.get(chunk.file().feed());
        if (!chunk.rows().isEmpty() && !chunk.file().name().equals(file)) {
            file = chunk.file().name();
            rows.addFile(chunk.rows().get(0).number(), file);
        }
        restored.computeIfAbsent(chunk.file().name(), name -> new ArrayList<>()).addAll(chunk.restored());
        for (BatchRow row : chunk.rows()) {
            places.add(chunk.file().name(), row.number(), row.source().line());
            returned |= row.reject() != null || row.decision() != null || row.dropped();
            if (row.result() instanceof RowResult.Good<?> good) {
                rows.add(row.number(), row.source().line(), good.row());
                good.nothing().forEach(word -> feed.nothing.merge(word, 1L, Long::sum));
            } else if (row.result() instanceof RowResult.LeftOut) {
                feed.leftOut++;
                leftOut.set(Math.toIntExact(row.number()));
            } else if (row.result() instanceof RowResult.Bad<?> bad) {
                feed.bad++;
                rows.refuse(row.number(), bad.faults());
                MerlinFeed about = chunk.file().feed();
                rows.addRejected(
                        about,
                        chunk.file().columns().cell(row.source(), about.key().get(0)));
            }
        }
        rows.send();
    }

    /** Ends the reading; the database collects its statistics of the working tables. */
    void endReading() throws SQLException {
        rows.analyze();
        wanted = WantedTable.ALL.stream()
                .filter(table -> rows.filled().contains(table.table()))
                .toList();
        dated = rows.dated();
        own.commit();
        own.close();
        own = null;
    }

    /**
     * Loads the names that the target has into the working tables, inside the delivering transaction.
     *
     * @param waybill number of the drop
     * @param moment of the delivery, the same however often this drop is planned
     * @param secret the same for the same drop, not known to others
     */
    void loadNames(long waybill, Moment moment, String secret) throws SQLException {
        sql = new MerlinSql(delivery.connection(), delivery, batch.config(), models);
        sql.set("force_update", Boolean.toString(batch.options().forceUpdate()));
        sql.set("moment", moment.timestamp());
        sql.set("number", Long.toString(waybill));
        sql.set("today", moment.date().toString());
        sql.set("secret", secret);
        new TargetNames(sql).load();
        Organisation.loadRoles(batch.config(), sql);
        resolution = new Resolution(sql, batch.config(), batch.options(), wanted, dated);
        stageTables = new StageTables(sql, batch.config());
        organisation = new Organisation(sql, batch.config(), wanted, resolution, stageTables);
    }

    /** Finds out which rows of the target the batch's rows are; a row that cannot be identified is a reject. */
    void identify() throws SQLException {
        resolution.identify();
    }

    /** Finds what the rows refer to; a row with a reference that is not found is a reject. */
    void findReferences() throws SQLException {
        resolution.findReferences();
    }

    /** Stages ladders, organisation, users, their roles and assignments. */
    void stageOrganisation() throws SQLException {
        handovers = organisation.stage();
        left = organisation.left();
        followed = organisation.followed();
    }

    /** Stages the history of users, where the batch has any. */
    void stageHistory() throws SQLException {
        if (counts.containsKey(MerlinFeed.HISTORY)) {
            new History(sql, batch.config(), batch.options(), resolution, stageTables).stage();
        }
    }

    /** Stages the rights to notes, new ones included; then every staged row that changes bears the moment of its change. */
    void stageAccess() throws SQLException {
        organisation.access();
        organisation.touch();
    }

    /** The recognised files. */
    RecognisedBatch batch() {
        return batch;
    }

    /** By file, the cells of rejects that a spreadsheet had changed by itself. */
    Map<String, List<RestoredCell>> restored() {
        return restored;
    }

    /** What the target's catalogue says about the tables of the delivery. */
    Shape shape() {
        return delivery.shape();
    }

    /** The roles that change hands. */
    List<Handover> handovers() {
        return handovers;
    }

    /** The roles that stay with somebody who leaves. */
    List<RoleLeft> left() {
        return left;
    }

    /** The departments that follow from what rows say about something else. */
    Followed followed() {
        return followed;
    }

    /** Whether any row of a user has the day from which it counts. */
    boolean dated() {
        return dated;
    }

    /** Why rows are rejects, by number of the row. */
    Map<Long, List<RowFault>> faults() {
        return faults;
    }

    /** Keeps why rows are rejects. */
    void faults(Map<Long, List<RowFault>> found) {
        faults = found;
    }

    /** Where each row is in its file. */
    RowPlaces places() {
        return places;
    }

    /** Whether any row came from an error folder, or was decided about before. */
    boolean anyReturned() {
        return returned;
    }

    /** Rows by feed that are not in the working tables. */
    Map<MerlinFeed, Counts> counts() {
        return counts;
    }

    /** Those tables of wanted rows that have any. */
    List<WantedTable> wanted() {
        return wanted;
    }

    /** Numbers of the rows that are left out: dropped by a decision, or repeating an earlier row. */
    BitSet leftOut() throws SQLException {
        BitSet all = (BitSet) leftOut.clone();
        boolean several = wanted.contains(WantedTable.ASPECT) || wanted.contains(WantedTable.LEVEL);
        sql.each(
                sql.template(several ? "repeated-rows-of-ladders.sql" : "repeated-rows.sql"),
                row -> all.set(Math.toIntExact(row.getLong("number"))));
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
