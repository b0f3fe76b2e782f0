package io.waybill.school.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestHome;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.school.SchoolSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the end of a year, one after the other, with nobody else running: each tells what it did, and the backup that it took is the
 * calendar as it was before it.
 */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class SchoolCommandsTest {
    private static final List<String> TABLES = List.of(
            "datasources", "eventsources", "eras", "settings", "pupils", "staffs", "groups", "elements", "memberships");

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void theStepsOfTheYearEndCanBePreviewedDoneAndEachCheckpointBroughtBack(TestDatabase database) throws Exception {
        database.run(
                "INSERT INTO datasources (name) VALUES ('SchoolBase')",
                "INSERT INTO eventsources (name) VALUES ('SchoolBase')",
                "INSERT INTO eras (name, during) VALUES ('2015/16', '[2015-09-01,2016-08-15)'), ('Perpetual', '[2006-01-01,)')",
                "INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id) VALUES (1, 2, 1)",
                "INSERT INTO pupils (source_id, name, current) SELECT n, 'P' || n, true FROM generate_series(1, 300) AS n",
                "INSERT INTO elements (name, pupil_id) SELECT name, id FROM pupils",
                "INSERT INTO groups (kind, era_id, source_id, name, during) SELECT 'other half', 1, n, 'G' || n, '[2015-09-01,)'"
                        + " FROM generate_series(1, 20) AS n",
                // The calendar of an older program does not keep members within the days of their groups.
                "DROP TRIGGER memberships_within_groups ON memberships; DROP TRIGGER groups_around_memberships ON groups",
                "INSERT INTO memberships (group_id, element_id, during) SELECT 1 + n % 20, n, '[2015-08-30,)' FROM generate_series(1, 300) AS n");
        TestHome home = TestHome.ofProject(folder.resolve("home")).withTarget("school", database.settings());
        Map<String, Map<String, Object>> checkpoints = new LinkedHashMap<>();
        try (Commands commands = new Commands(home)) {
            List<List<String>> steps = List.of(
                    List.of(
                            "claim-source",
                            "SchoolBase",
                            "Grabbed 0 staff, 300 pupils, 0 location aliases and 20 groups."),
                    List.of("trim", "300 memberships trimmed."),
                    List.of(
                            "new-era",
                            "2016/17",
                            "--first",
                            "2016-08-15",
                            "--last",
                            "2017-08-14",
                            "The next era is 2016/17"),
                    List.of("end-of-era", "2015/16", "20 groups terminated."),
                    List.of(
                            "convert",
                            "--from",
                            "SchoolBase",
                            "--to",
                            "iSAMS",
                            "The calendar follows iSAMS from now on"));
            for (List<String> step : steps) {
                Map<String, Object> before = tables(database);
                Ended preview = run(commands, step, "--preview");
                assertThat(preview.exitStatus())
                        .as(preview.out() + preview.err())
                        .isZero();
                assertThat(preview.out()).contains("previewed").contains(step.get(step.size() - 1));
                assertThat(tables(database)).isEqualTo(before);
                Ended done = run(commands, step);
                assertThat(done.exitStatus()).as(done.out() + done.err()).isZero();
                assertThat(done.out()).contains(": delivered").contains(step.get(step.size() - 1));
                assertThat(tables(database)).isNotEqualTo(before);
                checkpoints.put(latestBackup(home), before);
            }
            Ended twice = run(commands, List.of("end-of-era", "2015/16", ""));
            assertThat(twice.exitStatus()).isEqualTo(1);
            assertThat(twice.out() + twice.err()).contains("the current era, which is 2016/17");
            Ended none = commands.run("school");
            assertThat(none.exitStatus()).isEqualTo(2);
            assertThat(none.err()).contains("claim-source");

            refuses(commands, 2, "no day", "new-era", "2017/18", "--first", "2017-08-15", "--last", "2018-02-30");
            refuses(commands, 2, "not after", "new-era", "2017/18", "--first", "2017-08-15", "--last", "2016-08-14");
            refuses(commands, 1, "did you mean iSAMS?", "convert", "--from", "iSAMS", "--to", "isam");
            refuses(commands, 1, "one of SchoolBase, iSAMS", "convert", "--from", "iSAMS", "--to", "Elsewhere");
            refuses(commands, 1, "did you mean SchoolBase?", "claim-source", "Schoolbase");

            assertThat(checkpoints).hasSize(steps.size());
            List<String> ids = new ArrayList<>(checkpoints.keySet());
            Collections.reverse(ids);
            StringBuilder said = new StringBuilder();
            for (String id : ids) {
                Ended restored = commands.run("backup", "restore", id);
                assertThat(restored.exitStatus())
                        .as(restored.out() + restored.err())
                        .isZero();
                assertThat(tables(database)).as(id).isEqualTo(checkpoints.get(id));
                said.append(restored.out());
            }
            // Each was said once, by the restore with which it changed; nothing of what came later stays.
            assertThat(said.toString())
                    .containsOnlyOnce("The calendar follows SchoolBase again, in place of iSAMS.")
                    .containsOnlyOnce("2015/16 is the current era again, in place of 2016/17.")
                    .doesNotContain("Since then");
        }
    }

    private static void refuses(Commands commands, int status, String words, String... step) {
        List<String> command = new ArrayList<>(List.of(step));
        command.add("");
        Ended ended = run(commands, command);
        assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isEqualTo(status);
        assertThat(ended.out() + ended.err()).contains(words);
    }

    /** Runs a command; the last word is what it is to tell. */
    private static Ended run(Commands commands, List<String> step, String... more) {
        List<String> words = new ArrayList<>(List.of("school"));
        words.addAll(step.subList(0, step.size() - 1));
        words.addAll(List.of(more));
        return commands.run(words.toArray(new String[0]));
    }

    private static Map<String, Object> tables(TestDatabase database) {
        Map<String, Object> all = new LinkedHashMap<>();
        TABLES.forEach(table -> all.put(table, database.query("SELECT * FROM " + table + " ORDER BY id")));
        return all;
    }

    private static String latestBackup(TestHome home) throws Exception {
        try (Stream<Path> all = Files.list(home.settings().data().resolve("backup"))) {
            return all.map(path -> path.getFileName().toString())
                    .max(Comparator.comparingInt(name -> Integer.parseInt(name.substring(0, name.indexOf('-')))))
                    .orElseThrow();
        }
    }
}
