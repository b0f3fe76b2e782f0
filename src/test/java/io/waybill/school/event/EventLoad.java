package io.waybill.school.event;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Plan;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.load.LoadSteps;
import io.waybill.school.load.RecordTables;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.SchoolTable;
import io.waybill.school.policy.EventRules;
import io.waybill.school.sample.SamplePolicy;
import io.waybill.school.source.Extract;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Loads records into a calendar with the event steps alone: people, rooms and groups are put there beforehand. */
final class EventLoad {
    private static final String FRAME =
            "INSERT INTO {work}.frame (start, era_first, era_last, today, zone, era_id, perpetual_era_id, datasource_id,"
                    + " eventsource_id, convert, setlists) VALUES (?, ?, ?, ?, 'Europe/London', 1, 2, 1, 1, false, true)";

    private final TestDatabase database;
    private EventRules rules = new EventRules(false, List.of());
    private long number;
    private long nanos;

    EventLoad(TestDatabase database) {
        this.database = database;
    }

    /** Gives records. */
    @FunctionalInterface
    interface Source {
        void read(Extract extract) throws IOException;
    }

    void rules(EventRules other) {
        rules = other;
    }

    /** How long the event steps took the last time, without the apply, in milliseconds. */
    long milliseconds() {
        return nanos / 1_000_000;
    }

    /** Loads as of a day, and returns what was staged: {@code events 3, commitments 4}, or "" when nothing was. */
    String load(LocalDate start, Source source) throws SQLException, IOException {
        number++;
        try (Target target = Target.open("school", database.settings());
                Delivery delivery = new Delivery(target, number, "export", SchoolTable.specs())) {
            delivery.openStage();
            delivery.endStaging();
            read(delivery, start, source);
            delivery.begin();
            SchoolSql sql = new SchoolSql(delivery.connection(), delivery);
            long before = System.nanoTime();
            new Reconciliation(sql, SamplePolicy.ORDINAL, rules).stage();
            nanos = System.nanoTime() - before;
            delivery.check();
            delivery.faults().throwIfAny();
            Plan plan = delivery.plan();
            String planned = plan.tables().stream()
                    .filter(table -> table.inserted() + table.updated() > 0)
                    .map(table -> table.table() + " +" + table.inserted() + " ~" + table.updated())
                    .collect(Collectors.joining(", "));
            delivery.apply(plan);
            delivery.commit();
            return planned;
        }
    }

    private void read(Delivery delivery, LocalDate start, Source source) throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            SchoolSql sql = new SchoolSql(connection, delivery);
            sql.run(LoadSteps.class, "working.sql");
            RecordTables tables =
                    new RecordTables(connection, delivery.relations().schema(), 1_000);
            source.read(tables);
            tables.complete();
            sql.run(LoadSteps.class, "working-ready.sql");
            String schema = '"' + delivery.relations().schema() + '"';
            try (PreparedStatement frame = connection.prepareStatement(FRAME.replace("{work}", schema))) {
                frame.setObject(1, start);
                frame.setObject(2, InventedSchool.FIRST);
                frame.setObject(3, InventedSchool.LAST);
                frame.setObject(4, start);
                frame.executeUpdate();
            }
            sql.run(EventLoad.class, "people.sql");
            connection.commit();
        }
    }
}
