package io.waybill.timetable.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.OutsideReferences;
import io.waybill.delivery.guard.Measures;
import io.waybill.match.DecisionStore;
import io.waybill.model.Tally.Origin;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.TimetableModel;
import io.waybill.timetable.dump.DumpIndex;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Keeps Play's own data in a refresh: its users with their data, calendars and grants are added to the stage, which
 * until then has only Live's structure, before stage and target are compared. Set-based and inside the delivering
 * transaction, so that nothing that changes in Play meanwhile is lost.
 */
public final class CarryOver {
    /** Exchange property: the counts of the target before the delivery. */
    private static final String BEFORE = "before";

    private final TimetableConfig config;
    private final GrantCarryOver grants;
    private final ObjectMapper json = new ObjectMapper();

    /** @param decisions what people decided about grants whose subject no longer exists */
    public CarryOver(TimetableConfig config, DecisionStore decisions) {
        this.config = config;
        this.grants = new GrantCarryOver(config, decisions);
    }

    /** Counts what Play has now; sets property {@code before}. */
    public void countBefore(Exchange exchange, @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery)
            throws SQLException {
        TimetableSql sql = new TimetableSql(delivery, config, "live");
        sql.prepare();
        exchange.setProperty(BEFORE, counts(sql, "count-target.sql"));
    }

    /** Notes the rows of Play that tables outside the feed refer to. */
    public void findReferences(@ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) throws SQLException {
        TimetableSql sql = new TimetableSql(delivery, config, "live");
        sql.run("create-outside.sql");
        OutsideReferences outside = delivery.outside();
        for (String model : sql.models()) {
            for (String keys : outside.referred(config.table(model))) {
                sql.noteReferred(model, keys);
            }
        }
    }

    /** Lets rows of tables outside the feed follow what they refer to, where it takes another key. */
    public void followReferences(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        OutsideReferences outside = delivery.outside();
        if (!outside.isEmpty()) {
            TimetableSql sql = new TimetableSql(delivery, config, "live");
            sql.run("fates-outside.sql");
            outside.follow(sql.outsideFates(), outcome);
        }
    }

    /** Tells which values of columns outside the mapping stay at the keys that other records have from now on. */
    public void tellValuesAtOldKeys(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        new ValuesAtOldKeys(config, delivery).tell(outcome);
    }

    /** Carries users over by path, below the root that Live or Play has. They get keys that Live does not use. */
    public void carryUsers(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(LiveDump.INDEX) DumpIndex index,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        TimetableSql sql = new TimetableSql(delivery, config, "live");
        sql.allocateAbove(Map.of(
                "thing", index.highest(TimetableModel.THING),
                "eventsourcetag", index.highest(TimetableModel.EVENT_SOURCE_TAG),
                "eventtag", index.highest(TimetableModel.EVENT_TAG),
                "thingtag", index.highest(TimetableModel.THING_TAG)));
        sql.run("carry-users.sql");
        outcome.count("timetables.thing", Origin.TARGET, sql.staged("thing"), 0, 0);
    }

    /** Carries personal calendars over, by the home modules and the title of their series. */
    public void carryCalendars(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws IOException, SQLException {
        RenamesNotice.tell(config.renames(), outcome);
        TimetableSql sql = new TimetableSql(delivery, config, "live");
        sql.run("create-renames.sql");
        try (PreparedStatement insert = sql.prepare("insert-rename.sql")) {
            for (Map.Entry<String, String> rename :
                    config.renames().read().rules().entrySet()) {
                insert.setString(1, rename.getKey());
                insert.setString(2, rename.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        sql.run("match-series.sql");
        sql.run("carry-calendars.sql");
        long entries = sql.number("count-calendar-entries.sql");
        outcome.count("timetables.eventsourcetag", Origin.TARGET, entries, entries - sql.staged("eventsourcetag"), 0);
        outcome.references("calendar entries", entries, entries - sql.staged("eventsourcetag"));
        long events = sql.number("count-calendar-events.sql");
        outcome.count("timetables.eventtag", Origin.TARGET, events, events - sql.staged("eventtag"), 0);
        LostCalendarEntries lost = new LostCalendarEntries(sql);
        outcome.report(lost.rows());
        lost.notices().forEach(outcome::notice);
    }

    /** Carries grants over, by the paths of user and subject; those whose subject is not in Live become rejects. */
    public void carryGrants(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        grants.carry(new TimetableSql(delivery, config, "live"), outcome);
    }

    /** Compares Play before and after, for the page of the waybill. */
    public void compare(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(BEFORE) Map<String, Long> before,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, JsonProcessingException {
        Map<String, Map<String, Long>> comparison = new LinkedHashMap<>();
        comparison.put("before", before);
        comparison.put("after", counts(new TimetableSql(delivery, config, "live"), "count-stage.sql"));
        outcome.comparison(json.writeValueAsString(comparison));
    }

    /** Makes the guards recognise rows by their contents, because Live and Play may number them differently. */
    public void measureByContent(
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome) {
        outcome.likeness(() -> {
            List<Measures.Table> tables = new ArrayList<>();
            try (PreparedStatement query = new TimetableSql(delivery, config, "live").prepare("likeness.sql");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    tables.add(new Measures.Table(
                            config.table(row.getString("model")),
                            row.getLong("rows_before"),
                            row.getLong("inserted"),
                            row.getLong("updated"),
                            0,
                            row.getLong("deleted")));
                }
            }
            return tables;
        });
    }

    private static Map<String, Long> counts(TimetableSql sql, String file) throws SQLException {
        try (PreparedStatement query = sql.prepare(file);
                ResultSet row = query.executeQuery()) {
            row.next();
            Map<String, Long> counts = new LinkedHashMap<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                counts.put(row.getMetaData().getColumnLabel(i).replace('_', ' '), row.getLong(i));
            }
            return counts;
        }
    }
}
