package io.waybill.school.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of recurring events through the real route. */
@ExtendWith(TestPostgres.class)
class RecurringRouteTest {
    private static final String EVENTS =
            "SELECT to_char(e.starts_at AT TIME ZONE 'Europe/London', 'MM-DD HH24:MI'), e.body, string_agg(x.name, ', ' ORDER BY x.name)"
                    + " FILTER (WHERE NOT c.withdrawn) FROM events e JOIN eventsources s ON s.id = e.eventsource_id AND s.name = 'Yaml'"
                    + " LEFT JOIN commitments c ON c.event_id = e.id LEFT JOIN elements x ON x.id = c.element_id WHERE NOT e.withdrawn AND"
                    + " e.source_key LIKE '%s: %%' GROUP BY e.id ORDER BY e.starts_at, e.body";
    private static final String MEMBERS =
            "SELECT p.name FROM memberships m JOIN groups g ON g.id = m.group_id JOIN elements e ON e.id = m.element_id JOIN pupils p ON p.id ="
                    + " e.pupil_id WHERE g.name = '%s' AND NOT m.withdrawn AND m.during @> date '2017-07-31' ORDER BY p.name";
    private static final Map<String, String> LATE = Map.of("start", "2017-07-31");

    @TempDir
    private static Path folder;

    private static School school;
    private static String initials;

