package io.waybill.school.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The change from SchoolBase to iSAMS at the end of a year, step by step as {@code docs/school-year.md} has it, in a calendar that an older program
 * has filled.
 */
@ExtendWith(TestPostgres.class)
class SchoolRunbookTest {
    private static final Pattern ROW =
            Pattern.compile("\\| (\\d+) \\| `waybill ([^`]+)` \\| ([a-z]+) \\| `([^`]+)` \\|");
    private static final Pattern NUMBER = Pattern.compile("Waybill (\\d+): ");
    private static final LocalDate LAST_YEAR = LocalDate.parse("2015-08-17");

    @TempDir
    private Path folder;

    private final List<String> waybills = new ArrayList<>();

    /** A step as the page has it: a command, how its waybill ends, and a sentence with letters for numbers. */
    private record Step(String number, String command, String state, String told) {
        Pattern sentence() {
            return Pattern.compile(Stream.of(told.split(" "))
                    .map(Step::word)
                    .reduce((a, b) -> a + "\\s+" + b)
                    .orElseThrow());
        }

        private static String word(String word) {
            return word.matches("[A-Z]") ? "[\\d,]+" : Pattern.quote(word);
        }
    }

    private static List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/school-year.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                steps.add(new Step(row.group(1), row.group(2), row.group(3), row.group(4)));
            }
        }
        assertThat(steps).extracting(Step::number).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
        return steps;
    }

    @Test
    @Tag("thorough")
    void theStepsOfTheManualLeadToTheOtherSystemAndEachCheckpointComesBack(TestDatabase database) throws Exception {
        try (School school = School.start(
                        folder,
                        database,
                        text -> text.replace(
                                "{name: 2016/17, first: 2016-08-15, last: 2017-08-14}",
                                "{name: 2015/16, first: " + LAST_YEAR + ", last: 2016-08-14}"));
                Commands commands = school.commands()) {
            aYearOfSchoolBase(school);
            asAnOlderProgramKeptIt(database);
            Path export = newYear(school);
            String past = past(school);
            Map<String, List<String>> checkpoints = new LinkedHashMap<>();

            for (Step step : steps()) {
                List<String> before = school.contents();
                List<String> known = backups(school);
                Ended ended = take(commands, step, export);
                assertThat(ended.out() + ended.err())
                        .contains(": " + step.state)
                        .containsPattern(step.sentence());
                List<String> taken = backups(school);
                taken.removeAll(known);
                // Whoever gets a new key has been there before.
                assertThat(ended.out()).doesNotContain("current pupils and finished");
                if (step.state.equals("delivered")) {
                    assertThat(school.contents()).as(step.command).isNotEqualTo(before);
                    assertThat(taken).as("checkpoint before " + step.command).hasSize(1);
                    checkpoints.put(taken.get(0), before);
                } else {
                    assertThat(school.contents()).as(step.command).isEqualTo(before);
                }
            }
            assertConverted(school);
            assertThat(past(school)).as("what was before the new year").isEqualTo(past);
            bringBack(school, commands, checkpoints);
        }
    }

    private static void aYearOfSchoolBase(School school) throws IOException {
        school.database()
                .run(
                        "INSERT INTO eventcategories (name) VALUES ('Week letter')",
                        "INSERT INTO eventsources (name) VALUES ('Manual')",
                        "INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at, all_day)"
                                + " SELECT 1, 1, CASE (d - date '2015-08-17') / 7 % 2 WHEN 0 THEN 'WEEK A' ELSE 'WEEK B' END,"
                                + " d::timestamp AT TIME ZONE 'Europe/London', d::timestamp AT TIME ZONE 'Europe/London', true"
                                + " FROM (SELECT g::date AS d FROM generate_series(timestamp '2015-08-17', '2016-08-14', '1 day') AS g) AS days"
                                + " WHERE extract(isodow FROM d) < 6");
        Map<String, String> tables =
                school.schoolBase(new InventedSchool(SchoolSize.SMALL, LAST_YEAR, LAST_YEAR.plusDays(20)));
        // One lesson of each set is enough.
        tables.computeIfPresent(
                "timetable.csv", (name, text) -> text.replaceAll("(?m)^(7[1-9]|[89]\\d|[1-4]\\d\\d),[1-9].*\\n", ""));
        assertThat(school.drop("schoolbase", tables, Map.of("start", LAST_YEAR.toString()))
                        .state())
                .isEqualTo(State.DELIVERED);
        assertThat(school.number("SELECT count(*) FROM events WHERE source_key IS NOT NULL"))
                .isGreaterThan(1_000);
    }

    /** Without sources, and without the rule that members lie within the days of their groups. */
    private static void asAnOlderProgramKeptIt(TestDatabase database) {
        database.run(
                "DROP TRIGGER memberships_within_groups ON memberships; DROP TRIGGER groups_around_memberships ON groups",
                "UPDATE pupils SET datasource_id = NULL",
                "UPDATE staffs SET datasource_id = NULL",
                "UPDATE locationaliases SET datasource_id = NULL",
                "UPDATE groups SET datasource_id = NULL WHERE kind <> 'automatic'",
                "UPDATE memberships AS m SET during = daterange(lower(m.during), NULL) FROM groups AS g"
                        + " WHERE g.id = m.group_id AND g.kind = 'teaching' AND m.id % 3 = 0");
    }

    private static Path newYear(School school) throws IOException {
        return school.isams(SchoolSize.SMALL).withOneLessonOfEachSet().exported();
    }

    /** What was there before the new year: nobody asked for a change of that. */
    private static String past(School school) {
        return school.rows("SELECT md5(string_agg(x, '|' ORDER BY x)) FROM ("
                        + "SELECT concat('e ', id, starts_at, ends_at, body, withdrawn) AS x FROM events WHERE local_date < '2016-08-15'"
                        + " UNION ALL SELECT concat('c ', c.id, c.element_id, c.withdrawn) FROM commitments AS c JOIN events AS e ON e.id = c.event_id"
                        + " WHERE e.local_date < '2016-08-15'"
                        + " UNION ALL SELECT concat('m ', id, group_id, element_id, during * daterange(NULL, '2016-08-15'), withdrawn) FROM memberships"
                        + " WHERE during && daterange(NULL, '2016-08-15')) AS x")
                .get(0);
    }

    private Ended take(Commands commands, Step step, Path export) {
        List<String> words = new ArrayList<>(List.of(step.command.split(" ")));
        words.replaceAll(word -> switch (word) {
            case "export.zip" -> export.toString();
            case "N" -> waybills.get(waybills.size() - 1);
            case "NAME" -> "ann";
            default -> word;
        });
        if (words.contains("drop")) {
            // The days of the manual are over.
            words.addAll(List.of("--option", "start=" + InventedSchool.FIRST));
        }
        Ended ended = commands.run(words.toArray(new String[0]));
        Matcher number = NUMBER.matcher(ended.out());
        if (number.find()) {
            waybills.add(number.group(1));
        }
        return ended;
    }

    private static void assertConverted(School school) {
        assertThat(school.rows("SELECT d.name, count(*), bool_and(p.current) FROM pupils AS p"
                        + " LEFT JOIN datasources AS d ON d.id = p.datasource_id GROUP BY d.name"))
                .as("nobody is there twice")
                .containsExactly("iSAMS|28|t");
        assertThat(school.rows("SELECT d.name, count(*), bool_and(s.current) FROM staffs AS s"
                        + " LEFT JOIN datasources AS d ON d.id = s.datasource_id GROUP BY d.name"))
                .containsExactly("iSAMS|12|t");
        assertThat(school.rows("SELECT e.name, d.name, g.kind, count(*), min(lower(g.during)), max(upper(g.during)) - 1"
                        + " FROM groups AS g JOIN eras AS e ON e.id = g.era_id LEFT JOIN datasources AS d ON d.id = g.datasource_id"
                        + " WHERE g.kind IN ('tutor', 'teaching') GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"))
                .containsExactly(
                        "2015/16|SchoolBase|teaching|70|2015-08-17|2016-08-14",
                        "2015/16|SchoolBase|tutor|12|2015-08-17|2016-08-14",
                        "2016/17|iSAMS|teaching|70|2016-08-15|2017-08-14",
                        "2016/17|iSAMS|tutor|14|2016-08-15|2017-08-14");
        assertThat(school.number("SELECT count(*) FROM memberships AS m JOIN groups AS g ON g.id = m.group_id"
                        + " WHERE NOT m.withdrawn AND NOT m.during <@ g.during"))
                .isZero();
        assertThat(school.number("SELECT count(*) FROM (SELECT name FROM groups WHERE kind = 'automatic'"
                        + " GROUP BY name HAVING count(*) > 1) AS twice"))
                .isZero();
        assertThat(school.number("SELECT count(*) FROM events AS e JOIN eventsources AS s ON s.id = e.eventsource_id"
                        + " WHERE s.name = 'iSAMS' AND NOT e.withdrawn AND e.local_date >= '2016-08-15'"))
                .isGreaterThan(1_000);
    }

    /** Each checkpoint is the calendar as it was right before its step; the last restore is taken back. */
    private static void bringBack(School school, Commands commands, Map<String, List<String>> checkpoints) {
        List<String> end = school.contents();
        List<String> ids = new ArrayList<>(checkpoints.keySet());
        assertThat(ids).hasSize(6);
        Collections.reverse(ids);
        Ended restored = null;
        List<String> before = end;
        for (String id : ids) {
            before = school.contents();
            restored = commands.run("backup", "restore", id, "--by", "ann");
            assertThat(restored.exitStatus())
                    .as(restored.out() + restored.err())
                    .isZero();
            assertThat(school.contents()).as(id).isEqualTo(checkpoints.get(id));
        }
        Matcher number = NUMBER.matcher(restored.out());
        assertThat(number.find()).isTrue();
        assertThat(commands.run("undo", number.group(1), "--by", "ann").exitStatus())
                .isZero();
        assertThat(school.contents()).isEqualTo(before);
    }

    private static List<String> backups(School school) throws IOException {
        Path backups = school.waybill().data().root().resolve("backup");
        if (!Files.exists(backups)) {
            return new ArrayList<>();
        }
        try (Stream<Path> all = Files.list(backups)) {
            return new ArrayList<>(all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList());
        }
    }
}
