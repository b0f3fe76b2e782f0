package io.waybill.school.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.reject.RejectFilter;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.RejectsReader;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import io.waybill.school.mending.NameReference;
import io.waybill.system.Mending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people answer about names in files of recurring events and of groups, through the folder. */
@ExtendWith(TestPostgres.class)
class NameAnswersRouteTest {
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
        school.isams(SchoolSize.SMALL).drop();
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

    /** The rejects of a waybill, each with an answer, dropped where they came from. */
    private static LedgerEntry answered(LedgerEntry page, String answer) throws IOException {
        Path rejects = school.waybill().error(page, "rejects.csv");
        await().until(() -> Files.exists(rejects));
        List<String> lines = Files.readAllLines(rejects);
        StringBuilder mended = new StringBuilder(lines.get(0)).append("\r\n");
        lines.subList(1, lines.size())
                .forEach(line -> mended.append(line.replaceFirst(",[^,]*$", "," + answer))
                        .append("\r\n"));
        assertThat(lines.get(0)).endsWith("\"decision\"");
        return drop("rejects.csv", mended.toString());
    }

    private static List<String> open(LedgerEntry page) {
        return school.rows(
                "SELECT rule, cells[4] FROM waybill.rejects WHERE state = 'open' AND waybill = " + page.number());
    }

    @Test
    void aNameThatNobodyHasIsAnsweredForAllFilesAndTheFileIsReadAgain() throws IOException {
        LedgerEntry page = drop("typo.yml", duty().replace("staff: " + initials, "staff: QQ7"));
        assertThat(school.rows(String.format(EVENTS, "typo.yml"))).isEmpty();
        assertThat(open(page)).isNotEmpty().allMatch(row -> row.equals("unknown-reference|QQ7"));
        // Another file has come since.
        drop("other.yml", duty());

        LedgerEntry wrong = answered(page, "QQ8");
        assertThat(wrong.state()).as(wrong.message()).isEqualTo(State.UNCHANGED);
        assertThat(school.rows(
                        "SELECT DISTINCT reason LIKE '%answered QQ8, which cannot be used either%' FROM waybill.rejects"
                                + " WHERE state = 'open' AND cells[4] = 'QQ7'"))
                .containsExactly("t");

        LedgerEntry right = answered(page, initials);
        assertThat(right.state()).as(right.message()).isEqualTo(State.DELIVERED);
        assertThat(open(page)).isEmpty();
        assertThat(school.rows(String.format(EVENTS, "typo.yml")))
                .isEqualTo(school.rows(String.format(EVENTS, "other.yml")));

        LedgerEntry next = drop("next.yml", duty().replace("staff: " + initials, "staff: QQ7"));
        assertThat(next.state()).isEqualTo(State.DELIVERED);
        assertThat(open(next)).isEmpty();
        assertThat(next.results().notices()).anyMatch(notice -> notice.rule().equals("kept-answers"));

        assertThat(school.waybill().undone(right, false).state()).isEqualTo(State.DELIVERED);
        assertThat(school.rows(String.format(EVENTS, "typo.yml"))).isEmpty();
        assertThat(open(page)).isNotEmpty();
    }

    @Test
    void whatIsDiscardedStaysAsItIsAndIsNotAskedForAgain() throws IOException {
        drop("kept-as.yml", duty());
        List<String> before = school.rows(String.format(EVENTS, "kept-as.yml"));
        String wrong = duty().replace("occurrence: last", "occurrence: lasst");
        LedgerEntry page = drop("kept-as.yml", wrong);
        assertThat(open(page)).isNotEmpty().allMatch(row -> row.equals("no-occurrence|lasst"));

        LedgerEntry refused = answered(page, "last");
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.message()).contains("decision").contains("corrected in the file itself");

