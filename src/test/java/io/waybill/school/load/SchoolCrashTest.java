package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.school.SchoolGuide;
import io.waybill.school.SchoolSystem;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed over drops of each of the school's feeds. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class SchoolCrashTest {
    private static final int KILLED = 137;
    private static final List<String> STEPS = List.of(
            "claimed",
            "staging",
            "staged",
            "planned",
            "applied",
            "before-commit",
            "after-commit",
            "archive-written",
            "archived");
    /** From here on the drop is true. */
    private static final int COMMITTED = STEPS.indexOf("after-commit");

    private static final List<String> CALENDAR = List.of(
            "INSERT INTO datasources (name) VALUES ('SchoolBase')",
            "INSERT INTO eventsources (name) VALUES ('SchoolBase')",
            "INSERT INTO eventcategories (name) VALUES ('Other Half'), ('Duty')",
            "INSERT INTO eras (name, during) VALUES ('2016/17', '[2016-08-15,2016-10-10)'), ('Perpetual', '[2006-01-01,)')",
            "INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id) VALUES (1, 2, 1)",
            "INSERT INTO pupils (datasource_id, source_id, name, current) SELECT 1, n, 'Pupil ' || n, true FROM generate_series(1, 28) AS n",
            "INSERT INTO elements (name, pupil_id) SELECT name, id FROM pupils",
            "INSERT INTO staffs (datasource_id, source_id, name, initials, active, current)"
                    + " SELECT 1, 7000 + n, 'Staff ' || n, 'S' || n, true, true FROM generate_series(1, 12) AS n",
            "INSERT INTO elements (name, staff_id) SELECT name, id FROM staffs");

    @TempDir
    private Path folder;

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"isams", "schoolbase", "other-half", "recurring", "year"})
    @DisplayName("W3: a drop that is killed in one phase after the other is in the calendar once, whole, or not at all")
    void w3ADropKilledAtOneStepAfterTheOtherIsDeliveredOnce(String word, TestDatabase database) throws Exception {
        FeedName feed = new FeedName("school", word);
        TestHome home = TestHome.ofProject(folder.resolve("home")).withTarget("SCHOOL", database.settings());
        Path mapping = home.home().resolve("config/school.yaml");
        Files.writeString(
                mapping,
                Files.readString(mapping)
                        .replaceFirst("(?m)^year: .*", "year: {name: 2016/17, first: 2016-08-15, last: 2016-10-09}"));
        home.data().make();
        home.data().make(feed);
        if (!feed.equals(SchoolGuide.ISAMS) && !feed.equals(SchoolGuide.SCHOOLBASE)) {
            CALENDAR.forEach(database::run);
        }
        new Inbox(home.data()).put(feed, file(word), new DropOptions(false, false, "", "", options(word)));

        List<String> before = contents(database);
        List<String> after = List.of();
        for (int step = 0; step < STEPS.size(); step++) {
            String name = STEPS.get(step);
            try (WaybillProcess killed = WaybillProcess.start(home, List.of("-Dwaybill.crash=" + name), "serve")) {
                assertThat(killed.exitStatus()).as(name + ": " + killed.err()).isEqualTo(KILLED);
            }
            if (step == COMMITTED) {
                after = contents(database);
                assertThat(after).as(name).isNotEqualTo(before);
            }
            assertThat(contents(database)).as(name).isEqualTo(step < COMMITTED ? before : after);
        }
        try (Application healing = Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !Files.exists(home.data().work(1))
                            && "delivered"
                                    .equals(database.value("SELECT state FROM waybill.waybills WHERE number = 1")));
        }
        assertThat(contents(database)).isEqualTo(after);
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(1);
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%'"))
                .isEmpty();
        try (Stream<Path> work = Files.list(home.data().root().resolve("work"))) {
            assertThat(work.filter(path -> !path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
        try (Stream<Path> archive = Files.walk(home.data().root().resolve("archive"))) {
            assertThat(archive.filter(path -> path.getFileName().toString().startsWith("drop.")))
                    .hasSize(1);
        }
    }

    private static Map<String, String> options(String word) {
        return switch (word) {
            case "year", "other-half" -> Map.of();
            default -> Map.of("start", "2016-08-15");
        };
    }

    private Path file(String word) throws IOException {
        Path export = Files.createDirectory(folder.resolve("export"));
        return switch (word) {
            case "isams" -> {
                new InventedSchool(SchoolSize.SMALL).writeIsams(export);
                yield zip(export, ".*");
            }
            case "schoolbase" -> {
                new InventedSchool(SchoolSize.SMALL).writeSchoolBase(export);
                yield zip(export, ".*");
            }
            case "other-half" -> {
                new InventedSchool(SchoolSize.SMALL).writeSchoolBase(export);
                yield zip(export, "rtr.*|days.*");
            }
            case "recurring" ->
                Files.writeString(
                        folder.resolve("drop.yml"),
                        "duties:\n- {category: Duty, title: Gate, day: Monday, starts: \"08:00\", week: \"AB \", staff: [S1, S2]}\n");
            default ->
                Files.writeString(
                        folder.resolve("drop.yaml"),
                        "step: new-era\nname: 2017/18\nfirst: 2017-08-15\nlast: 2018-08-14\n");
        };
    }

    private Path zip(Path export, String names) throws IOException {
        Path zip = folder.resolve("drop.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                Stream<Path> files = Files.list(export)) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches(names))
                    .sorted()
                    .toList()) {
                entries.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, entries);
            }
        }
        return zip;
    }

    private static List<String> contents(TestDatabase database) {
        return Stream.of(SchoolTable.values())
                .flatMap(
                        table -> database
                                .query("SELECT '" + table.table() + "', t::text FROM " + table.table()
                                        + " AS t ORDER BY 2")
                                .stream())
                .toList();
    }
}
