package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.Refresh.Dumps;
import io.waybill.boot.Application;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes killed in the middle of a refresh: each next one goes on by itself, and in the end it is as if none had been. */
@ExtendWith(TestPostgres.class)
class CrashTest {
    private static final int KILLED = 137;
    /** From here on the refresh is true. */
    private static final List<String> COMMITTED = List.of("after-commit", "archive-written", "archived");

    @TempDir
    private static Path folder;

    private static Dumps dumps;
    private static Refresh clean;
    private static Map<String, String> tablesBefore;

    @BeforeAll
    static void aRefreshWithoutAnyCrash(TestServer server) throws Exception {
        dumps = Dumps.invented(folder.resolve("dumps"), 7, 600);
        clean = Refresh.of(folder.resolve("clean"), server.newDatabase(), dumps.play());
        tablesBefore = clean.tables();
        clean.drop(dumps.live());
        try (Application application = clean.start()) {
            clean.awaitEnded(1);
        }
        assertThat(clean.tables()).isNotEqualTo(tablesBefore);
        assertThat(clean.rejects(1)).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(
            strings = {
                "claimed-moved staged applied before-commit after-commit archive-written archived",
                "noted claimed"
            })
    void aRefreshKilledAtEveryStepEndsAsIfNothingHadHappened(String steps, TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve(steps), server.newDatabase(), dumps.play());
        refresh.drop(dumps.live());
        for (String step : steps.split(" ")) {
            try (WaybillProcess killed = refresh.serve("-Dwaybill.crash=" + step)) {
                assertThat(killed.exitStatus()).as(step + ": " + killed.err()).isEqualTo(KILLED);
            }
            assertThat(refresh.tables()).as(step).isEqualTo(COMMITTED.contains(step) ? clean.tables() : tablesBefore);
        }
        try (Application healing = refresh.start()) {
            refresh.awaitEnded(1);
        }
        assertSameAsClean(refresh);
    }

    @Test
    @Tag("thorough")
    void aRefreshKilledAtAnyMomentEndsAsIfNothingHadHappened(TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("any moment"), server.newDatabase(), dumps.play());
        refresh.drop(dumps.live());
        long pause = System.nanoTime() % 800;
        try (WaybillProcess killed = refresh.serve()) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> refresh.database().value("SELECT to_regclass('waybill.waybills')") != null
                            && refresh.state(1) != null);
            await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
            killed.kill();
            assertThat(killed.exitStatus()).isEqualTo(KILLED);
        }
        assertThat(refresh.tables()).as("killed after %s ms", pause).isIn(tablesBefore, clean.tables());
        try (Application healing = refresh.start()) {
            refresh.awaitEnded(1);
        }
        assertSameAsClean(refresh);
    }

    @Test
    @Tag("thorough")
    void aBrokenDumpIsRefusedOnceHoweverOftenTheProcessIsKilledOverIt(TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("broken"), server.newDatabase(), dumps.play());
        Path broken = Files.writeString(folder.resolve("broken.dump"), "[{\"pk\": 1, \"model\": ");
        refresh.drop(broken);
        for (String step : List.of("reason-written", "refused")) {
            try (WaybillProcess killed = refresh.serve("-Dwaybill.crash=" + step)) {
                assertThat(killed.exitStatus()).as(step + ": " + killed.err()).isEqualTo(KILLED);
            }
        }
        try (Application healing = refresh.start()) {
            refresh.awaitEnded(1);
        }
        assertThat(refresh.state(1)).isEqualTo("refused");
        assertThat(refresh.places("broken.dump")).containsExactly("error/timetable/live/#/broken.dump");
        assertThat(refresh.places("reason.txt")).containsExactly("error/timetable/live/#/reason.txt");
        assertThat(refresh.tables()).isEqualTo(tablesBefore);
        assertThat(refresh.stages()).isEmpty();
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(strings = {"staged planned applied before-commit after-commit archive-written archived"})
    void anUndoKilledAtEveryStepEndsAsIfNothingHadHappened(String steps, TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("undo " + steps), server.newDatabase(), dumps.play());
        refresh.drop(dumps.live());
        try (Application delivering = refresh.start()) {
            refresh.awaitEnded(1);
        }
        new Requests(
                        new Ledger(refresh.database().dataSource(), Clock.systemUTC()),
                        new LedgerReader(refresh.database().dataSource()),
                        "test")
                .undo(1, false, "nan", DropOptions.newToken());
        for (String step : steps.split(" ")) {
            try (WaybillProcess killed = refresh.serve("-Dwaybill.crash=" + step)) {
                assertThat(killed.exitStatus()).as(step + ": " + killed.err()).isEqualTo(KILLED);
            }
            assertThat(refresh.tables()).as(step).isEqualTo(COMMITTED.contains(step) ? tablesBefore : clean.tables());
        }
        try (Application healing = refresh.start()) {
            refresh.awaitFiled(2);
        }
        assertThat(refresh.tables()).isEqualTo(tablesBefore);
        assertThat(refresh.state(1)).isEqualTo("undone");
        assertThat(refresh.state(2)).isEqualTo("delivered");
        assertThat(refresh.places("waybill.json")).hasSize(2);
        assertThat(refresh.places(".waybill.json.part")).isEmpty();
        assertThat(refresh.names("work")).isEmpty();
    }

    private static void assertSameAsClean(Refresh refresh) throws IOException {
        long number = refresh.latest();
        assertThat(refresh.state(number)).isEqualTo("delivered");
        assertThat(refresh.tables()).isEqualTo(clean.tables());
        assertThat(refresh.counts(number)).isEqualTo(clean.counts(1));
        assertThat(refresh.stages()).isEmpty();
        assertThat(refresh.rejects(number)).isEqualTo(clean.rejects(1));
        for (String file : List.of("live.dump", "waybill.json", "rejects.csv", "live-non_user.json")) {
            assertThat(refresh.places(file)).as(file).hasSize(1).isEqualTo(clean.places(file));
        }
        String outbox = "outbox/timetable/live-non_user.json";
        assertThat(refresh.data().root().resolve(outbox))
                .hasSameBinaryContentAs(clean.data().root().resolve(outbox));
        assertThat(refresh.names("inbox/timetable/live")).containsExactly("preview");
        assertThat(refresh.names("work")).isEmpty();
    }
}
