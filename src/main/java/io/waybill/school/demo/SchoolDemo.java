package io.waybill.school.demo;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.school.SchoolGuide;
import io.waybill.school.config.LoadOptions;
import io.waybill.system.demo.Demo;
import io.waybill.system.demo.Demonstration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An invented school: its first load, two nights, a week that comes late, broken exports, the end of the year, another system, all taken back. */
public final class SchoolDemo implements Demo {
    private static final int PUPILS = 140;
    private static final DropOptions PLAIN = new DropOptions(false, false, "", "", Map.of());
    private static final DropOptions CONVERT =
            new DropOptions(false, false, "", "", Map.of(LoadOptions.CONVERT, "true"));
    private static final DropOptions PREVIEW = new DropOptions(true, false, "", "", Map.of());

    @Override
    public List<String> description() {
        return List.of(
                "Shows the nights of an invented school: its calendar follows SchoolBase through a year, and iSAMS in the next one.",
                "A week of activities comes late, half an export is held, an empty one is refused, and the end of the year is taken back.");
    }

    @Override
    public int run(Demonstration demo) throws IOException, InterruptedException {
        int pupils = demo.objects().orElse(PUPILS);
        LocalDate today = LocalDate.now(demo.settings().zone());
        LocalDate first = first(today);
        InventedSchool school =
                new InventedSchool(size(pupils), first, today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)));
        Path samples = demo.data().spool("samples");
        List<LedgerEntry> all = new ArrayList<>();

        demo.step("1. An empty calendar for the year " + name(first));
        prepare(demo, first, school.last());
        demo.print("It follows SchoolBase, and says which weeks are A and which are B. The school has "
                + size(pupils).pupils() + " pupils.");

        Path tables = Files.createDirectory(samples.resolve("schoolbase"));
        school.writeSchoolBase(tables);
        SampleExport whole = SampleExport.of(tables);
        int meetings = size(pupils).activities();
        SampleExport export = withoutThisWeek(whole, meetings);
        demo.step("2. The first load; the activities of this week are not in it");
        all.add(demo.drop(SchoolGuide.SCHOOLBASE, export.zip(samples.resolve("first.zip")), PLAIN));

        demo.step("3. The next night brings the same in other bytes: nothing is written");
        export.add("tags.csv", "2,Of nobody,,,0,0");
        all.add(demo.drop(SchoolGuide.SCHOOLBASE, export.zip(samples.resolve("no-change.zip")), PLAIN));

        demo.step("4. A typical night: a pupil leaves, another changes sets, a set gets another teacher");
        SampleExport typical = typicalNight(export.copy(), size(pupils).pupils());
        LedgerEntry night = demo.drop(SchoolGuide.SCHOOLBASE, typical.zip(samples.resolve("typical.zip")), PLAIN);
        all.add(night);

        demo.step("5. The activities of this week come late, in tables of their own: what is known of next week stays");
        all.add(demo.drop(
                SchoolGuide.OTHER_HALF, thisWeek(whole, meetings).zip(samples.resolve("late-week.zip")), PLAIN));

        demo.step("6. Half an export: so many pupils would leave that the drop is held");
        SampleExport half = typical.copy();
        half.keep("pupil.csv", cells -> Integer.parseInt(cells[0]) % 2 == 0);
        demo.drop(SchoolGuide.SCHOOLBASE, half.zip(samples.resolve("half.zip")), PLAIN);

        demo.step("7. An export without any pupil is refused at once");
        half.keep("pupil.csv", cells -> false);
        demo.drop(SchoolGuide.SCHOOLBASE, half.zip(samples.resolve("empty.zip")), PLAIN);

        LocalDate next = school.last().plusDays(1);
        demo.step("8. The end of the year: the next one is made, this one is ended (first as a preview)");
        LedgerEntry made = demo.drop(
                SchoolGuide.YEAR,
                step(
                        samples,
                        "new-era",
                        "name: \"" + name(next) + "\"\nfirst: " + next + "\nlast: "
                                + next.plusYears(1).minusDays(1) + "\n"),
                PLAIN);
        Path end = step(samples, "end-of-era", "era: \"" + name(first) + "\"\n");
        all.add(demo.drop(SchoolGuide.YEAR, end, PREVIEW));
        LedgerEntry ended = demo.drop(SchoolGuide.YEAR, end, PLAIN);

        demo.step("9. With the new year the school moves to iSAMS: people and rooms are found by what SchoolBase calls"
                + " them, groups begin anew");
        LedgerEntry moved =
                demo.drop(SchoolGuide.YEAR, step(samples, "convert", "from: SchoolBase\nto: iSAMS\n"), PLAIN);
        Path document = Files.createDirectory(samples.resolve("isams"));
        LocalDate monday = next.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        new InventedSchool(size(pupils), monday, monday.plusDays(20)).writeIsams(document);
        SampleExport isams = SampleExport.of(document);
        LedgerEntry converted = demo.drop(SchoolGuide.ISAMS, isams.zip(samples.resolve("isams.zip")), CONVERT);
        if (converted.exitStatus() == LedgerEntry.HELD) {
            demo.print(
                    "Everybody gets a new key. That is more than a night may change, so somebody has to approve it.");
            converted = demo.approve(converted);
        }

        demo.step("10. It was too early: all of this is taken back, the last step first");
        for (LedgerEntry step : List.of(converted, moved, ended, made)) {
            all.add(step);
            all.add(demo.undo(step));
        }
        demo.print("All of it is in " + demo.data().root() + ": inbox, archive, error, outbox.");
        return all.stream().anyMatch(entry -> entry.exitStatus() == LedgerEntry.FAILED)
                ? LedgerEntry.FAILED
                : LedgerEntry.ALL_DELIVERED;
    }

    /** The Monday in August with which the school's year begins. */
    private static LocalDate first(LocalDate today) {
        LocalDate first = firstOf(today.getYear());
        return first.isAfter(today) ? firstOf(today.getYear() - 1) : first;
    }

    private static LocalDate firstOf(int year) {
        return LocalDate.of(year, Month.AUGUST, 15).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static String name(LocalDate first) {
        return first.getYear() + "/" + (first.getYear() + 1) % 100;
    }

    private static SchoolSize size(int pupils) {
        int perYear = Math.max(4, pupils / SchoolSize.YEARS);
        int sets = Math.max(1, perYear / 20);
        return new SchoolSize(perYear, Math.max(12, pupils / 3), sets + 1, sets, Math.max(3, pupils / 4), 8, 35);
    }

    private static void prepare(Demonstration demo, LocalDate first, LocalDate last) {
        try (Connection connection = demo.target().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO datasources (id, name) VALUES (1, 'SchoolBase'), (2, 'iSAMS')");
            statement.execute("INSERT INTO eras (id, name, during, source_id) VALUES (1, '" + name(first) + "', '["
                    + first + "," + last + "]', '16'), (2, 'Perpetual', '[2006-01-01,)', NULL)");
            statement.execute("INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id)"
                    + " VALUES (1, 2, 1)");
            statement.execute("SELECT setval(pg_get_serial_sequence('datasources', 'id'), 2),"
                    + " setval(pg_get_serial_sequence('eras', 'id'), 2)");
            // The weeks of the school, as people have put them into the calendar.
            statement.execute("INSERT INTO eventsources (name) VALUES ('Manual')");
            statement.execute("INSERT INTO eventcategories (name) VALUES ('Week letter')");
            statement.execute("INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at, all_day)"
                    + " SELECT 1, 1, CASE n / 7 % 2 WHEN 0 THEN 'WEEK A' ELSE 'WEEK B' END, (d + time '00:00') AT TIME ZONE 'Europe/London',"
                    + " (d + time '00:00') AT TIME ZONE 'Europe/London', true FROM generate_series(0, date '" + last
                    + "' - date '" + first + "') AS n CROSS JOIN LATERAL (SELECT date '" + first
                    + "' + n AS d) AS day WHERE n % 7 < 5");
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The meetings of this week come first in their tables. */
    private static SampleExport withoutThisWeek(SampleExport whole, int meetings) {
        return whole.copy()
                .keep("rtrotaweek.csv", cells -> cells[0].equals("2"))
                .keep("rtrwgroups.csv", cells -> cells[1].equals("2"))
                .keep("rtrwpupils.csv", cells -> Integer.parseInt(cells[1]) > meetings);
    }

    private static SampleExport thisWeek(SampleExport whole, int meetings) {
        return whole.only("rtrotaweek.csv", "rtrwgroups.csv", "rtrwpupils.csv", "days.csv")
                .keep("rtrotaweek.csv", cells -> cells[0].equals("1"))
                .keep("rtrwgroups.csv", cells -> cells[1].equals("1"))
                .keep("rtrwpupils.csv", cells -> Integer.parseInt(cells[1]) <= meetings);
    }

    private static SampleExport typicalNight(SampleExport export, int pupils) {
        String leaver = Integer.toString(pupils);
        return export.keep("pupil.csv", cells -> !cells[0].equals(leaver))
                .keep("tutorgroup.csv", cells -> !cells[2].equals(leaver))
                .keep("academicrecord.csv", cells -> !cells[2].equals(leaver))
                .keep("rtrwpupils.csv", cells -> !cells[0].equals(leaver))
                // The first pupil leaves the first set.
                .keep("academicrecord.csv", cells -> !(cells[2].equals("1") && cells[4].equals("1")))
                // The first set gets another teacher.
                .change("timetable.csv", line -> line.replaceFirst("^(\\d+),1,\\d+,", "$1,1,7009,"));
    }

    private static Path step(Path folder, String name, String values) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), "step: " + name + "\n" + values);
    }
}
