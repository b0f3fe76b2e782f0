package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What the guide of the old imports promised, held on organisations at random. */
class PromisesPropertyTest {
    private static final String CREATE_MISSING = "create-missing";
    private static final int STATEMENTS_AT_LEAST = 4;
    /** So many rows, from the first to the last: all of them would take a quarter of an hour. */
    private static final int ROWS = 40;

    private static final boolean[] BOTH = {true, false};
    private static TestServer server;
    private static TestDatabase empty;
    private static TestDatabase filled;
    /** One that is empty before and after each try, and one that is filled. */
    private static final Map<Boolean, TestDatabase> UNCHANGED = new HashMap<>();

    private static List<String> delivered;
    private static Path folder;
    private static final Map<MerlinFeed, List<List<String>>> FILES = new EnumMap<>(MerlinFeed.class);

    @BeforeContainer
    static void anOrganisationIsThere() throws IOException, SQLException {
        server = TestServer.shared();
        empty = server.newEmptyDatabase();
        EmbeddedSchema.create(new MerlinSystem(), empty.dataSource());
        folder = Files.createTempDirectory("promises");
        new SampleOrganization(5, 14, 4, 45, true, false).write(folder);
        for (MerlinFeed feed : MerlinFeed.values()) {
            Path file = SampleOrganization.file(folder, feed);
            FILES.put(
                    feed,
                    CsvRows.read(file, feed.word()).stream().map(CsvRow::cells).toList());
        }
        server.shut(empty);
        filled = server.newDatabase(empty);
        all(new Import(filled, folder)).deliver();
        delivered = meaning(filled);
        server.shut(filled);
        for (boolean first : BOTH) {
            TestDatabase database = server.newDatabase(first ? empty : filled);
            letFail(database);
            UNCHANGED.put(first, database);
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void anyColumnsOfAnyRowsOnceMoreWriteNothing(@ForAll Random random) {
        Import drop = new Import(UNCHANGED.get(false), folder);
        for (MerlinFeed feed : MerlinFeed.values()) {
            if (feed != MerlinFeed.HISTORY && feed != MerlinFeed.LADDERS && random.nextBoolean()) {
                file(drop, feed, part(feed, random));
            } else if (random.nextBoolean()) {
                file(drop, feed, rows(feed, random));
            }
        }
        file(drop, MerlinFeed.USERS, part(MerlinFeed.USERS, random));
        Import.Result result = drop.deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(result.changes()).isEmpty();
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void onlyTheCellThatTheFileChangesIsAnotherOne(@ForAll Random random) {
        try (TestDatabase database = server.newDatabase(filled)) {
            List<String> before = everything(database);
            List<List<String>> users = FILES.get(MerlinFeed.USERS);
            String email = users.get(1 + random.nextInt(users.size() - 1)).get(0);
            new Import(database, folder)
                    .file("users.csv", "Email,Phone", email + ",00" + random.nextInt(1_000_000))
                    .deliver();

            assertThat(everything(database)).isNotEqualTo(before);
            assertThat(without(everything(database), email)).isEqualTo(without(before, email));
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void anyOrderOfRowsGivesTheSameState(@ForAll Random random) {
        try (TestDatabase database = server.newDatabase(empty)) {
            Import drop = new Import(database, folder).option(CREATE_MISSING);
            List<MerlinFeed> feeds = new ArrayList<>(List.of(MerlinFeed.values()));
            Collections.shuffle(feeds, random);
            for (MerlinFeed feed : feeds) {
                List<List<String>> rows = new ArrayList<>(FILES.get(feed));
                Collections.shuffle(rows.subList(1, rows.size()), random);
                file(drop, feed, rows);
            }
            assertThat(drop.deliver().faults()).isEmpty();
            assertThat(meaning(database)).isEqualTo(delivered);
        }
    }

    /**
     * Chapters, tribes, teams and users come in several drops, in any order, with a damaged cell now and then. What is a reject comes again
     * with a later drop, correct; so does much that is there already.
     */
    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void anyDropsOfAnyRowsMendedAndRepeatedGiveTheSameState(@ForAll Random random) {
        try (TestDatabase database = server.newDatabase(empty)) {
            Import drop = new Import(database, folder);
            file(drop, MerlinFeed.ORGANIZATIONS, FILES.get(MerlinFeed.ORGANIZATIONS));
            file(drop, MerlinFeed.LADDERS, FILES.get(MerlinFeed.LADDERS));
            drop.deliver();
            List<Waiting> all = new ArrayList<>();
            for (MerlinFeed feed :
                    List.of(MerlinFeed.CHAPTERS, MerlinFeed.TRIBES, MerlinFeed.TEAMS, MerlinFeed.USERS)) {
                List<List<String>> rows = FILES.get(feed);
                rows.subList(1, rows.size()).forEach(row -> all.add(new Waiting(feed, row)));
            }
            List<Waiting> waiting = new ArrayList<>(all);
            for (int drops = 0; !waiting.isEmpty(); drops++) {
                // Some refer to each other: in the end they come together.
                boolean last = drops == 6;
                List<Waiting> now = new ArrayList<>(last ? all : waiting);
                Collections.shuffle(now, random);
                if (!last) {
                    now = new ArrayList<>(now.subList(0, 1 + random.nextInt(now.size())));
                    now.addAll(all.subList(0, random.nextInt(all.size())));
                }
                waiting.removeAll(now);
                waiting.addAll(someDelivered(drop, now, last ? 0 : 8, random));
                assertThat(last ? waiting : List.of()).isEmpty();
            }
            file(drop, MerlinFeed.HISTORY, FILES.get(MerlinFeed.HISTORY));
            assertThat(drop.deliver().faults()).isEmpty();
            assertThat(meaning(database)).isEqualTo(delivered);
        }
    }

    /** A row of a file that still has to be delivered. */
    private record Waiting(MerlinFeed feed, List<String> cells) {}

    /**
     * Delivers rows, some of them with a damaged cell.
     *
     * @param damaged one of how many rows has a damaged cell; 0 for none
     * @return the rejects
     */
    private static List<Waiting> someDelivered(Import drop, List<Waiting> rows, int damaged, Random random) {
        List<Waiting> inOrder = new ArrayList<>();
        for (MerlinFeed feed : MerlinFeed.values()) {
            List<List<String>> lines = new ArrayList<>(List.of(FILES.get(feed).get(0)));
            for (Waiting row : rows) {
                if (row.feed == feed) {
                    List<String> cells = new ArrayList<>(row.cells);
                    if (damaged > 0 && random.nextInt(damaged) == 0) {
                        cells.set(random.nextInt(cells.size()), "#REF!");
                    }
                    lines.add(cells);
                    inOrder.add(row);
                }
            }
            if (lines.size() > 1) {
                file(drop, feed, lines);
            }
        }
        return drop.option(CREATE_MISSING).deliver().faults().stream()
                .map(fault -> inOrder.get(Integer.parseInt(fault.substring(0, fault.indexOf(' '))) - 1))
                .distinct()
                .toList();
    }

    @Example
    @Tag("thorough")
    void aFailureAtEveryStatementLeavesEverythingAsItWas(@ForAll Random random) {
        for (boolean first : BOTH) {
            leavesEverythingAsItWas(first, "STATEMENT", Integer.MAX_VALUE, random);
        }
    }

    @Example
    @Tag("thorough")
    void aFailureAtRowsAllOverItLeavesEverythingAsItWas(@ForAll Random random) {
        for (boolean first : BOTH) {
            leavesEverythingAsItWas(first, "ROW", ROWS, random);
        }
    }

    /**
     * Lets a delivery fail at places all over it.
     *
     * @param first whether it is that of a whole organisation, or one of changes
     * @param level {@code ROW} or {@code STATEMENT}
     * @param most at how many places; at every one when it has fewer
     */
    private static void leavesEverythingAsItWas(boolean first, String level, int most, Random random) {
        TestDatabase database = UNCHANGED.get(first);
        List<String> before = everything(database);
        int places = places(first, level);
        assertThat(places).isGreaterThanOrEqualTo(STATEMENTS_AT_LEAST);
        int step = Math.max(1, places / most);
        for (int place = 1 + random.nextInt(step); place <= places; place += step) {
            assertThat(fails(database, first, level, place)).isTrue();
            assertThat(everything(database)).as(level + " " + place).isEqualTo(before);
        }
    }

    /** How many rows of the application's tables a delivery writes, or with how many statements. */
    private static int places(boolean first, String level) {
        try (TestDatabase database = server.newDatabase(first ? empty : filled)) {
            letFail(database);
            assertThat(fails(database, first, level, 0)).isFalse();
            return (int) database.number("SELECT last_value FROM written");
        }
    }

    /**
     * Delivers all, or changes, and lets one row or statement fail.
     *
     * @return whether the failure happened
     */
    private static boolean fails(TestDatabase database, boolean first, String level, int place) {
        Import drop = new Import(database, folder).option("force-update");
        if (first) {
            all(drop);
        } else {
            file(drop, MerlinFeed.USERS, mutated());
            drop.file("history.csv", "user_email,event_type,event_date", event(1), event(2), event(3), event(4));
        }
        database.run("UPDATE fails SET place = " + place + ", level = '" + level + "'");
        database.run("ALTER SEQUENCE written RESTART");
        Throwable failure = catchThrowable(drop::deliver);
        database.run("UPDATE fails SET level = ''");
        if (failure != null) {
            assertThat(failure).hasStackTraceContaining("injected");
        }
        return failure != null;
    }

    private static String event(int user) {
        return FILES.get(MerlinFeed.USERS).get(user).get(0) + ",NOTICE,2025-11-0" + user;
    }

    /** All users with other names, so that there are rows of all to write. */
    private static List<List<String>> mutated() {
        List<List<String>> users = new ArrayList<>();
        users.add(List.of("Email", "Name"));
        List<List<String>> all = FILES.get(MerlinFeed.USERS);
        all.subList(1, all.size()).forEach(row -> users.add(List.of(row.get(0), row.get(1) + " II")));
        for (int i = 0; i < 60; i++) {
            users.add(List.of("new" + i + "@x.ir", "New"));
        }
        return users;
    }

    /** Lets the writing of the n-th row, or statement, of the application's tables fail once {@code fails} says of which. */
    private static void letFail(TestDatabase database) {
        database.run(
                "CREATE SEQUENCE written",
                "CREATE TABLE fails AS SELECT 0 AS place, '' AS level",
                "CREATE FUNCTION injected() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF TG_LEVEL = (SELECT level FROM fails) THEN"
                        + " IF nextval('written') = (SELECT place FROM fails) THEN RAISE EXCEPTION 'injected'; END IF;"
                        + " END IF; RETURN NEW; END $$");
        for (String table : tables(database)) {
            for (String level : List.of("ROW", "STATEMENT")) {
                database.run("CREATE TRIGGER injected_" + level + " BEFORE INSERT OR UPDATE ON " + table + " FOR EACH "
                        + level + " EXECUTE FUNCTION injected()");
            }
        }
    }

    private static Import all(Import drop) {
        for (MerlinFeed feed : MerlinFeed.values()) {
            drop.file(SampleOrganization.file(folder, feed));
        }
        return drop.option(CREATE_MISSING);
    }

    /** The header and some rows. */
    private static List<List<String>> rows(MerlinFeed feed, Random random) {
        List<List<String>> all = FILES.get(feed);
        List<List<String>> some = new ArrayList<>(all.subList(0, 2));
        all.subList(2, all.size()).stream().filter(row -> random.nextInt(3) > 0).forEach(some::add);
        return some;
    }

    /** The first column, by which rows are known, and some others, of some rows. */
    private static List<List<String>> part(MerlinFeed feed, Random random) {
        int width = FILES.get(feed).get(0).size();
        boolean[] keeps = new boolean[width];
        for (int i = 0; i < width; i++) {
            keeps[i] = i == 0 || random.nextBoolean();
        }
        List<List<String>> part = new ArrayList<>();
        for (List<String> row : rows(feed, random)) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                if (keeps[i]) {
                    cells.add(i < row.size() ? row.get(i) : "");
                }
            }
            part.add(cells);
        }
        return part;
    }

    private static void file(Import drop, MerlinFeed feed, List<List<String>> rows) {
        drop.file(
                feed.word() + ".csv",
                rows.stream()
                        .map(row -> String.join(
                                ",",
                                row.stream()
                                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                        .toList()))
                        .toArray(String[]::new));
    }

    private static List<String> tables(TestDatabase database) {
        return database.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'api_%' ORDER BY 1");
    }

    private static List<String> everything(TestDatabase database) {
        return database.query(tables(database).stream()
                .map(table -> "SELECT '" + table + "' || t::text FROM " + table + " AS t")
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY 1")));
    }

    /** All rows but that of one user. */
    private static List<String> without(List<String> all, String email) {
        return all.stream()
                .filter(row -> !(row.startsWith("api_user") && row.contains(email)))
                .toList();
    }

    /** What the tables say, in names instead of keys. */
    private static List<String> meaning(TestDatabase database) {
        List<String> all = new ArrayList<>();
        for (String query : List.of(
                "SELECT u.email, u.name, u.gmail, u.phone, t.name, c.name, d.name, l.email, a.email, m.name, o.name FROM api_user u"
                        + " LEFT JOIN api_team t ON t.id = u.team_id LEFT JOIN api_chapter c ON c.id = u.chapter_id"
                        + " LEFT JOIN api_department d ON d.id = u.department_id LEFT JOIN api_user l ON l.id = u.leader_id"
                        + " LEFT JOIN api_user a ON a.id = u.agile_coach_id LEFT JOIN api_committee m ON m.id = u.committee_id"
                        + " LEFT JOIN api_organization o ON o.id = u.organization_id ORDER BY 1",
                "SELECT r.name, r.category, d.name, e.email, p.email FROM api_tribe r"
                        + " LEFT JOIN api_department d ON d.id = r.department_id"
                        + " LEFT JOIN api_user e ON e.id = r.engineering_director_id"
                        + " LEFT JOIN api_user p ON p.id = r.product_director_id ORDER BY 1",
                "SELECT c.name, d.name, l.email FROM api_chapter c LEFT JOIN api_department d ON d.id = c.department_id"
                        + " LEFT JOIN api_user l ON l.id = c.leader_id ORDER BY 1",
                "SELECT t.name, t.description, t.category, r.name, d.name, l.email FROM api_team t"
                        + " LEFT JOIN api_tribe r ON r.id = t.tribe_id LEFT JOIN api_department d ON d.id = t.department_id"
                        + " LEFT JOIN api_user l ON l.id = t.leader_id ORDER BY 1",
                "SELECT l.code, a.code, a.name, a.\"order\", v.level, v.stage, v.weight FROM api_ladder l"
                        + " JOIN api_ladderaspect a ON a.ladder_id = l.id LEFT JOIN api_ladderlevel v ON v.aspect_id = a.id"
                        + " ORDER BY 1, 2, 5, 6",
                "SELECT u.email, e.effective_date, e.event_type, e.summary_text, c.salary_change, c.bonus_percentage, b.number,"
                        + " s.title, s.overall_score, s.details_json, s.stages_json, l.code FROM api_timelineevent e"
                        + " JOIN api_user u ON u.id = e.user_id LEFT JOIN api_compensationsnapshot c ON c.source_event_id = e.id"
                        + " LEFT JOIN api_payband b ON b.id = c.pay_band_id"
                        + " LEFT JOIN api_senioritysnapshot s ON s.source_event_id = e.id LEFT JOIN api_ladder l ON l.id = s.ladder_id"
                        + " ORDER BY 1, 2, 3, 4, 5, 6",
                "SELECT u.email, n.date, n.title, s.content, s.committee_date, s.submit_status FROM api_note n"
                        + " JOIN api_user u ON u.id = n.owner_id JOIN api_summary s ON s.note_id = n.id ORDER BY 1, 2, 3",
                "SELECT u.email, o.email, n.date, n.title, a.can_view, a.can_view_summary FROM api_noteuseraccess a"
                        + " JOIN api_user u ON u.id = a.user_id JOIN api_note n ON n.id = a.note_id"
                        + " JOIN api_user o ON o.id = n.owner_id ORDER BY 1, 2, 3, 4",
                "SELECT u.email, a.effective_date, t.name, r.name, l.email, d.name FROM api_orgassignmentsnapshot a"
                        + " JOIN api_user u ON u.id = a.user_id LEFT JOIN api_team t ON t.id = a.team_id"
                        + " LEFT JOIN api_tribe r ON r.id = a.tribe_id LEFT JOIN api_user l ON l.id = a.leader_id"
                        + " LEFT JOIN api_department d ON d.id = a.department_id ORDER BY 1, 2",
                "SELECT c.name, u.email FROM api_committee_members m JOIN api_committee c ON c.id = m.committee_id"
                        + " JOIN api_user u ON u.id = m.user_id ORDER BY 1, 2")) {
            all.addAll(database.query(query));
        }
        return all;
    }
}