        LedgerEntry discarded = answered(page, "Drop");
        assertThat(discarded.state()).as(discarded.message()).isEqualTo(State.UNCHANGED);
        assertThat(open(page)).isEmpty();
        assertThat(school.rows("SELECT DISTINCT state FROM waybill.rejects WHERE waybill = " + page.number()))
                .containsExactly("dropped");
        LedgerEntry again = drop("kept-as.yml", wrong + "\n# the same\n");
        assertThat(open(again)).isEmpty();
        assertThat(school.rows(String.format(EVENTS, "kept-as.yml"))).isEqualTo(before);
    }

    @Test
    void aMemberOfAGroupIsAnsweredByTheNameThatIsMeant() throws IOException {
        List<String> pupils = pupils(2);
        LedgerEntry page = drop("extra_pupil_groups.yml", group("Fencing", List.of("Nobody Here", pupils.get(1))));
        assertThat(members("Fencing")).isEmpty();
        assertThat(open(page)).containsExactly("unknown-reference|Nobody Here");

        LedgerEntry right = answered(page, pupils.get(0));
        assertThat(right.state()).as(right.message()).isEqualTo(State.DELIVERED);
        assertThat(members("Fencing")).isEqualTo(pupils);
        assertThat(open(page)).isEmpty();
    }

    @Test
    void peopleLookInTheCalendarForTheNameThatIsMeant() throws IOException, SQLException {
        LedgerEntry page = drop(
                "looked-for.yml",
                duty().replace(
                                "staff: " + initials,
                                "staff: QQ5\n  group: Al pupils\n  property: Gapp\n  organiser: QQ6")
                        .replace("Room 1", "Rom 1"));
        school.database().run("INSERT INTO properties (name) VALUES ('Gap')");
        school.database().run("INSERT INTO elements (name, property_id) SELECT name, id FROM properties");
        LedgerEntry members = drop("extra_staff_groups.yml", group("Choir", List.of("Somebody Else")));
        String pupil = pupils(1).get(0);
        LedgerEntry others = drop("extra_pupil_groups.yml", group("Band", List.of("Somebody Else")));
        NameReference reference = new NameReference(school.database().dataSource());
        Map<String, String> found = new TreeMap<>();
        for (RejectedRow row : rejected(page, members, others)) {
            Mending.Search search = reference.of(row).orElseThrow();
            String field = row.cells().get(0).startsWith("extra")
                    ? row.cells().get(0)
                    : row.cells().get(2);
            for (String text : List.of(initials, "Room 10", "All pup", "gap", pupil)) {
                search.find(text, 1)
                        .forEach(entry -> found.merge(field, entry.path(), (a, b) -> a.equals(b) ? a : a + "; " + b));
            }
            assertThat(search.find(" ", 5)).isEmpty();
        }
        String name = school.rows("SELECT name FROM staffs WHERE initials = '" + initials + "'")
                .get(0);
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "staff", initials,
                        "organiser", initials,
                        "location", "Room 10",
                        "group", "All pupils",
                        "property", "Gap",
                        "extra_staff_groups.yml", name,
                        "extra_pupil_groups.yml", pupil));
        Mending.Search places = reference
                .of(rejected(page).stream()
                        .filter(row -> row.cells().get(2).equals("location"))
                        .findFirst()
                        .orElseThrow())
                .orElseThrow();
        assertThat(places.details(List.of("Room 1", "Nowhere")))
                .containsOnlyKeys("Room 1")
                .hasEntrySatisfying(
                        "Room 1",
                        details -> assertThat(details.has().get("events")).isPositive());
    }

    private static List<RejectedRow> rejected(LedgerEntry... pages) throws SQLException {
        RejectsReader reader = new RejectsReader(school.database().dataSource(), Map.of());
        List<RejectedRow> rows = new ArrayList<>();
        for (LedgerEntry page : pages) {
            reader.list(new RejectFilter("open", page.number(), null, null), 100)
                    .forEach(each -> rows.add(each.reject().row()));
        }
        return rows;
    }
}
