package io.waybill.school.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.school.SchoolSystem;
import io.waybill.school.group.Calendar.Export;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Groups and members follow what exports say of them, one export after the other. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class GroupsFollowTest {
    private static final String FIRST = "2016-09-05";
    private static final String NEXT = "2016-09-15";
    private Calendar calendar;

    @BeforeEach
    void open(TestDatabase database) {
        calendar = new Calendar(database);
    }

    @AfterEach
    void close() {
        calendar.close();
    }

    private static Export sets() {
        return new Export().loaded("tutor groups", "teaching groups", "automatic groups", "timetable");
    }

    @Test
    void aFirstLoadMakesGroupsElementsAndMembers() {
        calendar.deliver(
                FIRST, sets().set("7", "3A Hi", "A", "B").form("3A", "S1", "A").automatic("All pupils", "A", "B"));

        assertThat(calendar.members())
                .isEqualTo(Map.of(
                        "3A Hi", "A 2016-09-05..2017-08-14; B 2016-09-05..2017-08-14",
                        "3A", "A 2016-09-05..2017-08-14",
                        "All pupils", "A 2016-09-05..; B 2016-09-05.."));
        assertThat(calendar.database().query("SELECT name FROM elements WHERE pupil_id < 3 ORDER BY id"))
                .containsExactly("Pupil A (3A)", "Pupil B (Pupil)");
        assertThat(calendar.database()
                        .query("SELECT g.kind, g.source_id, e.name, g.tutor_id, g.house, g.yeargroup FROM groups AS g"
                                + " JOIN elements AS e ON e.group_id = g.id ORDER BY g.kind"))
                .containsExactly("automatic|∅|All pupils|∅|∅|∅", "teaching|7|3A Hi|∅|∅|9", "tutor|3A|3A|1|North|∅");
    }

    @Test
    @DisplayName("W9: the second of two equal exports writes nothing")
    void theSameAgainWritesNothing() {
        Export export = sets().set("7", "3A Hi", "A", "B")
                .form("3A", "S1", "A", "B")
                .automatic("All pupils", "A", "B")
                .with("entry", "'lesson 1', 'lesson', '3A Hi', 'Lesson', '{9}'")
                .with("entry_group", "'lesson 1', 'teaching', '7'")
                .with("entry_staff", "'lesson 1', '1', 'S1'");
        calendar.deliver(FIRST, export);

        assertThat(Calendar.changes(calendar.deliver(FIRST, export))).isZero();
        assertThat(Calendar.changes(calendar.deliver(NEXT, export))).isZero();
    }

    @Test
    void membersComeAndLeaveAsOfTheEffectiveDay() {
        calendar.deliver(FIRST, sets().set("7", "3A Hi", "A", "B").form("3A", "S1", "A"));
        calendar.deliver(NEXT, sets().set("7", "3A Hi", "B", "C").form("3A", "S1", "A", "C"));

        assertThat(calendar.members())
                .isEqualTo(Map.of(
                        "3A Hi", "A 2016-09-05..2016-09-14; B 2016-09-05..2017-08-14; C 2016-09-15..2017-08-14",
                        "3A", "A 2016-09-05..2017-08-14; C 2016-09-15..2017-08-14"));
    }

    @Test
    @DisplayName("W10: groups of another source or made by hand, and guests, stay")
    void whatBelongsToOthersStays() {
        calendar.deliver(FIRST, sets().set("7", "3A Hi", "A"));
        calendar.database()
                .run(
                        "INSERT INTO groups (id, kind, era_id, name, during) VALUES (50, 'teaching', 1, 'By hand', '[2016-09-01,)')",
                        "INSERT INTO groups (id, kind, era_id, datasource_id, source_id, name, during) VALUES"
                                + " (51, 'teaching', 1, 2, '7', 'Elsewhere', '[2016-09-01,)')",
                        "INSERT INTO memberships (group_id, element_id, during) VALUES (50, 1, '[2016-09-01,)'), (51, 7, '[2016-09-01,)')",
                        "INSERT INTO memberships (group_id, element_id, during) SELECT id, 7, '[2016-09-06,2017-08-15)' FROM groups"
                                + " WHERE source_id = '7' AND datasource_id = 1");

        calendar.deliver(NEXT, sets().set("7", "3A Hi", "A"));
        calendar.deliver("2016-09-20", sets().set("8", "3B Hi", "A"));

        assertThat(calendar.groups())
                .containsExactly(
                        "3A Hi 2016-09-05..2016-09-19",
                        "3B Hi 2016-09-20..2017-08-14",
                        "By hand 2016-09-01..",
                        "Elsewhere 2016-09-01..");
        assertThat(calendar.members())
                .containsEntry("3A Hi", "A 2016-09-05..2016-09-19; X 2016-09-06..2016-09-19")
                .containsEntry("By hand", "A 2016-09-01..")
                .containsEntry("Elsewhere", "X 2016-09-01..");
    }

    @Test
    @DisplayName("W15: after a mistaken export, a right one on the same day restores every row")
    void aCorrectionOfTheSameDayRestores() {
        Export right = sets().set("7", "3A Hi", "A", "B").form("3A", "S1", "A");
        calendar.deliver(FIRST, right);
        String rows = "SELECT * FROM memberships ORDER BY id";
        String groups = "SELECT * FROM groups ORDER BY id";
        Object before = calendar.database().query(rows);
        Object groupsBefore = calendar.database().query(groups);

        calendar.deliver(NEXT, sets().set("9", "Mistake", "A"));
        assertThat(calendar.groups()).contains("3A Hi 2016-09-05..2016-09-14");
        calendar.deliver(NEXT, right);

        assertThat(calendar.database().query(groups + " LIMIT 2")).isEqualTo(groupsBefore);
        assertThat(calendar.database().query("SELECT * FROM memberships WHERE id <= 3 ORDER BY id"))
                .isEqualTo(before);
        assertThat(calendar.groups()).contains("Mistake 2016-09-15..2017-08-14 withdrawn");
        assertThat(calendar.members()).doesNotContainKey("Mistake");
    }

    @Test
    void aGroupThatComesBackLaterStartsEmpty() {
        calendar.deliver(FIRST, sets().set("7", "3A Hi", "A").form("3A", "S1", "A"));
        calendar.deliver(NEXT, sets().form("3A", "S1", "A"));
        calendar.deliver("2016-10-03", sets().set("7", "3A Hi", "A").form("3A", "S1", "A"));

        assertThat(calendar.groups()).contains("3A Hi 2016-09-05..2017-08-14");
        assertThat(calendar.members()).containsEntry("3A Hi", "A 2016-09-05..2016-09-14; A 2016-10-03..2017-08-14");
    }

    @Test
    @DisplayName("W2: an area that is not loaded, or not known whole, loses nothing")
    void whatIsNotLoadedStays() {
        calendar.deliver(FIRST, sets().set("7", "3A Hi", "A", "B").form("3A", "S1", "A"));
        Map<String, String> before = calendar.members();

        calendar.deliver(
                NEXT,
                new Export()
                        .loaded("tutor groups")
                        .with("area", "'teaching groups', 'failed'")
                        .form("3A", "S1", "A"));
        assertThat(calendar.members()).isEqualTo(before);

        calendar.deliver(
                "2016-09-16",
                new Export()
                        .loaded("tutor groups", "teaching groups")
                        .with("rejected", "'teaching groups', NULL")
                        .form("3A", "S1", "A")
                        .set("8", "New", "A"));
        assertThat(calendar.members()).containsAllEntriesOf(before).containsKey("New");

        calendar.deliver(
                "2016-09-17",
                new Export()
                        .loaded("tutor groups", "teaching groups")
                        .with("rejected", "'teaching groups', '7'")
                        .form("3A", "S1", "A"));
        assertThat(calendar.members()).containsAllEntriesOf(before);
        assertThat(calendar.groups()).contains("New 2016-09-16..2016-09-16");
    }

    @Test
    @DisplayName("W11: an automatic group without a basis is empty, and one of the year moves to the perpetual era")
    void automaticGroupsAreComplete() {
        calendar.database()
                .run(
                        "INSERT INTO groups (id, kind, era_id, name, during) VALUES (60, 'automatic', 2, '1st year', '[2015-09-01,)'),"
                                + " (61, 'automatic', 1, 'All pupils', '[2016-08-15,2017-08-15)')",
                        "INSERT INTO memberships (group_id, element_id, during) VALUES (60, 1, '[2015-09-01,)'), (60, 7, '[2015-09-01,)'),"
                                + " (61, 2, '[2016-08-15,2017-08-15)')");

        calendar.deliver(FIRST, sets().automatic("All pupils", "A", "B").set("7", "Set", "A"));

        assertThat(calendar.members())
                .containsEntry("1st year", "A 2015-09-01..2016-09-04; X 2015-09-01..")
                .containsEntry("All pupils", "A 2016-09-05..; B 2016-08-15..2017-08-14");
        assertThat(calendar.groups()).contains("All pupils 2016-08-15..", "1st year 2015-09-01..");
        assertThat(calendar.database().query("SELECT DISTINCT era_id FROM groups WHERE kind = 'automatic'"))
                .containsExactly("2");
    }

    @Test
    void aTeachersOwnGroupComesWithItsUser() {
        Export export = new Export()
                .loaded("custom groups")
                .with("group_record", "'custom', '5', 'Choir', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'S1', true")
                .members("custom", "5", "A");
        calendar.deliver(FIRST, export);
        assertThat(calendar.groups()).isEmpty();

        calendar.database()
                .run(
                        "INSERT INTO users (id, name, email, staff_id, publishes_groups) VALUES (1, 'One', 'a@b', 1, true)");
        calendar.deliver("2016-09-06", export);
        assertThat(calendar.groups()).containsExactly("Choir 2016-09-06..");
        assertThat(calendar.database().query("SELECT owner_id, make_public, era_id FROM groups"))
                .containsExactly("1|t|2");

        calendar.database().run("UPDATE users SET staff_id = NULL");
        calendar.deliver(NEXT, export);
        assertThat(calendar.groups()).containsExactly("Choir 2016-09-06..2016-09-14");
    }

    @Test
    void aGroupKeepsItsOwnerAndAFormItsTutorUntilItIsKnownWhoThatIs() {
        calendar.database()
                .run(
                        "INSERT INTO users (id, name, email, staff_id, publishes_groups) VALUES (1, 'One', 'a@b', 1, true)");
        calendar.deliver(FIRST, ownedAndTutoredBy("S1"));
        List<String> groups = calendar.groups();
        assertThat(groups).hasSize(2);

        calendar.deliver(NEXT, ownedAndTutoredBy("S99"));

        assertThat(calendar.groups()).isEqualTo(groups);
        assertThat(calendar.database().query("SELECT kind, coalesce(owner_id, tutor_id) FROM groups ORDER BY kind"))
                .containsExactly("custom|1", "tutor|1");
    }

    private static Export ownedAndTutoredBy(String staff) {
        return new Export()
                .loaded("custom groups")
                .loaded("tutor groups")
                .with(
                        "group_record",
                        "'custom', '5', 'Choir', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '" + staff + "', true")
                .with(
                        "group_record",
                        "'tutor', '7-1', '7-1', '" + staff + "', NULL, 2012, NULL, NULL, NULL, NULL, NULL, NULL");
    }

    @Test
    void whoTeachesASetIsReplaced() {
        Export one = sets().set("7", "3A Hi", "A")
                .with("entry_group", "'lesson 1', 'teaching', '7'")
                .with("entry_staff", "'lesson 1', '1', 'S1'");
        Export other = sets().set("7", "3A Hi", "A")
                .with("entry_group", "'lesson 1', 'teaching', '7'")
                .with("entry_staff", "'lesson 1', '1', 'S2'");
        calendar.deliver(FIRST, one);
        calendar.deliver(NEXT, other);

        assertThat(calendar.database().query("SELECT staff_id FROM groups_staffs"))
                .containsExactly("2");
    }

    @Test
    @DisplayName("W12: members of an activity have the days of their links")
    void linksOfActivitiesHaveDays() {
        Export export = new Export()
                .loaded("other half")
                .activity("4", "2016-09-01", "2016-12-16")
                .link("4", "A", "'2016-09-12'", "'2016-10-14'")
                .link("4", "A", "'2016-11-01'", "NULL")
                .link("4", "B", "NULL", "NULL")
                .link("4", "C", "NULL", "'2016-09-30'");
        calendar.deliver(FIRST, export);
        assertThat(calendar.members())
                .containsEntry(
                        "Activity 4",
                        "A 2016-09-12..2016-10-14; A 2016-11-01..2016-12-16; B 2016-09-05..2016-12-16; C 2016-09-05..2016-09-30");
        assertThat(Calendar.changes(calendar.deliver(NEXT, export))).isZero();

        calendar.deliver(
                NEXT,
                new Export()
                        .loaded("other half")
                        .activity("4", "2016-09-01", "2016-12-16")
                        .link("4", "A", "NULL", "NULL"));
        assertThat(calendar.members())
                .containsEntry(
                        "Activity 4", "A 2016-09-12..2016-12-16; B 2016-09-05..2016-09-14; C 2016-09-05..2016-09-14");
    }

    @Test
    @DisplayName("W14: members stay within the days of a group that moves")
    void membersFollowTheDaysOfActivities() {
        calendar.deliver(
                FIRST,
                new Export()
                        .loaded("other half")
                        .activity("4", "2016-09-12", "2016-12-16")
                        .link("4", "A", "NULL", "NULL"));
        calendar.deliver(
                FIRST,
                new Export()
                        .loaded("other half")
                        .activity("4", "2016-09-19", "2016-10-14")
                        .link("4", "A", "NULL", "NULL"));
        assertThat(calendar.members()).containsEntry("Activity 4", "A 2016-09-19..2016-10-14");

        // it has begun: its past does not change
        calendar.deliver(
                "2016-09-26",
                new Export()
                        .loaded("other half")
                        .activity("4", "2016-10-03", "2016-11-14")
                        .link("4", "A", "NULL", "NULL"));
        assertThat(calendar.groups()).containsExactly("Activity 4 2016-09-19..2016-11-14");
        assertThat(calendar.members()).containsEntry("Activity 4", "A 2016-09-19..2016-11-14");
    }

    @Test
    void anExclusionOfSomebodyWhomTheSourceNamesEnds() {
        calendar.deliver(FIRST, sets().set("7", "3A Hi", "A"));
        calendar.database()
                .run(
                        "UPDATE memberships SET during = '[2016-09-05,2016-09-10)'",
                        "INSERT INTO memberships (group_id, element_id, during, inverse) VALUES (1, 1, '[2016-09-10,2017-08-15)', true)");

        calendar.deliver(NEXT, sets().set("7", "3A Hi", "A"));

        assertThat(calendar.members())
                .containsEntry(
                        "3A Hi",
                        "A 2016-09-05..2016-09-09; A(excluded) 2016-09-10..2016-09-14; A 2016-09-15..2017-08-14");
    }
}
