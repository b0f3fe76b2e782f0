package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.merlin.MerlinSystem;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Rows with the day from which they count, cells left blank, cleared or filled in, lead to the same history and present in whatever order and
 * in however many drops they come, repeated or mended.
 */
class AssignmentsPropertyTest {
    private static final List<String> USERS = List.of("a@x.ir", "b@x.ir");
    private static final List<String> DAYS =
            List.of("2023-01-01", "2023-07-01", "2024-01-01", "2025-01-01", "2026-01-01");
    private static final List<String> TEAMS = List.of("Core", "Infra", "Books", "[clear]");
    private static final List<String> LEADERS = List.of("boss@x.ir", "lead@x.ir", "[clear]");
    private static final List<String> CHAPTERS = List.of("Java", "Data", "[clear]");
    private static final int DROPS = 5;

    private static TestServer server;
    private static TestDatabase filled;
    private static Path folder;

    @BeforeContainer
    static void anOrganisationIsThere() throws IOException, SQLException {
        server = TestServer.shared();
        filled = server.newEmptyDatabase();
        EmbeddedSchema.create(new MerlinSystem(), filled.dataSource());
        folder = Files.createTempDirectory("assignments");
        new Import(filled, folder)
                .file("tribes.csv", "tribe_name,tribe_category", "Platform,tech", "Finance,non-tech")
                .file("teams.csv", "team_name,team_tribe_name", "Core,Platform", "Infra,Platform", "Books,Finance")
                .file("users.csv", "Email,Chapter", "boss@x.ir,Java", "lead@x.ir,Data")
                .option("create-missing")
                .deliver();
        server.shut(filled);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void anyDropsOfDatedRowsGiveWhatOneDropOfAllGives(@ForAll Random random) {
        oneDropAndSeveral(random);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    @Tag("thorough")
    void anyDropsOfDatedRowsGiveWhatOneDropOfAllGivesInManyTries(@ForAll Random random) {
        oneDropAndSeveral(random);
    }

    private static void oneDropAndSeveral(Random random) {
        List<String> rows = rows(random);
        List<String> whole;
        try (TestDatabase database = server.newDatabase(filled)) {
            assertThat(delivered(database, rows)).as(rows.toString()).isEmpty();
            whole = state(database);
        }
        try (TestDatabase database = server.newDatabase(filled)) {
            List<String> told = new ArrayList<>();
            List<String> waiting = new ArrayList<>(rows);
            for (int drop = 1; !waiting.isEmpty(); drop++) {
                List<String> now = new ArrayList<>(waiting);
                if (drop < DROPS) {
                    Collections.shuffle(now, random);
                    now = new ArrayList<>(now.subList(0, 1 + random.nextInt(now.size())));
                }
                waiting.removeAll(now);
                // Some come once more.
                rows.stream()
                        .filter(row -> !waiting.contains(row) && random.nextInt(4) == 0)
                        .forEach(now::add);
                boolean damaged = drop < DROPS && random.nextInt(3) == 0;
                List<String> file = new ArrayList<>(now);
                if (damaged) {
                    file.set(0, file.get(0).replaceFirst(",[^,]*,", ",#REF!,"));
                }
                told.add(file.toString());
                for (int line : delivered(database, file)) {
                    // The same row may be twice in the file.
                    String reject = now.get(line - 1);
                    if (!waiting.contains(reject)) {
                        waiting.add(reject);
                    }
                }
            }
            assertThat(state(database)).as(String.join("\n", told)).isEqualTo(whole);
            assertThat(delivered(database, rows)).isEmpty();
            assertThat(state(database)).as("all once more").isEqualTo(whole);
        }
    }

    /** For some users and days a row, or two that complete each other. */
    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (String user : USERS) {
            for (String day : DAYS) {
                String team = some(TEAMS, random);
                String leader = some(LEADERS, random);
                String chapter = some(CHAPTERS, random);
                if (random.nextInt(3) == 0) {
                    add(rows, user, team, "", "", day);
                    add(rows, user, "", leader, chapter, day);
                } else {
                    add(rows, user, team, leader, chapter, day);
                }
            }
        }
        add(rows, USERS.get(0), "Core", "", "", "2022-01-01");
        Collections.shuffle(rows, random);
        return rows;
    }

    private static String some(List<String> values, Random random) {
        return random.nextInt(2) == 0 ? "" : values.get(random.nextInt(values.size()));
    }

    private static void add(List<String> rows, String user, String team, String leader, String chapter, String day) {
        if (!(team + leader + chapter).isEmpty()) {
            rows.add(String.join(",", user, team, leader, chapter, day));
        }
    }

    /** @return the lines of rejects among the rows, from 1 */
    private static List<Integer> delivered(TestDatabase database, List<String> rows) {
        List<String> lines = new ArrayList<>(List.of("Email,Team,Leader,Chapter,Effective Date"));
        lines.addAll(rows);
        Import.Result result = new Import(database, folder)
                .file("users.csv", lines.toArray(String[]::new))
                .deliver();
        assertThat(result.kept()).isEmpty();
        return result.faults().stream()
                .map(fault -> Integer.parseInt(fault.substring(0, fault.indexOf(' '))))
                .distinct()
                .toList();
    }

    private static List<String> state(TestDatabase database) {
        return database.query(
                "SELECT lower(u.email), a.day, t.name, r.name, l.email, c.name, d.name FROM api_user u"
                        + " JOIN (SELECT user_id, effective_date::text AS day, team_id, tribe_id, leader_id, chapter_id, department_id"
                        + " FROM api_orgassignmentsnapshot"
                        + " UNION ALL SELECT id, 'today', team_id, NULL, leader_id, chapter_id, department_id FROM api_user) AS a"
                        + " ON a.user_id = u.id LEFT JOIN api_team t ON t.id = a.team_id LEFT JOIN api_tribe r ON r.id = a.tribe_id"
                        + " LEFT JOIN api_user l ON l.id = a.leader_id LEFT JOIN api_chapter c ON c.id = a.chapter_id"
                        + " LEFT JOIN api_department d ON d.id = a.department_id WHERE lower(u.email) LIKE '_@%' ORDER BY 1, 2");
    }
}
