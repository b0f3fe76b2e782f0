package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.Refresh.Dumps;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several processes, stops in the middle of a load, and many drops at once. */
@ExtendWith(TestPostgres.class)
class ServeTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void aServeStoppedInTheMiddleOfALoadEndsInGoodOrderAndTheNextOneBeginsTheDropAnew(TestDatabase database)
            throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 3, 12_000);
        Refresh refresh = Refresh.of(folder.resolve("home"), database, dumps.play());
        refresh.home().with("WAYBILL_STOP", "0s");
        Map<String, String> before = refresh.tables();
        refresh.drop(dumps.live());

        try (WaybillProcess serve = refresh.serve()) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> database.value("SELECT to_regclass('waybill.waybills')") != null
                            && "reading".equals(refresh.state(1)));
            serve.signal();
            assertThat(serve.exitStatus()).as(serve.err()).isEqualTo(143);
            assertThat(serve.err())
                    .contains("Waybill 1 (timetable/live) is interrupted: it is taken up again at the next start")
                    .doesNotContain("\tat ", "ERROR");
        }
        assertThat(refresh.tables()).isEqualTo(before);
        assertThat(refresh.stages()).isEmpty();
        assertThat(refresh.places("live.dump")).containsExactly("work/#/original/live.dump");

        try (Application next = refresh.start()) {
            refresh.awaitEnded(1);
        }
        assertThat(refresh.state(1)).isEqualTo("delivered");
        assertThat(refresh.places("live.dump")).hasSize(1).first().asString().startsWith("archive/");
    }

    @Test
    @Tag("thorough")
    void twoCommandsThatDropAndWaitAtOnceDoNotGetIntoEachOthersWay(TestDatabase database) throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 4, 600);
        Refresh refresh = Refresh.of(folder.resolve("home"), database, dumps.play());
        String[] command = {"drop", "timetable/live", dumps.live().toString(), "--wait"};

        try (WaybillProcess one = WaybillProcess.start(refresh.home(), List.of(), command);
                WaybillProcess other = WaybillProcess.start(refresh.home(), List.of(), command)) {
            assertThat(List.of(one.exitStatus(), other.exitStatus()))
                    .as(one.err() + other.err())
                    .containsExactlyInAnyOrder(3, 0);
            assertThat(List.of(
                            one.out().lines().findFirst().orElse(""),
                            other.out().lines().findFirst().orElse("")))
                    .containsExactlyInAnyOrder("Waybill 1: delivered", "Waybill 2: unchanged");
        }
        assertThat(refresh.names("work")).isEmpty();
        assertThat(refresh.names("inbox/timetable/live")).containsExactly("preview");
    }

    @Test
    void aSecondServeOfADataFolderSaysWhoServesItAlready(TestDatabase database) throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 6, 600);
        Refresh refresh = Refresh.of(folder.resolve("home"), database, dumps.play());
        try (Application first = refresh.start()) {
            WaybillProcess second = WaybillProcess.run(refresh.home(), "serve");

            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(second.err().lines()).hasSize(1);
            assertThat(second.err())
                    .startsWith(
                            "waybill: The data folder " + refresh.data().root() + " is served already (test, process "
                                    + ProcessHandle.current().pid() + "): stop that process first");
            assertThat(second.out()).isEmpty();

            refresh.drop(dumps.live());
            refresh.awaitEnded(1);
        }
        assertThat(refresh.state(1)).isEqualTo("delivered");
    }

    @Test
    void deliveriesFromTwoDataFoldersIntoOneDatabaseQueue(TestDatabase database) throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 8, 3_000);
        Refresh here = Refresh.of(folder.resolve("here"), database, dumps.play());
        Refresh there = here.withAnotherHome(folder.resolve("there"));
        List<Path> changed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            changed.add(Files.writeString(
                    folder.resolve("live-" + i + ".dump"),
                    Files.readString(dumps.live()).replaceFirst("\"title\": \"", "\"title\": \"" + i)));
        }
        for (int i = 0; i < changed.size(); i++) {
            (i % 2 == 0 ? here : there).drop(changed.get(i));
        }
        try (Application one = here.start();
                Application other = there.start()) {
            await().atMost(SOON)
                    .until(() -> database.number("SELECT count(*) FROM waybill.waybills WHERE finished_at IS NOT NULL")
                                    == changed.size()
                            && here.names("work").isEmpty()
                            && there.names("work").isEmpty());
        }
        assertThat(database.query("SELECT DISTINCT state FROM waybill.waybills"))
                .containsExactly("delivered");
        // From its comparison to its end each had the target to itself.
        assertThat(database.query("SELECT one.waybill, other.waybill FROM waybill.steps AS one"
                        + " JOIN waybill.waybills AS w ON w.number = one.waybill"
                        + " JOIN waybill.steps AS other ON other.waybill <> one.waybill AND other.state = 'planned'"
                        + " WHERE one.state = 'planned' AND other.at BETWEEN one.at AND w.finished_at"))
                .isEmpty();
        assertThat(here.stages()).isEmpty();
    }

    @Test
    void manyDropsOfTheSameBytesAreDeliveredOnceWhateverTheirNamesAlsoWhenTwoDataFoldersShareADatabase(
            TestDatabase database) throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 5, 600);
        Refresh here = Refresh.of(folder.resolve("here"), database, dumps.play());
        Refresh there = here.withAnotherHome(folder.resolve("there"));
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            copies.add(Files.copy(dumps.live(), folder.resolve("copy-" + i + ".dump")));
        }
        try (Application one = here.start();
                Application other = there.start()) {
            IntStream.range(0, 8)
                    .parallel()
                    .forEach(i -> (i % 2 == 0 ? here : there).dropped(i < 4 ? dumps.live() : copies.get(i - 4)));
            await().atMost(SOON)
                    .until(() ->
                            database.number("SELECT count(*) FROM waybill.waybills WHERE finished_at IS NOT NULL") == 8
                                    && here.names("work").isEmpty()
                                    && there.names("work").isEmpty());
        }
        assertThat(database.query("SELECT state, count(*) FROM waybill.waybills GROUP BY 1 ORDER BY 1"))
                .containsExactly("delivered|1", "unchanged|7");
        assertThat(database.number("SELECT count(DISTINCT same_as) FROM waybill.waybills"))
                .isEqualTo(1);
        assertThat(here.stages()).isEmpty();
    }
}