    @BeforeAll
    static void aSchoolWithPeople(TestDatabase database) throws IOException {
        school = School.start(folder, database);
        school.isams(SchoolSize.SMALL).withOneLessonOfEachSet().drop();
        initials = school.rows("SELECT initials FROM staffs WHERE active ORDER BY id LIMIT 1")
                .get(0);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    private static LedgerEntry drop(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return school.waybill().drop("school/recurring", file, false, LATE);
    }

    private static String duty(String... more) {
        return "category: Duty\nweek: \"AB \"\nmorning:\n  starts: \"08:00\"\n  ends: \"08:25\"\n  staff: " + initials
                + "\n  each:\n  - {title: Gate, day: Monday, location: Room 1}\n  - {title: Bus, day: [Tue, Wed], occurrence: last, note: High vis}\n"
                + String.join("\n", more);
    }

    @Test
    void whatIsSaidOutsideHoldsInsideAndASecondDropChangesNothing() throws IOException {
        LedgerEntry page = drop("duties.yml", duty());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(school.rows(String.format(EVENTS, "duties.yml")))
                .hasSize(3)
                .allMatch(event -> event.contains("Gate|") && event.contains("Room 1"));
        assertThat(page.results().notices())
                .anySatisfy(notice -> assertThat(notice.sentence()).matches("Added [1-9]\\d* recurring events\\."));
        assertThat(drop("duties.yml", duty()).state()).isEqualTo(State.UNCHANGED);
        assertThat(drop("duties.yml", duty().replace("Room 1", "Room 2")).state())
                .isEqualTo(State.DELIVERED);
        assertThat(school.rows(String.format(EVENTS, "duties.yml"))).allMatch(event -> event.contains("Room 2"));
    }

    @Test
    @DisplayName(
            "W22: a definition with initials that nobody has keeps what it made, and so does one with a wrong time")
    void aBrokenDefinitionFreezesItsOwn() throws IOException {
        drop("broken.yml", duty());
        List<String> before = school.rows(String.format(EVENTS, "broken.yml"));
        assertThat(before).isNotEmpty();

        LedgerEntry unknown = drop("broken.yml", duty().replace("staff: " + initials, "staff: ZZ9"));

        assertThat(school.rows(String.format(EVENTS, "broken.yml"))).isEqualTo(before);
        assertThat(school.rows("SELECT DISTINCT rule FROM waybill.rejects WHERE kind = 'recurring' AND waybill = "
                        + unknown.number()))
                .containsExactly("unknown-reference");
        drop("broken.yml", duty().replace("ends: \"08:25\"", "ends: \"25:99\""));
        assertThat(school.rows(String.format(EVENTS, "broken.yml"))).isEqualTo(before);
        drop("broken.yml", duty());
        assertThat(school.rows("SELECT count(*) FROM waybill.rejects WHERE kind = 'recurring' AND state = 'open'"))
                .containsExactly("0");
    }

    @Test
    void aFileThatIsNoYamlIsRefusedWithTheLine() throws IOException {
        LedgerEntry wrong =
                drop("wrong.yml", "category: Duty\ntitle: T\nstarts: \"25:10\"\nday: Funday\nstaf: A\nweek: C\n");
        assertThat(school.waybill().errorText(wrong, "reason.txt"))
                .contains("5 faults")
                .contains("line 5: field staf: found A")
                .contains("(did you mean staff?)")
                .contains("field day: found Funday")
                .contains("field week: found C");

        LedgerEntry page = drop("no.yml", "category: Duty\ntitle: [Gate\nday: Monday\n");

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("no.yml, line 3");
    }

    @Test
    void theEndingOfANameMakesNoOtherFileOfIt() throws IOException {
        drop("gate.yml", duty());
        List<String> before = school.rows(String.format(EVENTS, "gate.yml"));

        LedgerEntry text = drop("gate.txt", duty());
        LedgerEntry other = drop("gate.YAML", duty());

        assertThat(before).isNotEmpty();
        assertThat(text.state()).as(text.message()).isEqualTo(State.REFUSED);
        assertThat(text.message()).contains("found gate.txt", "whose names end in .yml");
        assertThat(drop("gate.yaml", "- {category: Duty").message()).contains("gate.yaml, line 1");
        assertThat(other.state()).as(other.message()).isEqualTo(State.UNCHANGED);
        assertThat(school.rows(String.format(EVENTS, "gate.yml"))).isEqualTo(before);
        assertThat(school.number("SELECT count(*) FROM events WHERE source_key ILIKE 'gate.%'"))
                .isEqualTo(before.size());
    }

    private static List<String> pupils(int count) {
        return school.rows(
                "SELECT name FROM pupils WHERE current GROUP BY name HAVING count(*) = 1 ORDER BY name LIMIT " + count);
    }

    private static List<String> members(String group) {
        return school.rows(String.format(MEMBERS, group));
    }

    private static String group(String name, List<String> members) {
        return name + ":\n"
                + members.stream().map(member -> "- \"" + member + "\"\n").collect(Collectors.joining());
    }

    private static List<String> openRejects(LedgerEntry page) {
        return school.rows(
                "SELECT rule, reason, candidates FROM waybill.rejects WHERE kind = 'extra-groups' AND state = 'open' AND waybill = "
                        + page.number());
    }

    @Test
    void aFileOfGroupsIsFollowedAndAGroupThatItNoLongerNamesStays() throws IOException {
        List<String> pupils = pupils(3);
        LedgerEntry page = drop(
                "extra_pupil_groups.yml", group("Choir", pupils.subList(0, 2)) + group("Band", pupils.subList(2, 3)));

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(members("Choir")).isEqualTo(pupils.subList(0, 2));
        assertThat(members("Band")).isEqualTo(pupils.subList(2, 3));
        LedgerEntry again = drop(
                "extra_pupil_groups.yml", group("Choir", pupils.subList(0, 2)) + group("Band", pupils.subList(2, 3)));
        assertThat(again.state()).isEqualTo(State.UNCHANGED);
        drop("extra_pupil_groups.yml", group("Choir", pupils.subList(1, 3)));
        assertThat(members("Choir")).isEqualTo(pupils.subList(1, 3));
        assertThat(members("Band")).isEqualTo(pupils.subList(2, 3));
        drop("extra_pupil_groups.yml", "Choir: []\n");
        assertThat(members("Choir")).isEmpty();
    }

    @Test
    @DisplayName(
            "W22: a name that nobody has is reported with its line and who is meant, and its group keeps its members")
    void aGroupWithAnUnknownNameKeepsItsMembers() throws IOException {
        List<String> pupils = pupils(2);
        drop("extra_pupil_groups.yml", group("Chess", pupils.subList(0, 1)));

        LedgerEntry page = drop(
                "extra_pupil_groups.yml",
                group("Chess", List.of(pupils.get(1), pupils.get(0) + "x")) + group("Go", pupils.subList(1, 2)));

        assertThat(members("Chess")).isEqualTo(pupils.subList(0, 1));
        assertThat(members("Go")).isEqualTo(pupils.subList(1, 2));
        assertThat(openRejects(page))
                .singleElement()
                .asString()
                .contains("unknown-reference", "extra_pupil_groups.yml, line 3", "Chess", pupils.get(0));
        drop("extra_pupil_groups.yml", group("Chess", pupils));
        assertThat(members("Chess")).isEqualTo(pupils);
        assertThat(openRejects(page)).isEmpty();
    }

    @Test
    void groupsComeInAZipWithEventsWhichMayNameThem() throws IOException {
        List<String> pupils = pupils(1);
        drop("kept.yml", duty());
        LedgerEntry page = school.drop(
                "recurring",
                Map.of(
                        "kept.yml", duty(),
                        "zip.yml", duty().replace("staff: " + initials, "group: Both"),
                        "extra_pupil_groups.yml", group("Sailing", pupils),
                        "groups/extra_group_groups.yml", "Both: [Sailing]\n",
                        "extra_staff_groups.yml", "Broken: nobody\n"),
                LATE);

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(members("Sailing")).isEqualTo(pupils);
        assertThat(school.rows(String.format(EVENTS, "zip.yml")))
                .isNotEmpty()
                .allMatch(event -> event.contains("Both"));
        assertThat(openRejects(page)).singleElement().asString().contains("extra_staff_groups.yml, line 1");

        LedgerEntry groups = school.drop(
                "recurring",
                Map.of("extra_staff_groups.yml", "Sailing: []\n", "extra_pupil_groups.yml", "Sailing: []\nNew: []\n"),
                LATE);

        assertThat(groups.state()).as(groups.message()).isEqualTo(State.DELIVERED);
        assertThat(members("Sailing")).as("named twice: it stays").isEqualTo(pupils);
        assertThat(openRejects(groups)).hasSize(2).allMatch(row -> row.contains("group-twice"));
        assertThat(school.rows(String.format(EVENTS, "kept.yml")))
                .as("no file of events, no word of them")
                .isNotEmpty();
        drop("extra_staff_groups.yml", "Mentors: []\n");
        drop("extra_pupil_groups.yml", group("Sailing", List.of()));
    }

    @Test
    void aDropThatEmptiesALargeGroupIsHeld() throws IOException {
        List<String> pupils = pupils(12);
        assertThat(drop("extra_pupil_groups.yml", group("Orchestra", pupils)).state())
                .isEqualTo(State.DELIVERED);

        LedgerEntry page = drop("extra_pupil_groups.yml", "Orchestra: []\n");

        assertThat(page.state()).isEqualTo(State.HELD);
        assertThat(members("Orchestra")).isEqualTo(pupils);
    }

    @Test
    void aBrokenFileOfGroupsThatComesAloneIsRefused() throws IOException {
        LedgerEntry page = drop("extra_staff_groups.yml", "Mentors:\n- [A]\n");

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("extra_staff_groups.yml, line 2");
    }
}
