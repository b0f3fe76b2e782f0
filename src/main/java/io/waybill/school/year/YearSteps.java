package io.waybill.school.year;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.delivery.guard.Limit;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Position;
import io.waybill.model.Drop;
import io.waybill.reject.OriginalRows;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.load.ReadExport;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.SchoolTable;
import io.waybill.school.load.StageCounts;
import io.waybill.system.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The steps, as the route names them, by which a file becomes a step of the end of the year. */
public final class YearSteps {
    /** Exchange property: the {@link YearStep}. */
    private static final String STEP = "yearStep";

    private final SchoolConfig config;
    private final Engine engine;

    /** @param engine delivers */
    public YearSteps(SchoolConfig config, Engine engine) {
        this.config = requireNonNull(config, "config");
        this.engine = requireNonNull(engine, "engine");
    }

    /**
     * What is delivered. A step is asked for by name and says what it did, so that its plan has no limits; what there was before it is kept as a
     * backup.
     */
    public static FeedSpec feed() {
        return new FeedSpec(
                SchoolTable.specs(),
                new GuardLimits(
                        0L, 0L, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Map.of()),
                BackupScope.FULL);
    }

    /**
     * Reads which step is asked for; property {@value #STEP}.
     *
     * @throws BrokenFileException when the file does not say it
     * @throws IOException when it cannot be read
     * @throws SQLException when it cannot be found out what a file of rejects is about
     */
    public void read(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        engine.delivery().reading(exchange, drop);
        new OriginalRows(engine.target().dataSource(), SchoolConfig.SYSTEM)
                .refuseRejects(drop.file(), drop.fileName(), "a step of the end of the year, in YAML");
        exchange.setProperty(STEP, YearFile.read(drop.file(), drop.fileName()));
        engine.delivery().open(exchange, drop, feed());
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.places((number, field) -> Position.of(drop.fileName()));
        delivery.endStaging();
    }

    /**
     * Stages what the step changes, and tells it.
     *
     * @throws BrokenFileException when the calendar is not in the state that the step needs
     * @throws SQLException when the database refuses it
     */
    public void take(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(STEP) YearStep step,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        SchoolSql sql = new SchoolSql(delivery.connection(), delivery);
        new StepWork(sql, outcome, drop.fileName(), config.allSources(), ReadExport.dayOf(drop.claimedAt())).take(step);
        new StageCounts(sql, outcome).count();
    }
}
