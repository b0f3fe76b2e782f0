package io.waybill.timetable.demo;

import io.waybill.format.django.RecordText;
import io.waybill.timetable.PathId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Makes an invented pair of Timetable dumps, in the form that {@code dumpdata} writes: Live, and Play as it was left
 * after the last refresh. Their structure, series and events are the same except for the changes of a few months;
 * users, grants and calendars belong to each side, and the two sides number everything differently. The same seed gives
 * the same bytes. A series and its events are derived from the seed and their number, so that memory does not grow with
 * them.
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
    /** Maximum number of users who may edit: an installation has hundreds of them, not thousands. */
    private static final int MOST_ADMINISTRATORS = 2_000;

    private final long seed;
    private final Random random;
    private final int series;
    private final int eventsPerSeries;
    private final int users;
    private final int calendarEntries;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> subjects = new ArrayList<>();
    private final List<Node> modules = new ArrayList<>();
    private final List<String> everyone;

    private record Node(String path, String parent, String type, String fullname) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /**
     * The composition of a dump: shares of all its objects, and how many events a series has on average; there are few
     * others.
     *
     * @param series share that are series
     * @param eventsPerSeries mean number of events of a series
     * @param modules share that are modules
     * @param users share that are users
     * @param calendarEntries share that are series in a user's calendar
     */
    public record Mix(double series, int eventsPerSeries, double modules, double users, double calendarEntries) {
        /** A small installation with all kinds of objects. */
        public static final Mix SAMPLE = new Mix(1 / 10.0, 7, 1 / 45.0, 1 / 200.0, 1 / 16.0);
        /** Nearly everything goes from Live to Play. */
        public static final Mix EVENTS = new Mix(1 / 10.0, 8, 1 / 50.0, 1 / 250.0, 1 / 50.0);
        /** As in production, where most records are users and their calendar entries. */
        public static final Mix PRODUCTION = new Mix(1 / 41.0, 8, 1 / 210.0, 1 / 20.0, 7 / 10.0);

        /** The same with another share of users, who have as many calendar entries altogether. */
        public Mix withUsers(double share) {
            return new Mix(series, eventsPerSeries, modules, share, calendarEntries);
        }
    }

    /**
     * @param seed determines everything that is random
     * @param objects about how many objects each dump shall have, at least 500; three quarters of them are events
     */
    public SampleDumps(long seed, int objects) {
        this(seed, objects, Mix.SAMPLE);
    }

    /**
     * @param seed decides all that is random
     * @param objects about how many objects each dump shall have, at least 500
     */
    public SampleDumps(long seed, int objects, Mix mix) {
        if (objects < 500) {
            throw new IllegalArgumentException("a sample dump has at least 500 objects, not " + objects);
        }
        this.seed = seed;
        this.random = new Random(seed);
        this.series = (int) (objects * mix.series);
        this.eventsPerSeries = mix.eventsPerSeries;
        this.users = Math.max(20, (int) (objects * mix.users));
        this.calendarEntries = (int) (objects * mix.calendarEntries);
        growTree((int) (objects * mix.modules));
        this.everyone = List.copyOf(names(users + users / 2));
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
                    for (String subject : some(random, SUBJECTS, 2 + random.nextInt(4))) {
                        homes.add(add(part.path, subject, "subject"));
                    }
                } else {
                    homes.add(part);
                }
                subjects.addAll(homes);
                for (Node home : homes) {
                    for (String module : some(random, MODULES, 2 + random.nextInt(5))) {
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
     * @param live file to write
     * @param play file to write
     */
    public void write(Path live, Path play) throws IOException {
        writeLive(live);
        new Side("play", 5, Set.of(), everyone.subList(users / 2, users + users / 2), 0).write(play);
    }

    /** Writes only Live's dump. */
    public void writeLive(Path live) throws IOException {
        writeLive(live, 0);
    }

    /**
     * Writes Live's dump as it is some time later.
     *
     * @param share of series and of events that have changed, each in one column: 100 for every hundredth; 0 for none
     */
    public void writeLive(Path live, int share) throws IOException {
        new Side("live", 17, renamedSubjects(), everyone.subList(0, users), share).write(live);
    }

    /**
     * The subjects that were renamed in these months: most lost paths are renames, of single subjects or of whole
     * parts.
     */
    private Set<String> renamedSubjects() {
        Set<String> renamed = new LinkedHashSet<>();
        for (Node subject : some(new Random(seed), subjects, Math.max(3, subjects.size() / 25))) {
            renamed.add(subject.path);
        }
        return renamed;
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

    private static String pattern(Random random) {
        return "{\"datePattern\": " + RecordText.quoted(any(random, PATTERNS)) + ", \"people\": ["
                + RecordText.quoted(any(random, PEOPLE)) + "], \"location\": " + RecordText.quoted(any(random, PLACES))
                + ", \"type\": \"lecture\"}";
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static <T> List<T> some(Random random, List<T> list, int count) {
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

    /** A series, derived from its number whenever it is needed. */
    private final class Series {
        private final Random own;
        private final int fate;
        private final int module;
        private final String title;
        private final int events;
        private final String data;

        Series(int number, boolean live) {
            own = new Random(seed + 0x9E3779B97F4A7C15L * (number + 1));
            fate = own.nextInt(100);
            module = own.nextInt(modules.size());
            title = number < series
                    ? modules.get(module).fullname + (own.nextInt(4) == 0 ? "" : " " + (1 + own.nextInt(40)))
                    : "New course " + (number - series);
            events = number < series ? 1 + own.nextInt(2 * eventsPerSeries - 1) : 1;
            String before = pattern(own);
            String now = pattern(own);
            // One in fifty has a different time in Live.
            data = live && (fate == 1 || fate == 2) ? now : before;
        }

        /** Whether it no longer exists in Live, which is true of one in a hundred. */
        boolean gone() {
            return fate == 0;
        }

        /** The uid of the next event. To be called once per event, in order, after all other methods. */
        UUID nextUid() {
            return new UUID(own.nextLong() & ~0xF000L | 0x4000L, own.nextLong() >>> 2 | 0x8000000000000000L);
        }
    }

    /** One of the two dumps. */
    private final class Side {
        private final String name;
        private final boolean live;
        private final int firstKey;
        private final Set<String> renamed;
        private final List<String> people;
        private final int changed;
        private final Random random;
        private final Map<String, Long> keys = new HashMap<>();
        private long seriesWritten;

        Side(String name, int firstKey, Set<String> renamed, List<String> people, int changed) {
            this.name = name;
            this.live = name.equals("live");
            this.firstKey = firstKey;
            this.renamed = renamed;
            this.people = people;
            this.changed = changed;
            this.random = new Random(seed + firstKey);
        }

        void write(Path file) throws IOException {
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
            for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
                if (renamed.contains(path.substring(0, end))) {
                    return path.substring(0, end) + "_new" + path.substring(end);
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
                String data = i % 3 == 2 ? "" : "{\"salt\": " + RecordText.quoted(PathId.of(name + path)) + "}";
                dump.thing(key, keys.get("user"), path, "user", "A Users Calendar", data);
            }
        }

        private interface SeriesWriter {
            void write(long key, Series series) throws IOException;
        }

        private void eachSeries(SeriesWriter writer) throws IOException {
            long key = firstKey;
            for (int number = 0; number < series + (live ? series / 100 : 0); number++) {
                Series each = new Series(number, live);
                if (!live || !each.gone()) {
                    writer.write(key++, each);
                }
            }
            seriesWritten = key - firstKey;
        }

        private void series(DumpWriter dump) throws IOException {
            eachSeries((key, each) -> dump.series(key, each.title, each.data, !hasChanged(key)));
        }

        private boolean hasChanged(long key) {
            return changed > 0 && key % changed == 0;
        }

        private void events(DumpWriter dump) throws IOException {
            long[] key = {firstKey};
            eachSeries((seriesKey, each) -> {
                for (int e = 1; e <= each.events; e++) {
                    UUID uid = each.nextUid();
                    int slot = Math.floorMod(uid.hashCode(), 2000);
                    LocalDateTime start = TERM.plusDays(slot / 10).plusHours(slot % 10);
                    String place = hasChanged(++key[0]) ? "New Hall" : "";
                    dump.event(key[0], seriesKey, each.title + " " + e, start, place, uid, each.data);
                }
            });
        }

        private void seriesTags(DumpWriter dump) throws IOException {
            long[] key = {firstKey};
            eachSeries((seriesKey, each) ->
                    dump.seriesTag(++key[0], keys.get(now(modules.get(each.module).path)), seriesKey, "home"));
            for (int i = 0; i < calendarEntries; i++) {
                long entry = firstKey + (long) (random.nextDouble() * seriesWritten);
                dump.seriesTag(++key[0], keys.get("user/" + any(random, people)), entry, null);
            }
        }

        private void thingTags(DumpWriter dump) throws IOException {
            List<String> paths = new ArrayList<>(subjects.size());
            subjects.forEach(subject -> paths.add(now(subject.path)));
            long key = 0;
            for (String path : some(random, paths, Math.max(2, paths.size() / 20))) {
                dump.thingTag(++key, keys.get(path), keys.get(any(random, paths)), "link");
            }
            for (String path : some(random, paths, 2)) {
                dump.thingTag(++key, keys.get(path), keys.get(path), "disabled");
            }
            // At least one grant is on a subject with a different name on the other side.
            String lost = now(renamedSubjects().iterator().next());
            dump.thingTag(++key, keys.get("user/" + people.get(0)), keys.get(lost), "admin");
            for (String admin : people.subList(1, Math.min(MOST_ADMINISTRATORS, people.size() / 8))) {
                for (String path : some(random, paths, 1 + random.nextInt(6))) {
                    dump.thingTag(++key, keys.get("user/" + admin), keys.get(path), "admin");
                }
            }
        }
    }
}
