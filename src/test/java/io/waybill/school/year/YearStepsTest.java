package io.waybill.school.year;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of the end of a year, each by a file that is dropped. */
@ExtendWith(TestPostgres.class)
class YearStepsTest {
    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.start(folder, database);
    }

    @BeforeEach
    void aCalendarOfAnOlderProgram(TestDatabase database) {
        school.empty();
        database.run(
                "INSERT INTO datasources (name) VALUES ('SchoolBase'), ('Manual')",
                "INSERT INTO eventsources (name) VALUES ('SchoolBase')",
                "INSERT INTO eras (name, during) VALUES ('2015/16', '[2015-09-01,2016-08-15)'), ('Perpetual', '[2006-01-01,)')",
                "INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id) VALUES (1, 2, 1)",
                "INSERT INTO pupils (source_id, name, current, datasource_id) VALUES ('1', 'A', true, NULL), ('2', 'B', true, NULL),"
                        + " ('2', 'B again', true, NULL), ('4', 'Manual', true, 2), (NULL, 'By hand', true, NULL)",
                "INSERT INTO elements (name, pupil_id) SELECT name, id FROM pupils",
                "INSERT INTO staffs (source_id, name) VALUES ('7', 'One'), ('0', 'None')",
                "INSERT INTO locations (name) VALUES ('R1')",
                "INSERT INTO locationaliases (source_id, name, location_id) VALUES ('3', 'R1', 1)",
                "INSERT INTO groups (kind, era_id, source_id, name, during) VALUES ('teaching', 1, '9', 'Set', '[2015-09-01,2016-08-15)'),"
                        + " ('other half', 1, '5', 'Chess', '[2015-09-01,)'), ('tutor', 1, NULL, '3A', '[2015-09-01,2016-01-01)'),"
                        + " ('automatic', 2, NULL, 'All pupils', '[2015-09-01,)')",
                "ALTER TABLE memberships DISABLE TRIGGER USER",
                "INSERT INTO memberships (group_id, element_id, during) VALUES (1, 1, '[2015-09-01,2016-08-15)'), (2, 1, '[2015-09-08,)'),"
                        + " (2, 2, '[2016-09-08,)'), (3, 1, '[2015-09-01,)'), (4, 1, '[2015-09-01,)')",
                "ALTER TABLE memberships ENABLE TRIGGER USER");
    }

    @AfterAll
    static void close() {
        school.close();
    }

    /** Takes a step, also one that another test has taken in the same words. */
    private static LedgerEntry step(String... lines) throws IOException {
        return school.waybill().again("school/year", "step.yaml", (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    private static String told(LedgerEntry page) {
        return page.results().notices().stream()
                .map(notice -> notice.sentence())
                .collect(Collectors.joining(" "));
    }

    private List<String> state() {
        return school.rows("SELECT 'g', id, datasource_id, during::text, withdrawn FROM groups UNION ALL"
                + " SELECT 'm', id, group_id, during::text, withdrawn FROM memberships UNION ALL"
                + " SELECT 'p', id, datasource_id, name, current FROM pupils UNION ALL"
                + " SELECT 's', current_era_id, next_era_id, previous_era_id::text, true FROM settings ORDER BY 1, 2");
    }

    @Test
    void aSourceIsGivenToWhatHasNone() throws IOException {
        List<String> before = state();
        LedgerEntry page = step("step: claim-source", "source: SchoolBase");

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(told(page))
                .contains(
                        "Grabbed 1 staff, 1 pupils, 1 location aliases and 3 groups.",
                        "2 rows without a source stay",
                        "They are pupil 2, pupil 2.");
        assertThat(school.rows("SELECT name FROM pupils WHERE datasource_id = 1"))
                .containsExactly("A");
        assertThat(school.rows("SELECT name FROM groups WHERE datasource_id = 1 ORDER BY name"))
                .containsExactly("3A", "Chess", "Set");
        assertThat(school.waybill().undone(page, false).state()).isEqualTo(State.DELIVERED);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void membersAreCutToTheDaysOfTheirGroups() throws IOException {
        LedgerEntry page = step("step: trim");

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(told(page)).contains("1 memberships trimmed.");
        assertThat(school.rows("SELECT during FROM memberships WHERE group_id = 3"))
                .containsExactly("[2015-09-01,2016-01-01)");
    }

    @Test
    void theEraEndsWithItsGroupsAndTheNextOneIsCurrent() throws IOException {
        assertThat(step("step: trim").state()).isEqualTo(State.DELIVERED);
        LedgerEntry early = step("step: end-of-era", "era: 2015/16");
        assertThat(early.state()).isEqualTo(State.REFUSED);
        assertThat(early.message()).contains("an era that another one follows");

        LedgerEntry next =
                step("step: new-era", "name: 2016/17", "first: 2016-08-15", "last: 2017-08-14", "source-key: '16'");
        assertThat(next.state()).as(next.message()).isEqualTo(State.DELIVERED);
        List<String> before = state();

        LedgerEntry page = step("step: end-of-era", "era: 2015/16");
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(told(page))
                .contains("2 groups terminated.", "Rolled over: 2016/17", "1 would have gone on")
                .doesNotContain("is not over");
        assertThat(school.rows("SELECT name || ' ' || during FROM groups ORDER BY name"))
                .containsExactly(
                        "3A [2015-09-01,2016-01-01)",
                        "All pupils [2015-09-01,)",
                        "Chess [2015-09-01,2016-08-15)",
                        "Set [2015-09-01,2016-08-15)");
        assertThat(school.rows("SELECT during, withdrawn FROM memberships WHERE group_id = 2 ORDER BY id"))
                .containsExactly("[2015-09-08,2016-08-15)|f", "[2016-09-08,)|t");
        assertThat(school.rows(
                        "SELECT c.name, p.name, s.next_era_id FROM settings AS s JOIN eras AS c ON c.id = s.current_era_id"
                                + " JOIN eras AS p ON p.id = s.previous_era_id"))
                .containsExactly("2016/17|2015/16|∅");

        LedgerEntry twice = step("step: end-of-era", "era: 2015/16");
        assertThat(twice.state()).isEqualTo(State.REFUSED);
        assertThat(twice.message()).contains("the current era, which is 2016/17");

        LedgerEntry undone = school.waybill().undone(page, false);
        assertThat(undone.state()).isEqualTo(State.DELIVERED);
        assertThat(told(undone)).isEqualTo("2015/16 is the current era again, in place of 2016/17.");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whoEndsAnEraThatIsNotOverIsToldWhatExportsDoUntilThen() throws IOException {
        step("step: trim");
        school.database().run("UPDATE eras SET during = '[2015-09-01,2099-08-15)' WHERE name = '2015/16'");
        step("step: new-era", "name: 2099/00", "first: 2099-08-15", "last: 2100-08-14");

        assertThat(told(step("step: end-of-era", "era: 2015/16")))
                .contains(
                        "2015/16 is not over: its last day is 2099-08-14. From now on exports change nothing before 2099-08-15,"
                                + " unless they are dropped with the option era=2015/16.");
    }

    @Test
    void whoUndoesTheEndOfAnEraAfterTheNewOneHasBegunIsToldWhatStays() throws IOException {
        step("step: trim");
        step("step: new-era", "name: 2016/17", "first: 2016-08-15", "last: 2017-08-14", "source-key: '16'");
        LedgerEntry page = step("step: end-of-era", "era: 2015/16");
        LedgerEntry choir = school.drop(
                "recurring", Map.of("extra_staff_groups.yml", "Choir: []\n"), Map.of("start", "2016-09-01"));
        assertThat(choir.state()).as(choir.message()).isEqualTo(State.DELIVERED);
        school.database()
                .run(
                        "INSERT INTO groups (kind, era_id, name, during) SELECT 'teaching', id, 'New', during FROM eras WHERE name = '2016/17'");

        assertThat(told(school.waybill().undone(page, true)))
                .isEqualTo(
                        "2015/16 is the current era again, in place of 2016/17, which has 1 group. Since then 1 drop has been delivered, and what it"
                                + " has brought stays: undo it as well, unless it is to stay.");
    }

    @Test
    void whoRestoresABackupOrUndoesThatIsToldWhichEraAndSourceHoldAgainAlsoWhereTheirRowsAreMissing()
            throws IOException {
        step("step: trim");
        LedgerEntry checkpoint = step("step: new-era", "name: 2016/17", "first: 2016-08-15", "last: 2017-08-14");
        step("step: end-of-era", "era: 2015/16");
        step("step: convert", "from: SchoolBase", "to: iSAMS");
        List<String> converted = state();
        LedgerEntry restore = school.waybill().restored(backupOf(checkpoint), "school/year", false);
        assertThat(restore.state()).as(restore.message()).isEqualTo(State.DELIVERED);
        assertThat(told(restore))
                .isEqualTo(
                        "2015/16 is the current era again, in place of 2016/17. The calendar follows SchoolBase again, in place of iSAMS.");
        assertThat(school.rows("SELECT name FROM eras ORDER BY id")).containsExactly("2015/16", "Perpetual");

        LedgerEntry undone = school.waybill().undone(restore, false);

        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        assertThat(state()).isEqualTo(converted);
        assertThat(told(undone))
                .isEqualTo(
                        "2016/17 is the current era again, in place of 2015/16, which has 3 groups. The calendar follows iSAMS again, in place of SchoolBase.");
    }

    private static String backupOf(LedgerEntry page) throws IOException {
        try (Stream<Path> backups = Files.list(school.waybill().data().root().resolve("backup"))) {
            return backups.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(page.number() + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theCalendarFollowsAnotherSystem() throws IOException {
        LedgerEntry page = step("step: convert", "from: SchoolBase", "to: iSAMS");

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(school.rows(
                        "SELECT c.name, p.name FROM settings AS s JOIN datasources AS c ON c.id = s.current_datasource_id"
                                + " JOIN datasources AS p ON p.id = s.previous_datasource_id"))
                .containsExactly("iSAMS|SchoolBase");
        assertThat(school.rows("SELECT name FROM eventsources ORDER BY id")).containsExactly("SchoolBase", "iSAMS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step: nothing|step|claim-source",
                "source: SchoolBase|step|claim-source, trim, end-of-era, new-era or convert",
                "step: claim-source|source|the step claim-source needs it",
                "step: trim;era: 2015/16|era|the step trim does not take it",
                "step: claim-source;source: Nobody|Nobody|a source that the calendar has",
                "step: end-of-era;era: 2014/15|2014/15|the current era, which is 2015/16",
                "step: new-era;name: N;first: 2016-13-01;last: 2017-08-14|, line 3, column 8: field first: found 2016-13-01|a day such as 2016-09-01",
                "id,reject,rule,reason,decision;1,,x,y,drop|found rejected rows|Drop the file into the folder of the feed",
                "step: new-era;name: N;first: 2016-09-01;last: 2016-08-14|2016-08-14|a day after 2016-09-01",
                "step: new-era;name: N;first: 2016-08-01;last: 2017-08-14|2016-08-01|a day after 2016-08-14",
                "step: new-era;name: 2015/16;first: 2016-09-01;last: 2017-08-14|2015/16|another name",
                "step: new-era;name: Perpetual;first: 2016-09-01;last: 2017-08-14|Perpetual|no groups yet",
                "step: convert;from: iSAMS;to: SchoolBase|iSAMS|the system that the calendar follows now, SchoolBase",
                "step: convert;from: SchoolBase;to: SchoolBase|SchoolBase|another system",
                "step: trim;colour: red|colour|one of",
                "- trim|a text in which no line is a name with its value|expected",
            })
    void whatCannotBeDoneIsRefusedWithItsReason(String lines, String found, String reason) throws IOException {
        List<String> before = state();
        LedgerEntry page = step(lines.split(";"));

        assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains(found).contains(reason);
        assertThat(state()).isEqualTo(before);
    }
}
