package io.waybill.timetable.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Makes an invented pair of Timetable dumps, in the form that {@code dumpdata} writes (specs/timetable.md §3): Live, and Play as
 * it was left after the last refresh. Their structure, series and events are the same but for what a few months change; users,
 * grants and calendars are each side's own, and the two number everything differently. The same seed gives the same bytes.
 */
public final class SampleDumps {
    private static final List<String> TRIPOSES = List.of(
            "astronomy",
            "botany",
            "chemistry",
            "drama",
            "economics",
            "folklore",
            "geography",
            "history",
            "islamic_studies",
            "jurisprudence",
            "linguistics",
            "mathematics",
            "natural_sciences",
            "oriental_studies",
            "philosophy",
            "theology");
    private static final List<String> PARTS = List.of("IA", "IB", "II", "III");
    private static final List<String> SUBJECTS = List.of(
            "algebra",
            "biology_of_cells",
            "crystals",
            "dialects",
            "ethics",
            "fossils",
            "genetics",
            "hydrology",
            "kinetics",
            "logic",
            "metals",
            "numbers",
            "optics",
            "palaeography",
            "rhetoric",
            "statistics");
    private static final List<String> MODULES = List.of(
            "lectures",
            "practicals",
            "seminars",
            "field_course",
            "revision",
            "old_texts",
            "themes-and-sources",
            "classes");
    private static final List<String> PEOPLE = List.of(
            "Dr A. Alder",
            "Prof. B Birch",
            "Dr C Cedar–Rowan",
            "Ms E González",
            "Dr L. Ĺarch",
            "Dr O’Oak",
            "Head of Department");
    private static final List<String> PLACES =
            List.of("Lecture Theatre 1", "Mill Room, Block A", "Museum: S-R24", "", "Läbor 3", "Old Hall");
    private static final List<String> PATTERNS =
            List.of("Mi1-4 Th 9", "Le1,3,5,7 Tu 12", "Ea1-4 F 9-11", "Mi1-8 Tu Th 11");
    private static final LocalDateTime TERM = LocalDateTime.of(2013, 10, 3, 8, 0);

    private final Random random;
    private final int series;
    private final int eventsPerSeries;
    private final int users;
    private final int calendarEntries;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> subjects = new ArrayList<>();
    private final List<Node> modules = new ArrayList<>();

    private record Node(String path, String parent, String type, String fullname) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private record Series(int module, String title, String data, List<UUID> events) {}

    /**
     * @param seed decides all that is random
     * @param objects about how many objects each dump shall have, at least 500; three quarters of them are events
     */
    public SampleDumps(long seed, int objects) {
        if (objects < 500) {
            throw new IllegalArgumentException("a sample dump has at least 500 objects, not " + objects);
        }
        this.random = new Random(seed);
        this.series = objects / 10;
        this.eventsPerSeries = 7;
        this.users = Math.max(20, objects / 200);
        this.calendarEntries = objects / 16;
        growTree(objects / 45);
    }

    private void growTree(int wantedModules) {
        nodes.add(new Node("tripos", null, "", "All Triposes"));
        for (int t = 0; modules.size() < wantedModules; t++) {
            String name =
                    TRIPOSES.get(t % TRIPOSES.size()) + (t < TRIPOSES.size() ? "" : "_" + (1 + t / TRIPOSES.size()));
            Node tripos = add("tripos", name, "tripos");
            for (String partName : PARTS.subList(0, 1 + random.nextInt(PARTS.size()))) {
                Node part = add(tripos.path, partName, "part");
                List<Node> homes = new ArrayList<>();
                if (random.nextInt(3) == 0) {
                    for (String subject : some(SUBJECTS, 2 + random.nextInt(4))) {
                        homes.add(add(part.path, subject, "subject"));
                    }
                } else {
                    homes.add(part);
                }
                subjects.addAll(homes);
                for (Node home : homes) {
                    for (String module : some(MODULES, 2 + random.nextInt(5))) {
                        modules.add(add(home.path, module, "module"));
                    }
                }
            }
        }
    }

    private Node add(String parent, String name, String type) {
        String words = name.replace('_', ' ').replace('-', ' ');
        String title =
                type.equals("part") ? "Part " + name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        Node node = new Node(parent + "/" + name, parent, type, title);
        nodes.add(node);
        return node;
    }

