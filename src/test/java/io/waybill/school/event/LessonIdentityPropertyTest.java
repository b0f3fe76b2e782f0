package io.waybill.school.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.school.SchoolSchema;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.model.SchoolRecord.TimetableEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Rows come to a lesson and leave it, the least one as well as others: its events stay what they are. */
class LessonIdentityPropertyTest {
    private static final LocalDate START = LocalDate.parse("2016-08-29");
    private static final String EVENTS =
            "SELECT v.body, v.starts_at, l.name, v.id FROM events v JOIN commitments c ON c.event_id = v.id AND NOT c.withdrawn"
                    + " JOIN elements e ON e.id = c.element_id JOIN locations l ON l.id = e.location_id WHERE NOT v.withdrawn ORDER BY 1, 2, 3";
    private static final String BY_HAND =
            "SELECT c.event_id FROM commitments c JOIN elements e ON e.id = c.element_id JOIN properties p ON p.id = e.property_id"
                    + " JOIN events v ON v.id = c.event_id WHERE NOT c.withdrawn AND NOT v.withdrawn ORDER BY 1";

    private static TestDatabase database;

    /** What makes rows one lesson. */
    private record Slot(String code, String period, String room) {}

    /** Two of the same name at the same time, which only their rooms tell apart, and one later. */
    private static final List<Slot> SLOTS = List.of(
            new Slot("7A", "1101", "1"),
            new Slot("7A", "1101", "2"),
            new Slot("7A", "1201", "1"),
            new Slot("8B", "1101", "1"));

    @BeforeContainer
    static void aServer() {
        database = TestServer.shared().newDatabase();
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    private static Timetable timetable(List<TreeSet<Integer>> rows) {
        Timetable timetable = Timetable.ofThreeWeeks();
        for (int i = 0; i < SLOTS.size(); i++) {
            Slot slot = SLOTS.get(i);
            List<String> keys = rows.get(i).stream().map(String::valueOf).toList();
            List<EntryStaff> staff = new ArrayList<>();
            keys.forEach(key -> staff.add(new EntryStaff(key, String.valueOf(1 + Integer.parseInt(key) % 3))));
            timetable.add(new TimetableEntry(
                    EntryKind.LESSON,
                    "lesson " + keys.get(0),
                    keys,
                    slot.code,
                    "Lesson",
                    List.of(slot.period),
                    staff,
                    List.of(slot.room),
                    List.of(new GroupKey(GroupKind.TEACHING, "31")),
                    List.of(),
                    List.of()));
        }
        return timetable;
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    @Label("W16: a lesson keeps its events, and what hands have added to them, whichever of its rows leave or come")
    void w16ALessonIsTheSameWhicheverOfItsRowsLeaveOrCome(@ForAll Random random) throws Exception {
        database.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        SchoolSchema.create(database);
        SchoolSchema.fill(database);
        database.run(
                "INSERT INTO properties (name) VALUES ('Trip')",
                "INSERT INTO elements (name, property_id) SELECT name, id FROM properties");
        EventLoad load = new EventLoad(database);
        List<Integer> free = new ArrayList<>();
        for (int key = 1; key <= 60; key++) {
            free.add(key);
        }
        Collections.shuffle(free, random);
        List<TreeSet<Integer>> rows = new ArrayList<>();
        SLOTS.forEach(slot -> rows.add(new TreeSet<>(List.of(free.remove(0), free.remove(0)))));
        load.load(START, timetable(rows));
        List<String> events = database.query(EVENTS);
        assertThat(events).hasSize(2 * SLOTS.size());
        database.run(
                "INSERT INTO commitments (event_id, element_id) SELECT v.id, e.id FROM events v, elements e WHERE e.name = 'Trip'");
        List<String> byHand = database.query(BY_HAND);

        for (int change = 0; change < 5; change++) {
            for (TreeSet<Integer> slot : rows) {
                // The first one is the key; nobody's row comes to another lesson.
                if (random.nextBoolean()) {
                    slot.add(free.remove(0));
                }
                if (random.nextBoolean() && slot.size() > 1) {
                    slot.pollFirst();
                }
                if (random.nextInt(4) == 0 && slot.size() > 1) {
                    slot.pollLast();
                }
            }
            load.load(START, timetable(rows));
            assertThat(database.query(EVENTS))
                    .as("change " + change + ": " + rows)
                    .isEqualTo(events);
            assertThat(database.query(BY_HAND)).isEqualTo(byHand);
            assertThat(load.load(START, timetable(rows))).isEmpty();
        }
    }
}
