package io.waybill.school.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A year ends and the next one begins, with the same system, by the commands of {@code docs/school-year.md}. */
@ExtendWith(TestPostgres.class)
class SchoolYearEndTest {
    private static final Pattern COMMAND = Pattern.compile("`waybill ([^`]+)`");
    private static final Pattern YEAR = Pattern.compile("(<NCYear>|YearId=\"|<NationalCurriculumYear>)(\\d+)");
    private static final LocalDate MONDAY = LocalDate.parse("2017-08-21");
    private static final String NEXT = "2017-08-15";
    private static final String IN_YEAR =
            "SELECT p.source_id FROM memberships AS m JOIN groups AS g ON g.id = m.group_id JOIN elements AS e ON e.id = m.element_id"
                    + " JOIN pupils AS p ON p.id = e.pupil_id WHERE g.name = '%s' AND NOT m.withdrawn AND m.during @> date '%s' ORDER BY 1";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("W11, W18: with the new year everybody is a year further, whether the export has moved them up or not")
    void w18TheNextYearBeginsWithAnExportThatIsBehindOrNot(TestDatabase database) throws Exception {
        try (School school = School.start(folder, database)) {
            school.isams(SchoolSize.SMALL).withOneLessonOfEachSet();
            assertThat(school.drop().state()).isEqualTo(State.DELIVERED);
            List<String> youngest = school.rows(String.format(IN_YEAR, "1st year", "2017-08-14"));
            assertThat(youngest).hasSize(4);
            takeTheSteps(school);
            List<String> before = school.contents();

            school.isams(new InventedSchool(SchoolSize.SMALL, MONDAY, MONDAY.plusDays(20)))
                    .withOneLessonOfEachSet();
            Map<String, String> behind = Map.of("start", NEXT, "ahead", "1");
            assertThat(school.drop(true, behind).state()).isEqualTo(State.PREVIEWED);
            assertThat(school.contents()).isEqualTo(before);
            LedgerEntry load = school.drop(false, behind);
            assertThat(load.state()).as(load.message()).isEqualTo(State.DELIVERED);
            assertThat(load.results().notices())
                    .anyMatch(notice -> notice.rule().equals("first-of-era")
                            && notice.sentence().startsWith("This is the first export of 2017/18:"));

            assertThat(school.rows(String.format(IN_YEAR, "2nd year", NEXT))).isEqualTo(youngest);
            assertThat(school.rows(String.format(IN_YEAR, "1st year", NEXT))).isEmpty();
            assertThat(school.rows(String.format(IN_YEAR, "1st year", "2017-08-14")))
                    .isEqualTo(youngest);
            assertThat(school.rows(
                            "SELECT e.name, g.yeargroup, count(*) FROM groups AS g JOIN eras AS e ON e.id = g.era_id"
                                    + " WHERE g.name LIKE '7%' AND g.kind = 'teaching' GROUP BY 1, 2 ORDER BY 1"))
                    .containsExactly("2016/17|7|10", "2017/18|8|10");

            school.change(
                    "data.xml",
                    text -> YEAR.matcher(text)
                            .replaceAll(found -> found.group(1) + (Integer.parseInt(found.group(2)) + 1)));
            LedgerEntry moved = school.drop(NEXT);
            assertThat(moved.state()).as(moved.message() + moved.plan()).isEqualTo(State.UNCHANGED);
            school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
            LedgerEntry night = school.drop(NEXT);
            assertThat(night.state()).isEqualTo(State.DELIVERED);
            assertThat(night.results().notices())
                    .noneMatch(notice -> notice.rule().equals("first-of-era"));
            restoreTheCheckpoint(school, load, before);
            assertThat(school.waybill().undone(night, false).state()).isEqualTo(State.DELIVERED);

            assertThat(school.waybill().undone(load, false).state()).isEqualTo(State.DELIVERED);
            assertThat(school.contents()).isEqualTo(before);
        }
    }

    private static void takeTheSteps(School school) throws IOException {
        String page = Files.readString(Path.of("docs/school-year.md"));
        String section = page.substring(page.indexOf("## A year ends"), page.indexOf("## From SchoolBase"));
        List<String> commands =
                COMMAND.matcher(section).results().map(found -> found.group(1)).toList();
        assertThat(commands).extracting(command -> command.split(" ")[1]).containsExactly("new-era", "end-of-era");
        try (Commands run = school.commands()) {
            for (String command : commands) {
                if (command.endsWith(" --preview")) {
                    List<String> before = school.contents();
                    delivered(run.run(command.split(" ")));
                    assertThat(school.contents()).isEqualTo(before);
                }
                delivered(run.run(command.replace(" --preview", "").split(" ")));
            }
        }
    }

    /** The first export of the year has one. */
    private static void restoreTheCheckpoint(School school, LedgerEntry load, List<String> before) throws IOException {
        List<String> after = school.contents();
        List<String> taken;
        try (Stream<Path> backups = Files.list(school.waybill().data().root().resolve("backup"))) {
            taken = backups.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith(load.number() + "-"))
                    .toList();
        }
        assertThat(taken).hasSize(1);
        LedgerEntry restore = school.waybill().restored(taken.get(0), "school/isams", false);
        assertThat(restore.state()).as(restore.message()).isEqualTo(State.DELIVERED);
        assertThat(school.contents()).isEqualTo(before);
        assertThat(school.waybill().undone(restore, false).state()).isEqualTo(State.DELIVERED);
        assertThat(school.contents()).isEqualTo(after);
    }

    private static void delivered(Ended ended) {
        assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
    }
}
