package io.waybill.school.group;

import io.waybill.database.SqlTemplate;
import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Plan;
import io.waybill.school.SchoolSchema;
import io.waybill.school.load.LoadSteps;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.SchoolTable;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A calendar of a test: pupils {@code A} to {@code F} and staff {@code S1} and {@code S2} of the source, a guest {@code X} of another one. Exports
 * are written down as the rows of working tables, and their groups delivered.
 */
final class Calendar implements AutoCloseable {
    private final TestDatabase database;
    private final Target target;
    private final Map<String, String> meanings = new HashMap<>();
    private long waybill;

    /** An export, as it stands in the working tables. */
    static final class Export {
        private final List<String> rows = new ArrayList<>();

        /** Rows of a working table, as the values of an INSERT. */
        Export with(String table, String... values) {
            for (String each : values) {
                rows.add("INSERT INTO {work}." + table + " VALUES (" + each + ")");
            }
            return this;
        }

        /** An area that was loaded. */
        Export loaded(String... areas) {
            for (String area : areas) {
                with("area", "'" + area + "', 'loaded'");
            }
            return this;
        }

        /** A set, and who is in it. */
        Export set(String id, String name, String... pupils) {
            with("group_record", "'teaching', '" + id + "', '" + name + "', NULL, NULL, NULL, 9");
            return members("teaching", id, pupils);
        }

        /** A tutor group, and who is in it. */
        Export form(String id, String tutor, String... pupils) {
            with("group_record", "'tutor', '" + id + "', '" + id + "', '" + tutor + "', 'North', 2014");
            return members("tutor", id, pupils);
        }

        /** An automatic group, and who is in it. */
        Export automatic(String name, String... pupils) {
            with("group_record", "'automatic', '" + name + "', '" + name + "'");
            return members("automatic", name, pupils);
        }

        /** An activity with its own days; the last may be null. */
        Export activity(String id, String first, String last) {
            return with(
                    "group_record",
                    "'other half', '" + id + "', 'Activity " + id + "', NULL, NULL, NULL, NULL, NULL, '" + first
                            + "', '" + last + "'");
        }

        Export members(String kind, String group, String... pupils) {
            for (String pupil : pupils) {
                with("member", "'" + kind + "', '" + group + "', 'pupil', '" + pupil + "'");
            }
            return this;
        }

        /** A member with days of its own, {@code NULL} or quoted. */
        Export link(String activity, String pupil, String first, String last) {
            return with("member", "'other half', '" + activity + "', 'pupil', '" + pupil + "', " + first + ", " + last);
        }

        /** Occurrences come for these days. */
        Export week(LocalDate first, LocalDate last) {
            return with("activity_days", "'" + first + "', '" + last + "', true");
        }

        /** An occurrence, what it is called, and who is there. */
        Export meeting(String key, String group, String name, LocalDate day, String start, Iterable<String> pupils) {
            String record = "'other half', '" + group + "', ";
            if (rows.stream().noneMatch(row -> row.contains(record))) {
                with("group_record", record + "'" + name + "'");
            }
            with(
                    "occurrence",
                    "'" + key + "', '" + name + "', 'other half', '" + group + "', '" + day + "', '" + start
                            + "', '18:00'");
            pupils.forEach(pupil -> with("occurrence_member", "'" + key + "', '" + pupil + "'"));
            return this;
        }
    }

    /** @param database with the tables of a calendar, which are empty */
    Calendar(TestDatabase database) {
        this.database = database;
        this.target = Target.open("school", database.settings());
        SchoolSchema.fill(database);
        database.run(
                "INSERT INTO pupils (id, datasource_id, source_id, name, current) SELECT n, 1, chr(64 + n), 'Pupil ' || chr(64 + n), true"
                        + " FROM generate_series(1, 6) AS n",
                "INSERT INTO pupils (id, datasource_id, source_id, name, current) VALUES (7, 2, 'X', 'Guest', true)",
                "INSERT INTO elements (id, name, pupil_id) SELECT id, name || ' (Pupil)', id FROM pupils",
                "INSERT INTO staffs (id, datasource_id, source_id, name, active, current) VALUES (1, 1, 'S1', 'One', true, true),"
                        + " (2, 1, 'S2', 'Two', true, true)",
                "INSERT INTO elements (id, name, staff_id) SELECT id + 10, name, id FROM staffs");
    }

    /** Delivers the groups of an export as of a day. */
    Plan deliver(String start, Export export) {
        return deliver(start, export, sql -> new GroupReconciliation(sql, LocalDate.parse(start)).run());
    }

