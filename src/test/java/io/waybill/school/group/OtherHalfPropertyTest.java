package io.waybill.school.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestFolders;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.util.FileUtil;

/**
 * Weekly tables of activities in their folder, with groups, members and events: in any order, several weeks at once, again, corrected afterwards,
 * the calendar says what it says when they come week by week; with rows that do not say of which occurrence they are, what it says when the same
 * drops come in the order of their weeks; and when nothing is left that cannot be read, what it says when all weeks come at once.
 */
class OtherHalfPropertyTest {
    private static final LocalDate SUNDAY = LocalDate.parse("2016-10-16");
    private static final LocalDate DAY_ZERO = LocalDate.parse("2016-01-01");
    private static final int WEEKS = 4;
    private static final int GROUPS = 2;
    private static final int SOMEBODY = 5;
    private static final Map<String, String> YEAR = Map.of("era", "2016/17");

    private static Path folder;
    private static TestDatabase database;
    private static School school;

    /** What of an occurrence cannot be read. */
    private enum Flaw {
        NONE,
        PUPIL,
        END
    }

    /** An occurrence of an activity. */
    private record Meeting(int key, int group, int day, int start, List<Integer> pupils, Flaw flaw) {
        Meeting mended() {
            List<Integer> all = new ArrayList<>(pupils);
            if (flaw == Flaw.PUPIL) {
                all.add(SOMEBODY);
            }
            return new Meeting(key, group, day, start, all, Flaw.NONE);
        }
    }

    /** A row that does not say of which occurrence it is. */
    private enum Lost {
        NOTHING,
        PUPIL,
        ANY_PUPIL,
        OCCURRENCE
    }

    /** What is said of some weeks at once. */
    private record Said(List<Week> weeks, Lost lost) {
        boolean meets(Said other) {
            return weeks.stream().anyMatch(week -> other.weeks.stream().anyMatch(each -> each.number == week.number));
        }
    }

    /** What is said of a week. */
    private record Week(int number, List<Meeting> meetings) {
        Week mended() {
            return new Week(number, meetings.stream().map(Meeting::mended).toList());
        }
    }

    @BeforeContainer
    static void waybillAtWork() throws IOException {
        folder = TestFolders.make("other-half-");
        database = TestServer.shared().newDatabase();
        school = School.start(folder, database, mapping -> mapping.replaceAll("(?m)^(  [a-z]+:) \\d+ %$", "$1 100 %"));
    }

    @AfterContainer
    static void close() {
        school.close();
        database.close();
        FileUtil.removeDir(folder.toFile());
    }

