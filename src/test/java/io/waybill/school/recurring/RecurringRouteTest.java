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

    @Test
    void whatIsSaidOutsideHoldsInsideAndASecondDropChangesNothing() throws IOException {
        LedgerEntry page = drop("duties.yml", duty());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(school.rows(String.format(EVENTS, "duties.yml")))
                .hasSize(3)
                .allMatch(event -> event.contains("Gate|") && event.contains("Room 1"));
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
        LedgerEntry page = drop("no.yml", "category: Duty\ntitle: [Gate\nday: Monday\n");

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("no.yml, line 3");
    }
}