    /** Delivers groups that a file names as of a day; whose are unclear comes back, too. */
    List<String> extra(String start, ExtraGroup... groups) {
        List<String> told = new ArrayList<>();
        deliver(start, new Export(), sql -> {
            sql.run(ExtraGroups.class, "group-tables.sql");
            ExtraGroups.Outcome outcome = new ExtraGroups(
                            sql, LocalDate.parse(start), (kind, name) -> Optional.ofNullable(meanings.get(name)))
                    .reconcile(List.of(groups));
            outcome.unclear()
                    .forEach(each ->
                            told.add(each.group().name() + ": " + each.member().name() + " is " + each.found()));
            told.addAll(outcome.lines());
        });
        return told;
    }

    /** What people say is meant by a name in files of groups. */
    void meaning(String name, String meant) {
        meanings.put(name, meant);
    }

    private interface Work {
        void with(SchoolSql sql) throws SQLException;
    }

    private Plan deliver(String start, Export export, Work work) {
        Delivery delivery = new Delivery(target, ++waybill, "export.zip", SchoolTable.specs());
        try (delivery) {
            delivery.openStage();
            delivery.endStaging();
            delivery.begin();
            SchoolSql sql = new SchoolSql(delivery.connection(), delivery);
            sql.run(LoadSteps.class, "working.sql");
            for (String row : export.rows) {
                database(
                        delivery,
                        row.replace(
                                "{work}",
                                SqlTemplate.quoted(delivery.relations().schema())));
            }
            database(
                    delivery,
                    "INSERT INTO " + SqlTemplate.quoted(delivery.relations().schema())
                            + ".frame (start, era_first, era_last, today, zone, era_id, perpetual_era_id, datasource_id, eventsource_id,"
                            + " convert, setlists) VALUES ('" + start
                            + "', '2016-08-15', '2017-08-14', '" + start
                            + "', 'Europe/London', 1, 2, 1, 1, false, true)");
            sql.run(LoadSteps.class, "working-ready.sql");
            work.with(sql);
            delivery.check();
            delivery.faults().throwIfAny();
            Plan plan = delivery.plan();
            delivery.apply(plan);
            delivery.commit();
            return plan;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void database(Delivery delivery, String sql) throws SQLException {
        try (Statement statement = delivery.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Occurrences become events, as an export with all of some days has it: those that were there and are no longer in it are withdrawn. */
    void meetings(
            LocalDate first,
            LocalDate last,
            Map<String, Map<LocalDate, Set<String>>> groups,
            UnaryOperator<String> name) {
        database.run("UPDATE events SET withdrawn = true WHERE local_date BETWEEN '" + first + "' AND '" + last + "'");
        groups.forEach((group, days) -> days.keySet()
                .forEach(day -> database.run(
                        "INSERT INTO events (eventsource_id, source_key, eventcategory_id, body, starts_at, ends_at) VALUES (1, 'occurrence "
                                + group + day + "', 1, '" + name.apply(group) + "', '" + day + " 16:00', '" + day
                                + " 18:00')"
                                + " ON CONFLICT (eventsource_id, source_key, local_date) DO UPDATE SET withdrawn = false, body = excluded.body",
                        "INSERT INTO commitments (event_id, element_id, datasource_id) SELECT v.id, e.id, 1 FROM events AS v, groups AS g"
                                + " JOIN elements AS e ON e.group_id = g.id WHERE g.source_id = '" + group
                                + "' AND v.source_key = 'occurrence " + group + day + "' ON CONFLICT DO NOTHING")));
    }

    /** Who is in groups and when, by group; valid rows only: {@code A 2016-09-01..2016-09-14}. */
    Map<String, String> members() {
        Map<String, String> all = new TreeMap<>();
        database.query(
                        "SELECT coalesce(CASE WHEN g.kind = 'other half' THEN 'Activity ' || g.source_id END, g.name) || '=' || string_agg(coalesce(p.source_id, 'group') || CASE WHEN m.inverse THEN '(excluded)' ELSE '' END"
                                + " || ' ' || lower(m.during) || '..' || coalesce((upper(m.during) - 1)::text, ''), '; '"
                                + " ORDER BY p.source_id, lower(m.during)) FROM memberships AS m JOIN groups AS g ON g.id = m.group_id"
                                + " JOIN elements AS e ON e.id = m.element_id LEFT JOIN pupils AS p ON p.id = e.pupil_id"
                                + " WHERE NOT m.withdrawn GROUP BY g.id")
                .forEach(row -> all.put(row.substring(0, row.indexOf('=')), row.substring(row.indexOf('=') + 1)));
        return all;
    }

    /** The days of groups, by name. */
    List<String> groups() {
        return database.query("SELECT name || ' ' || lower(during) || '..' || coalesce((upper(during) - 1)::text, '')"
                + " || CASE WHEN withdrawn THEN ' withdrawn' ELSE '' END FROM groups ORDER BY name, id");
    }

    TestDatabase database() {
        return database;
    }

    /** How many rows the plan writes. */
    static long changes(Plan plan) {
        return plan.tables().stream()
                .mapToLong(table -> table.inserted() + table.updated() + table.deleted())
                .sum();
    }

    @Override
    public void close() {
        target.close();
    }
}