    private static void calendar() {
        school.empty();
        database.run(
                "INSERT INTO datasources (name) VALUES ('SchoolBase')",
                "INSERT INTO eventsources (name) VALUES ('SchoolBase')",
                "INSERT INTO eventcategories (name) VALUES ('Other Half')",
                "INSERT INTO eras (name, during) VALUES ('2016/17', '[2016-08-15,2017-08-15)'), ('Perpetual', '[2006-01-01,)')",
                "INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id) VALUES (1, 2, 1)",
                "INSERT INTO pupils (datasource_id, source_id, name, current) SELECT 1, n, 'Pupil ' || n, true FROM generate_series(1, 5) AS n",
                "INSERT INTO elements (name, pupil_id) SELECT name || ' (Pupil)', id FROM pupils",
                "INSERT INTO staffs (datasource_id, source_id, name, active, current) VALUES (1, '7', 'One', true, true)",
                "INSERT INTO elements (name, staff_id) VALUES ('One', 1)");
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void weeksInAnyOrderSayWhatTheySayAtOnce(@ForAll Random random) throws IOException {
        List<Week> said = new ArrayList<>();
        for (int number = 0; number < WEEKS; number++) {
            said.add(week(number, random));
        }
        Collections.shuffle(said, random);
        // One is corrected, one comes again.
        said.add(week(random.nextInt(WEEKS), random));
        said.add(said.get(random.nextInt(said.size())));
        List<Said> drops = drops(said, random);
        calendar();
        for (Said drop : drops) {
            deliver(drop);
        }
        Said latest = drops.get(drops.size() - 1);
        List<String> versions = school.versions();
        assertThat(deliver(latest).state()).isEqualTo(State.UNCHANGED);
        assertThat(school.versions()).isEqualTo(versions);
        List<String> inParts = school.said();

        calendar();
        for (Said drop : inAnotherWay(drops, said)) {
            deliver(drop);
        }
        assertThat(inParts).as("%s", drops).isEqualTo(school.said());

        Map<Integer, Week> last = new TreeMap<>();
        said.forEach(week -> last.put(week.number, week.mended()));
        List<Week> mended = new ArrayList<>(last.values());
        Collections.shuffle(mended, random);
        for (Week week : mended) {
            deliver(new Said(List.of(week), Lost.NOTHING));
        }
        List<String> afterwards = school.said();

        calendar();
        deliver(new Said(mended, Lost.NOTHING));
        assertThat(afterwards).as("%s", said).isEqualTo(school.said());
        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isZero();
    }

    /** A late or corrected week says after the end of its year what it would have said before; taken back, nothing is left of it. */
    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void weeksThatComeAfterTheEndOfTheirYearSayWhatTheyWouldHaveSaidBefore(@ForAll Random random) throws IOException {
        List<Week> weeks = new ArrayList<>();
        for (int number = 0; number < WEEKS; number++) {
            weeks.add(week(number, random));
        }
        weeks.add(week(random.nextInt(WEEKS), random));
        List<Said> drops = drops(weeks, random);
        int late = random.nextInt(drops.size());
        calendar();
        for (Said drop : drops) {
            deliver(drop);
        }
        endTheYear();
        List<String> inTime = school.said();

        calendar();
        for (Said drop : drops.subList(0, late)) {
            deliver(drop);
        }
        endTheYear();
        List<LedgerEntry> lateOnes = new ArrayList<>();
        List<List<String>> before = new ArrayList<>();
        for (Said drop : drops.subList(late, drops.size())) {
            before.add(school.contents());
            lateOnes.add(deliver(drop, YEAR));
            assertThat(deliver(drop, YEAR).state()).as("again: %s", drop).isEqualTo(State.UNCHANGED);
        }
        assertThat(school.said()).as("%s of %s", late, drops).isEqualTo(inTime);
        for (int n = lateOnes.size() - 1; n >= 0; n--) {
            if (lateOnes.get(n).state() == State.DELIVERED) {
                LedgerEntry undone = school.waybill().undone(lateOnes.get(n), false);
                assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
            }
            assertThat(school.contents()).isEqualTo(before.get(n));
        }
    }

    private static void endTheYear() throws IOException {
        for (String step : List.of(
                "step: new-era\nname: 2017/18\nfirst: 2017-08-15\nlast: 2018-08-14\n",
                "step: end-of-era\nera: 2016/17\n")) {
            LedgerEntry page = school.waybill().again("school/year", "step.yaml", step.getBytes(UTF_8));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        }
    }

    private static List<Said> drops(List<Week> said, Random random) {
        List<Said> drops = new ArrayList<>();
        List<Week> weeks = new ArrayList<>();
        for (Week week : said) {
            if (!weeks.isEmpty()
                    && (random.nextBoolean() || weeks.stream().anyMatch(each -> each.number == week.number))) {
                drops.add(new Said(List.copyOf(weeks), lost(random)));
                weeks.clear();
            }
            weeks.add(week);
        }
        drops.add(new Said(weeks, lost(random)));
        return drops;
    }

    private static Lost lost(Random random) {
        return random.nextBoolean() ? Lost.NOTHING : Lost.values()[random.nextInt(Lost.values().length)];
    }

    /**
     * Week by week, where each row says its week; a row that does not is about the weeks with which it comes, so then the same drops in the order
     * of their weeks, but for those that speak of the same one.
     */
    private static List<Said> inAnotherWay(List<Said> drops, List<Week> said) {
        if (drops.stream().allMatch(drop -> drop.lost == Lost.NOTHING)) {
            return said.stream()
                    .sorted(Comparator.comparingInt(Week::number))
                    .map(week -> new Said(List.of(week), Lost.NOTHING))
                    .toList();
        }
        List<Said> waiting = new ArrayList<>(drops);
        List<Said> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Said next = waiting.stream()
                    .filter(each ->
                            waiting.subList(0, waiting.indexOf(each)).stream().noneMatch(each::meets))
                    .min(Comparator.comparingInt(each ->
                            each.weeks.stream().mapToInt(Week::number).min().orElseThrow()))
                    .orElseThrow();
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static LedgerEntry deliver(Said said) throws IOException {
        return deliver(said, Map.of());
    }

    private static LedgerEntry deliver(Said said, Map<String, String> options) throws IOException {
        LedgerEntry page = school.drop("other-half", tables(said), options);
        assertThat(page.state()).as("%s: %s", said, page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        return page;
    }

    /** Each group meets once at least: a week without any occurrence would say nothing. */
    private static Week week(int number, Random random) {
        List<Meeting> meetings = new ArrayList<>();
        for (int group = 1; group <= GROUPS; group++) {
            for (int n = group == 1 ? 1 : random.nextInt(2); n >= 0; n--) {
                List<Integer> pupils = new ArrayList<>();
                for (int pupil = 1; pupil <= 4; pupil++) {
                    if (random.nextBoolean()) {
                        pupils.add(pupil);
                    }
                }
                meetings.add(new Meeting(
                        1 + number * 100 + group * 10 + n,
                        group,
                        random.nextInt(3),
                        900 + 60 * n,
                        pupils,
                        random.nextBoolean() ? Flaw.NONE : Flaw.values()[random.nextInt(Flaw.values().length)]));
            }
        }
        return new Week(number, meetings);
    }

    private static Map<String, String> tables(Said said) {
        StringBuilder days = new StringBuilder("DateIdent,Days\n");
        StringBuilder rota = new StringBuilder("RTRotaWeekIdent,DateIdent\n");
        StringBuilder groups = new StringBuilder(
                "RTRWGroupsIdent,RTRotaWeekIdent,GroupIdent,GroupDay,GroupStart,GroupEnd,RoomIdent,StaffIdent,StaffIdent2,GroupName,DateIdent,"
                        + "UserIdent3,UserIdent4\n");
        StringBuilder pupils = new StringBuilder("PupOrigNum,RTRWGroupsIdent\n");
        for (Week week : said.weeks) {
            LocalDate monday = SUNDAY.plusWeeks(week.number).plusDays(1);
            long day = ChronoUnit.DAYS.between(DAY_ZERO, monday);
            days.append(day + "," + monday + "\n");
            rota.append(10 + week.number + "," + day + "\n");
            for (Meeting meeting : week.meetings) {
                groups.append(meeting.key + "," + (10 + week.number) + "," + meeting.group + "," + meeting.day + ","
                        + meeting.start + "," + (meeting.flaw == Flaw.END ? "#N/A" : String.valueOf(meeting.start + 50))
                        + ",,7,,Club " + meeting.group + ",,,\n");
                meeting.pupils.forEach(pupil -> pupils.append(pupil + "," + meeting.key + "\n"));
                if (meeting.flaw == Flaw.PUPIL) {
                    pupils.append("#N/A," + meeting.key + "\n");
                }
            }
        }
        if (said.lost == Lost.OCCURRENCE) {
            groups.append("#N/A," + (10 + said.weeks.get(0).number) + ",1,3,900,950,,7,,Club 1,,,\n");
        } else if (said.lost != Lost.NOTHING) {
            pupils.append((said.lost == Lost.PUPIL ? "2" : "#N/A") + ",#REF!\n");
        }
        return Map.of(
                "days.csv", days.toString(),
                "rtrotaweek.csv", rota.toString(),
                "rtrwgroups.csv", groups.toString(),
                "rtrwpupils.csv", pupils.toString());
    }
}
