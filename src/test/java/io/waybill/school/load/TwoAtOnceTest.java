package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Drops of several feeds, and commands, that come while others are under way: the calendar is as if each had waited for the one before. */
@ExtendWith(TestPostgres.class)
class TwoAtOnceTest {
    private static final Map<String, String> START = Map.of("start", InventedSchool.FIRST.toString());
    private static final Map<String, String> DUTIES = Map.of(
            "duties.yml",
            "duties:\n- {category: Duty, title: Gate, day: Monday, starts: \"08:00\", week: \"AB \", staff: [AAB, AAC]}\n");

    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.startOfShortYear(folder, database);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @BeforeEach
    void anEmptyCalendar() {
        school.empty();
    }

    private static LedgerEntry ended(String token) {
        LedgerEntry page = school.waybill().ended(token);
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        return page;
    }

    @Test
    @Tag("thorough")
    @DisplayName("W8: drops of two feeds and a command at once lead to what they lead to one by one")
    void w8TwoFeedsAndACommand() throws Exception {
        assertThat(school.isams(SchoolSize.SMALL).drop().state()).isEqualTo(State.DELIVERED);
        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
        String export = school.put(START);
        String recurring = school.put("recurring", DUTIES, START);
        try (Commands commands = school.commands()) {
            Ended era = commands.run(
                    "school", "new-era", "2017/18", "--first", "2017-08-15", "--last", "2018-08-14", "--by", "ann");
            assertThat(era.exitStatus()).as(era.out() + era.err()).isZero();
        }
        ended(export);
        ended(recurring);
        List<String> together = school.said();

        school.empty();
        assertThat(school.isams(SchoolSize.SMALL).drop().state()).isEqualTo(State.DELIVERED);
        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
        assertThat(school.drop().state()).isEqualTo(State.DELIVERED);
        assertThat(school.drop("recurring", DUTIES, START).state()).isEqualTo(State.DELIVERED);
        assertThat(together).isEqualTo(school.said());
        assertThat(together).anyMatch(row -> row.startsWith("event") && row.contains("Gate"));
    }

    @Test
    @DisplayName("W8: two weeks of activities that come together follow each other")
    void w8TwoWeeksTogether() throws IOException {
        Map<String, String> tables = school.schoolBase(new InventedSchool(SchoolSize.SMALL));
        Map<String, String> people = new HashMap<>(tables);
        people.keySet().removeIf(name -> name.startsWith("rtr"));
        assertThat(school.drop("schoolbase", people, START).state()).isEqualTo(State.DELIVERED);
        List<String> tokens = List.of(
                school.put("other-half", week(tables, 2), START), school.put("other-half", week(tables, 1), START));
        tokens.forEach(TwoAtOnceTest::ended);
        List<String> together = school.said();

        school.empty();
        assertThat(school.drop("schoolbase", tables, START).state()).isEqualTo(State.DELIVERED);
        assertThat(together).isEqualTo(school.said());
        assertThat(together).anyMatch(row -> row.startsWith("member other half"));
    }

    /** Of the invented school's two weeks of three activities. */
    private static Map<String, String> week(Map<String, String> tables, int number) {
        Map<String, String> some = new HashMap<>();
        some.put("days.csv", tables.get("days.csv"));
        some.put("rtrotaweek.csv", only(tables.get("rtrotaweek.csv"), cells -> cells[0].equals("" + number)));
        some.put("rtrwgroups.csv", only(tables.get("rtrwgroups.csv"), cells -> cells[1].equals("" + number)));
        some.put(
                "rtrwpupils.csv",
                only(tables.get("rtrwpupils.csv"), cells -> (Integer.parseInt(cells[1]) > 3) == (number == 2)));
        return some;
    }

    private static String only(String table, Predicate<String[]> which) {
        StringBuilder kept = new StringBuilder();
        for (String line : table.split("\n")) {
            if (kept.isEmpty() || which.test(line.split(",", -1))) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }
}
