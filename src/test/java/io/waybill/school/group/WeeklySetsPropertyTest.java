package io.waybill.school.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.school.SchoolSystem;
import io.waybill.school.group.Calendar.Export;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Weeks of activities arrive in any order, several at once or one by one, again, late, corrected: what counts in the end is what was said last of
 * each week, as if all of it had been said at once.
 */
class WeeklySetsPropertyTest {
    private static final LocalDate SUNDAY = LocalDate.parse("2016-09-11");
    private static final LocalDate END = LocalDate.parse("2017-08-14");
    private static final int WEEKS = 4;
    private static final int GROUPS = 3;
    private static final String PUPILS = "ABCD";

    /** What is said of a week: by group and day, who is there. What groups are called differs from week to week. */
    private record Week(int number, String word, Map<String, Map<LocalDate, Set<String>>> groups) {
        String name(String group) {
            return "Group " + group + " " + word;
        }

        LocalDate first() {
            return SUNDAY.plusWeeks(number);
        }
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void whatWasSaidLastOfEachWeekCounts(@ForAll Random random) {
        weekAfterWeek(random);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void whatWasSaidLastOfEachWeekCountsInManyTries(@ForAll Random random) {
        weekAfterWeek(random);
    }

    private static void weekAfterWeek(Random random) {
        List<Week> said = new ArrayList<>();
        for (int number = 0; number < WEEKS; number++) {
            said.add(week(number, random));
        }
        Collections.shuffle(said, random);
        if (random.nextBoolean()) {
            said.add(week(random.nextInt(WEEKS), random));
        }
        if (random.nextBoolean()) {
            said.add(said.get(random.nextInt(said.size())));
        }
        try (TestDatabase database = TestServer.shared().newDatabase(List.of(SchoolSystem.class));
                Calendar calendar = new Calendar(database)) {
            Map<Integer, Week> last = new TreeMap<>();
            List<Week> drop = new ArrayList<>();
            for (Week week : said) {
                // Weeks that are dropped together are one export, which says each of them once.
                if (!drop.isEmpty()
                        && (random.nextBoolean() || drop.stream().anyMatch(each -> each.number == week.number))) {
                    deliver(calendar, drop);
                    drop.clear();
                }
                drop.add(week);
                last.put(week.number, week);
            }
            deliver(calendar, drop);
            assertThat(calendar.members()).as(said.toString()).isEqualTo(expected(last));
            Map<String, String> groups = groups(last);
            assertThat(calendar.database()
                            .query("SELECT source_id || ' is ' || name || ' since ' || lower(during) FROM groups"))
                    .as(said.toString())
                    // One that has met, and no week speaks of any more, is still there.
                    .filteredOn(group -> groups.containsKey(group.substring(0, 1)))
                    .containsExactlyInAnyOrderElementsOf(groups.values());
            assertThat(Calendar.changes(calendar.deliver("2016-09-12", export(drop))))
                    .as("the same again")
                    .isZero();
        }
    }

    private static void deliver(Calendar calendar, List<Week> weeks) {
        // The effective day is that of the drop; what weeks say counts from their own days on.
        calendar.deliver("2016-09-12", export(weeks));
        for (Week week : weeks) {
            calendar.meetings(week.first(), week.first().plusDays(6), week.groups, week::name);
        }
    }

    private static Export export(List<Week> weeks) {
        Export export = new Export().loaded("other half");
        for (Week week : weeks) {
            export.week(week.first(), week.first().plusDays(6));
            week.groups.forEach((group, days) -> days.forEach((day, pupils) ->
                    export.meeting("occurrence " + group + day, group, week.name(group), day, "16:00", pupils)));
        }
        return export;
    }

    private static Week week(int number, Random random) {
        Map<String, Map<LocalDate, Set<String>>> groups = new TreeMap<>();
        for (int group = 1; group <= GROUPS; group++) {
            Map<LocalDate, Set<String>> days = new TreeMap<>();
            for (int meeting = random.nextInt(3); meeting > 0; meeting--) {
                Set<String> pupils = new LinkedHashSet<>();
                PUPILS.chars()
                        .filter(pupil -> random.nextBoolean())
                        .forEach(pupil -> pupils.add(String.valueOf((char) pupil)));
                days.put(SUNDAY.plusWeeks(number).plusDays(random.nextInt(7)), pupils);
            }
            groups.put(String.valueOf(group), days);
        }
        return new Week(number, String.valueOf(random.nextInt(3)), groups);
    }

    /** From each meeting to the next one, and from the last to the end of the year. */
    private static Map<String, String> expected(Map<Integer, Week> weeks) {
        Map<String, String> all = new TreeMap<>();
        for (int group = 1; group <= GROUPS; group++) {
            TreeMap<LocalDate, Set<String>> days = new TreeMap<>();
            String id = String.valueOf(group);
            weeks.values().forEach(week -> days.putAll(week.groups.get(id)));
            List<String> rows = new ArrayList<>();
            for (int pupil = 0; pupil < PUPILS.length(); pupil++) {
                rows.addAll(stays(PUPILS.substring(pupil, pupil + 1), days));
            }
            if (!rows.isEmpty()) {
                all.put("Activity " + id, String.join("; ", rows));
            }
        }
        return all;
    }

    /** A group is there since the Sunday of its first week, and called as in its last one. */
    private static Map<String, String> groups(Map<Integer, Week> weeks) {
        Map<String, String> all = new TreeMap<>();
        Map<String, LocalDate> since = new TreeMap<>();
        for (Week week : weeks.values()) {
            week.groups.forEach((group, days) -> {
                if (!days.isEmpty()) {
                    LocalDate first = since.computeIfAbsent(group, key -> week.first());
                    all.put(group, group + " is " + week.name(group) + " since " + first);
                }
            });
        }
        return all;
    }

    private static List<String> stays(String pupil, TreeMap<LocalDate, Set<String>> days) {
        List<String> rows = new ArrayList<>();
        LocalDate since = null;
        for (LocalDate day : new TreeSet<>(days.keySet())) {
            boolean there = days.get(day).contains(pupil);
            if (there && since == null) {
                since = day;
            } else if (!there && since != null) {
                rows.add(pupil + " " + since + ".." + day.minusDays(1));
                since = null;
            }
        }
        if (since != null) {
            rows.add(pupil + " " + since + ".." + END);
        }
        return rows;
    }
}
