package io.waybill.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class SchoolSchemaTest {
    private static final String GROUP =
            "INSERT INTO groups (kind, era_id, datasource_id, source_id, name, during) VALUES ('teaching', 1, 1, '7', 'Set', %s)";
    private static final String MEMBER =
            "INSERT INTO memberships (group_id, element_id, during, inverse, withdrawn) VALUES (1, 1, '[%s,%s)', %s, %s)";
    private static final String LESSON =
            "INSERT INTO events (eventsource_id, source_key, eventcategory_id, body, starts_at, ends_at)"
                    + " VALUES (1, 'lesson 1003', 1, '3A Hi', '%s Europe/London', '%s Europe/London')";

    @BeforeEach
    void aPupilAndASetAreThere(TestDatabase database) {
        SchoolSchema.create(database);
        SchoolSchema.fill(database);
        database.run(
                String.format(GROUP, "'[2016-09-01,2017-08-15)'"),
                "INSERT INTO pupils (name) VALUES ('Ann')",
                "INSERT INTO elements (name, pupil_id) VALUES ('Ann', 1)",
                "INSERT INTO elements (name, group_id) VALUES ('Set', 1)");
    }

    private static String member(String first, String until, boolean excluded, boolean withdrawn) {
        return String.format(MEMBER, first, until, excluded, withdrawn);
    }

    @Test
    void itMayBeCreatedTwice(TestDatabase database) {
        String catalogue =
                "SELECT oid, conname FROM pg_constraint UNION ALL SELECT oid, tgname FROM pg_trigger UNION ALL"
                        + " SELECT oid, relname FROM pg_class WHERE relkind IN ('r', 'i', 'S') ORDER BY 1";
        String before = database.query(catalogue).toString();

        SchoolSchema.create(database);

        assertThat(database.query(catalogue)).hasToString(before);
    }

    @Test
    void referencesAreIndexedAndCheckedAtTheEnd(TestDatabase database) {
        assertThat(
                        database.query(
                                "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT (condeferrable AND condeferred)"))
                .isEmpty();
        assertThat(database.query("SELECT r.conname FROM pg_constraint r WHERE r.contype = 'f' AND NOT EXISTS ("
                        + "SELECT FROM pg_index i WHERE i.indrelid = r.conrelid AND i.indkey[0] = r.conkey[1])"))
                .as("references without index")
                .isEmpty();
    }

    @Test
    void nobodyIsInAGroupTwiceOnOneDay(TestDatabase database) {
        database.run(member("2016-09-01", "2016-09-10", false, false), member("2016-09-10", "", false, true));

        assertThatCode(() -> database.run(member("2016-09-10", "2017-08-15", false, false)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> database.run(member("2016-09-09", "2016-09-10", true, false)))
                .hasMessageContaining("memberships_once_at_a_time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-08-31,2016-09-10", "2017-08-01,2017-08-16", "2016-09-01,"})
    @DisplayName("W14: members lie within the days of their group")
    void membersLieWithinTheDaysOfTheirGroup(String days, TestDatabase database) {
        String[] day = days.split(",", -1);

        assertThatThrownBy(() -> database.run(member(day[0], day[1], false, false)))
                .hasMessageContaining("the days of \"Ann\" in the group \"Set\"");
        assertThatCode(() -> database.run(member(day[0], day[1], false, true))).doesNotThrowAnyException();
    }

    @Test
    void aGroupEndsOnlyTogetherWithItsMembers(TestDatabase database) {
        database.run(member("2016-09-01", "2017-08-15", false, false));
        String shorter = "UPDATE groups SET during = '[2016-09-01,2017-01-01)'";

        assertThatThrownBy(() -> database.run(shorter))
                .hasMessageContaining("the days of \"Ann\" in the group \"Set\"");
        assertThatThrownBy(() -> database.run("UPDATE groups SET withdrawn = true"))
                .hasMessageContaining("the days of \"Ann\" in the group \"Set\"");
        // In one transaction the order does not matter.
        assertThatCode(() -> database.run(shorter + "; UPDATE memberships SET during = '[2016-09-01,2017-01-01)'"))
                .doesNotThrowAnyException();
    }

    @Test
    void aGroupIsNoMemberOfItself(TestDatabase database) {
        assertThatThrownBy(
                        () -> database.run(
                                "INSERT INTO memberships (group_id, element_id, during) VALUES (1, 2, '[2016-09-01,2017-01-01)')"))
                .hasMessageContaining("is that group itself");
    }

    @Test
    @DisplayName("W16: a lesson is there once a day, by the day of the school")
    void aLessonIsThereOnceADayByTheDayOfTheSchool(TestDatabase database) {
        database.run(String.format(LESSON, "2017-03-26 00:30", "2017-03-26 09:40"));
        // Summer time: half an hour after midnight in London is the day before in UTC.
        database.run(String.format(LESSON, "2017-03-27 00:30", "2017-03-27 09:40"));

        assertThat(database.query("SELECT local_date FROM events ORDER BY id"))
                .containsExactly("2017-03-26", "2017-03-27");
        assertThatThrownBy(() -> database.run(String.format(LESSON, "2017-03-27 11:00", "2017-03-27 11:40")))
                .hasMessageContaining("events_eventsource_id_source_key_local_date_key");
    }

    @Test
    void anElementIsOneThing(TestDatabase database) {
        assertThatThrownBy(() -> database.run("INSERT INTO elements (name) VALUES ('nothing')"))
                .hasMessageContaining("elements_one_entity");
    }

    @Test
    @DisplayName("W13: groups are current by their days")
    void groupsAreCurrentByTheirDays(TestDatabase database) {
        database.run(
                "INSERT INTO groups (kind, era_id, name, during, withdrawn) VALUES ('custom', 2, 'now', daterange(current_date - 2, NULL), false),"
                        + " ('custom', 2, 'mark', daterange(current_date - 2, NULL), true),"
                        + " ('custom', 2, 'later', daterange(current_date + 2, NULL), false)");

        assertThat(database.query("SELECT name FROM current_groups")).containsExactly("now");
    }
}