    /**
     * Writes both dumps.
     *
     * @param live file to be written
     * @param play file to be written
     */
    public void write(Path live, Path play) throws IOException {
        List<Series> common = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            List<UUID> events = new ArrayList<>();
            for (int e = random.nextInt(2 * eventsPerSeries - 1) + 1; e > 0; e--) {
                events.add(new UUID(
                        random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 0x8000000000000000L));
            }
            int module = random.nextInt(modules.size());
            String title =
                    modules.get(module).fullname + (random.nextInt(4) == 0 ? "" : " " + (1 + random.nextInt(40)));
            common.add(new Series(module, title, pattern(), events));
        }
        List<String> everyone = new ArrayList<>(names(users + users / 2));
        Side liveSide = new Side(live, 17, renamedSubjects(), changed(common), everyone.subList(0, users));
        Side playSide = new Side(play, 5, Map.of(), common, everyone.subList(users / 2, users + users / 2));
        liveSide.write();
        playSide.write();
    }

    /** What the months did to the subjects: most of the lost paths are renames, of single subjects or of whole parts. */
    private Map<String, String> renamedSubjects() {
        Map<String, String> renamed = new LinkedHashMap<>();
        for (Node subject : some(subjects, Math.max(3, subjects.size() / 25))) {
            renamed.put(subject.path, subject.path + "_new");
        }
        return renamed;
    }

    /** One series in a hundred is gone, one in fifty has another time, one in a hundred is new. */
    private List<Series> changed(List<Series> old) {
        List<Series> now = new ArrayList<>();
        for (Series s : old) {
            int fate = random.nextInt(100);
            if (fate > 2) {
                now.add(s);
            } else if (fate > 0) {
                now.add(new Series(s.module, s.title, pattern(), s.events));
            }
        }
        for (int i = 0; i < old.size() / 100; i++) {
            now.add(new Series(
                    random.nextInt(modules.size()),
                    "New course " + i,
                    pattern(),
                    List.of(UUID.nameUUIDFromBytes(("new" + i).getBytes(StandardCharsets.UTF_8)))));
        }
        return now;
    }

    private Set<String> names(int count) {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            StringBuilder name = new StringBuilder();
            for (int i = 2 + random.nextInt(3); i > 0; i--) {
                name.append((char) ('a' + random.nextInt(26)));
            }
            names.add(name.append(1 + random.nextInt(9999)).toString());
        }
        return names;
    }

    private String pattern() {
        return "{\"datePattern\": " + Json.text(any(PATTERNS)) + ", \"people\": [" + Json.text(any(PEOPLE))
                + "], \"location\": " + Json.text(any(PLACES)) + ", \"type\": \"lecture\"}";
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> List<T> some(List<T> list, int count) {
        Set<Integer> picked = new HashSet<>();
        List<T> some = new ArrayList<>();
        while (some.size() < Math.min(count, list.size())) {
            int i = random.nextInt(list.size());
            if (picked.add(i)) {
                some.add(list.get(i));
            }
        }
        return some;
    }

    /** One of the two dumps. */
    private final class Side {
        private final Path file;
        private final int firstKey;
        private final Map<String, String> renamed;
        private final List<Series> courses;
        private final List<String> people;
        private final Map<String, Long> keys = new HashMap<>();

        Side(Path file, int firstKey, Map<String, String> renamed, List<Series> courses, List<String> people) {
            this.file = file;
            this.firstKey = firstKey;
            this.renamed = renamed;
            this.courses = courses;
            this.people = people;
        }

        void write() throws IOException {
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
                DumpWriter dump = new DumpWriter(out);
                things(dump);
                series(dump);
                events(dump);
                seriesTags(dump);
                thingTags(dump);
                for (int i = 1; i <= 6; i++) {
                    dump.lock(i, keys.get("user/" + people.get(0)), keys.get(now(subjects.get(0).path)));
                }
                dump.end();
            }
        }

        private String now(String path) {
            for (Map.Entry<String, String> rename : renamed.entrySet()) {
                if (path.equals(rename.getKey()) || path.startsWith(rename.getKey() + "/")) {
                    return rename.getValue() + path.substring(rename.getKey().length());
                }
            }
            return path;
        }

        private void things(DumpWriter dump) throws IOException {
            long key = firstKey;
            for (Node node : nodes) {
                key += 1 + random.nextInt(2);
                String path = now(node.path);
                keys.put(path, key);
                Long parent = node.parent == null ? null : keys.get(now(node.parent));
                dump.thing(key, parent, path, node.type, node.fullname, "");
            }
            keys.put("user", ++key);
            dump.thing(key, null, "user", "undefined", "", "");
            for (int i = 0; i < people.size(); i++) {
                String path = "user/" + people.get(i);
                keys.put(path, ++key);
                String data =
                        i % 3 == 2 ? "" : "{\"salt\": " + Json.text(DumpWriter.pathid(file.getFileName() + path)) + "}";
                dump.thing(key, keys.get("user"), path, "user", "A Users Calendar", data);
            }
        }

        private void series(DumpWriter dump) throws IOException {
            for (int i = 0; i < courses.size(); i++) {
                dump.series(seriesKey(i), courses.get(i).title, courses.get(i).data);
            }
        }

        private long seriesKey(int place) {
            return firstKey + (long) place;
        }

        private void events(DumpWriter dump) throws IOException {
            long key = firstKey;
            for (int i = 0; i < courses.size(); i++) {
                Series course = courses.get(i);
                for (int e = 0; e < course.events.size(); e++) {
                    int slot = Math.floorMod(course.events.get(e).hashCode(), 2000);
                    LocalDateTime start = TERM.plusDays(slot / 10).plusHours(slot % 10);
                    dump.event(
                            ++key,
                            seriesKey(i),
                            course.title + " " + (e + 1),
                            start,
                            course.events.get(e),
                            course.data);
                }
            }
        }

        private void seriesTags(DumpWriter dump) throws IOException {
            long key = firstKey;
            for (int i = 0; i < courses.size(); i++) {
                dump.seriesTag(++key, keys.get(now(modules.get(courses.get(i).module).path)), seriesKey(i), "home");
            }
            for (int i = 0; i < calendarEntries; i++) {
                dump.seriesTag(++key, keys.get("user/" + any(people)), seriesKey(random.nextInt(courses.size())), null);
            }
        }

        private void thingTags(DumpWriter dump) throws IOException {
            List<String> paths = new ArrayList<>(subjects.size());
            subjects.forEach(subject -> paths.add(now(subject.path)));
            long key = 0;
            for (String path : some(paths, Math.max(2, paths.size() / 20))) {
                dump.thingTag(++key, keys.get(path), keys.get(any(paths)), "link");
            }
            for (String path : some(paths, 2)) {
                dump.thingTag(++key, keys.get(path), keys.get(path), "disabled");
            }
            for (String admin : people.subList(0, people.size() / 8)) {
                for (String path : some(paths, 1 + random.nextInt(6))) {
                    dump.thingTag(++key, keys.get("user/" + admin), keys.get(path), "admin");
                }
            }
        }
    }
}
