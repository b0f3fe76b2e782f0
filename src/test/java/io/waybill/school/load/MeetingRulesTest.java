package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where two rules meet: what comes in several steps leads to what it would have led to at once, and is then left alone. */
@ExtendWith(TestPostgres.class)
@Tag("thorough")
class MeetingRulesTest {
    private static final String START = InventedSchool.FIRST.toString();
    private static final Map<String, String> CONVERTING = Map.of("start", START, "convert", "true");

    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.start(folder, database, ExportPropertyTest::withoutLimits);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @BeforeEach
    void anEmptyCalendar() throws IOException {
        school.empty();
        school.isams(SchoolSize.SMALL);
    }

    private static LedgerEntry delivered(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        return page;
    }

    private static void leftAlone(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
    }

    private static void schoolBase() throws IOException {
        delivered(school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", START)));
        delivered(school.waybill()
                .again("school/year", "step.yaml", "step: convert\nfrom: SchoolBase\nto: iSAMS\n".getBytes()));
    }

    private static String half(String data) {
        return data.replaceAll("<Pupil Id=\"\\d*[02468]\">.*\\n", "")
                .replaceAll("<SetList [^>]* PupilId=\"\\d*[02468]\"/>\\n", "");
    }

    @Test
    void aConversionInTwoHalvesIsThatOfTheWhole() throws IOException {
        schoolBase();
        delivered(school.drop(false, CONVERTING));
        List<String> atOnce = school.said();

        school.empty();
        schoolBase();
        Map<String, byte[]> whole = school.files();
        school.change("data.xml", MeetingRulesTest::half);
        delivered(school.drop(false, CONVERTING));
        assertThat(school.number("SELECT count(*) FROM pupils WHERE current")).isEqualTo(28);
        school.files(whole);
        delivered(school.drop(false, CONVERTING));
        assertThat(school.said()).isEqualTo(atOnce);
        leftAlone(school.drop());
    }

    @Test
    void whoWasNotInTheFirstHalfIsNoSecondPersonWithoutConversion() throws IOException {
        schoolBase();
        Map<String, byte[]> whole = school.files();
        school.change("data.xml", MeetingRulesTest::half);
        assertThat(notice(delivered(school.drop(false, CONVERTING)), "former-not-found"))
                .contains("this export does not have: 14 pupils, 0 staff. They stay as they are.");
        school.files(whole);

        assertThat(notice(school.drop(), "former-alike")).contains("14 pupils, 0 staff. They are rejected.");

        assertThat(school.number("SELECT count(*) FROM pupils")).isEqualTo(28);
        assertThat(school.rows("SELECT kind, rule, count(*) FROM waybill.rejects WHERE state = 'open' GROUP BY 1, 2"))
                .containsExactly("pupils|doubtful-person|14");
        delivered(school.drop(false, CONVERTING));
        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isZero();
        assertThat(school.rows(
                        "SELECT DISTINCT d.name FROM pupils AS p JOIN datasources AS d ON d.id = p.datasource_id"))
                .containsExactly("iSAMS");
    }

    @Test
    void anExportThatForgetsToConvertMakesNobodyTwice() throws IOException {
        schoolBase();

        assertThat(notice(school.drop(), "former-alike")).contains("28 pupils, 12 staff. They are rejected.");

        assertThat(
                        school.rows(
                                "SELECT 'pupils', count(*) FROM pupils UNION ALL SELECT 'staff', count(*) FROM staffs ORDER BY 1"))
                .containsExactly("pupils|28", "staff|12");
    }

    private static String notice(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .collect(Collectors.joining(" "));
    }

    @Test
    void twoSystemsAtOnceLeaveEachOtherAlone() throws IOException {
        delivered(school.drop());
        LedgerEntry held = school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", START));
        assertThat(held.state()).isEqualTo(State.HELD);
        delivered(school.waybill().decided(held, true));
        List<String> versions = school.versions();

        leftAlone(school.drop());
        leftAlone(school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", START)));
        leftAlone(school.drop("2016-08-20"));

        assertThat(school.versions()).isEqualTo(versions);
    }

    @Test
    void aSetThatComesBackWithAnotherNameIsTheSame() throws IOException {
        school.loaded();
        List<String> loaded = school.contents();
        Map<String, byte[]> whole = school.files();
        List<LedgerEntry> pages = new ArrayList<>();
        school.change(
                "data.xml",
                text -> text.replaceFirst("<Set Id=\"1\".*\\n", "")
                        .replaceAll("<SetList [^>]*SetId=\"1\" .*\\n", "")
                        .replaceAll("<Schedule [^>]*><Code>7Ar1<.*\\n", ""));
        pages.add(delivered(school.drop("2016-09-12")));
        leftAlone(school.drop("2016-09-14"));
        school.files(new HashMap<>(whole));
        school.change("data.xml", text -> text.replace("7Ar1", "7Art"));
        pages.add(delivered(school.drop("2016-09-19")));
        List<String> back = school.said();
        assertThat(back)
                .anyMatch(row -> row.startsWith("group teaching 1 7Art [2016-08-15,2016-10-10)")
                        || row.startsWith("group teaching 1 7Art [2016-08-15,2017-08-15)"));
        assertThat(
                        school.rows(
                                "SELECT DISTINCT m.during FROM memberships m JOIN groups g ON g.id = m.group_id WHERE g.kind = 'teaching' AND g.source_id = '1' AND NOT m.withdrawn ORDER BY 1"))
                .hasSize(2);
        leftAlone(school.drop("2016-09-19"));
        leftAlone(school.drop("2016-09-20"));
        for (int i = pages.size() - 1; i >= 0; i--) {
            delivered(school.waybill().undone(pages.get(i), false));
        }
        assertThat(school.contents()).isEqualTo(loaded);
    }

    @Test
    void anAnswerThatIsRemovedIsAskedForAgainAndNothingElse() throws IOException {
        school.loaded();
        List<String> said = school.said();
        school.replace("<Teacher>USER00000001</Teacher>", "<Teacher>USERX</Teacher>");
        LedgerEntry page = school.drop("2016-09-12");
        assertThat(school.said()).isEqualTo(said);
        long open = school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'");
        assertThat(open).isPositive();
        answered(page, "1");
        assertThat(school.said()).isEqualTo(said);
        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isZero();
        leftAlone(school.drop("2016-09-13"));
        school.database().run("DELETE FROM waybill.rule_uses; DELETE FROM waybill.decisions");
        LedgerEntry night = school.drop("2016-09-14");
        assertThat(school.said()).isEqualTo(said);
        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isEqualTo(open);
        answered(night, "drop");
        assertThat(school.said()).isEqualTo(said);
        leftAlone(school.drop("2016-09-15"));
        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isZero();
        school.replace("<Teacher>USERX</Teacher>", "<Teacher>USER00000001</Teacher>");
        leftAlone(school.drop("2016-09-16"));
        assertThat(school.said()).isEqualTo(said);
    }

    private static void answered(LedgerEntry page, String answer) throws IOException {
        Path file = folder.resolve("rejects-" + page.number() + ".csv");
        Files.writeString(
                file,
                school.waybill().errorText(page, "rejects.csv").replaceAll("\"\"(?=\\r?\\n)", "\"" + answer + "\""));
        school.waybill().drop("school/isams", file, false, Map.of());
    }

    @Test
    void aCoverComesBackWithItsLessonWhateverHasTakenIt() throws IOException {
        school.loaded();
        school.database()
                .run(
                        "INSERT INTO eventsources (name) VALUES ('Manual')",
                        "INSERT INTO properties (id, name) VALUES (1, 'Gap'), (2, 'Suspension')",
                        "INSERT INTO elements (id, name, property_id) VALUES (100001, 'Gap', 1), (100002, 'Suspension', 2)",
                        "INSERT INTO events (id, eventsource_id, eventcategory_id, body, starts_at, ends_at) SELECT 1000001, s.id, c.id, 'Snow',"
                                + " '2016-09-12 00:00+01', '2016-09-13 00:00+01' FROM eventsources s, eventcategories c WHERE s.name = 'Manual' AND c.name = 'Activity'");
        List<String> before = school.said();
        assertThat(before).anyMatch(row -> row.startsWith("at lesson 1 2016-09-12") && row.contains("Ash AAB"));

        school.database().run("INSERT INTO commitments (id, event_id, element_id) VALUES (1000001, 1000001, 100002)");
        delivered(school.drop("2016-09-01"));
        List<String> suspended = school.said();
        leftAlone(school.drop("2016-09-01"));
        school.database().run("UPDATE commitments SET element_id = 100001 WHERE id = 1000001");
        delivered(school.drop("2016-09-02"));
        assertThat(school.said()).noneMatch(row -> row.startsWith("at lesson 1 2016-09-12"));
        leftAlone(school.drop("2016-09-02"));
        school.database().run("UPDATE commitments SET element_id = 100002 WHERE id = 1000001");
        delivered(school.drop("2016-09-03"));
        assertThat(school.said()).isEqualTo(suspended);
        school.database().run("DELETE FROM commitments WHERE id = 1000001");
        delivered(school.drop("2016-09-04"));
        assertThat(school.said()).isEqualTo(before);
    }
}
