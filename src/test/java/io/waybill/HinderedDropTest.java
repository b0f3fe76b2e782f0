package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.Refresh.Dumps;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.folder.DataFolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drops that cannot be carried now although nothing is wrong with them wait in their folders, and nothing is held against them. */
@ExtendWith(TestPostgres.class)
class HinderedDropTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String WAYBILLS = "SELECT file_name, state, attempts FROM waybill.waybills ORDER BY number";

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void aDropThatWasBeingCarriedWhenTheDatabaseWentAwayWaitsInItsFolderForHoweverLongThatLasts(
            TestDatabase database, TestServer server) throws Exception {
        TestHome home = new TestHome(folder.resolve("home")).withTarget(database);
        try (Application application = start(home)) {
            Files.writeString(home.inbox().resolve("slow.txt.options"), "tone=kind");
            Files.writeString(home.inbox().resolve("slow.txt"), "hello");
            await().atMost(SOON).until(() -> asleep(database) == 1);

            server.shut(database);

            await().atMost(SOON).until(() -> Files.exists(home.inbox().resolve("slow.txt")));
            Files.writeString(home.inbox().resolve("b.txt"), "another");
            assertThat(home.inbox().resolve("slow.txt.options")).hasContent("tone=kind");
            assertThat(home.inbox().toFile().list())
                    .containsExactlyInAnyOrder("slow.txt", "slow.txt.options", "b.txt", "preview");

            server.open(database);
            await().atMost(SOON).until(() -> asleep(database) == 1);
            assertThat(database.query(WAYBILLS)).contains("slow.txt|claimed|1").hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aDropThatGoesBackOverwritesNothingThatWasDroppedMeanwhile(TestDatabase database) throws Exception {
        TestHome home = new TestHome(folder.resolve("home")).withTarget(database);
        try (Application application = start(home)) {
            Files.writeString(home.inbox().resolve("slow.txt"), "first");
            await().atMost(SOON).until(() -> asleep(database) == 1);
            Files.writeString(home.inbox().resolve("slow.txt"), "second");

            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)'"
                    + " AND pid <> pg_backend_pid()");

            await().atMost(SOON).until(() -> Files.exists(home.inbox().resolve("slow (2).txt")));
            assertThat(home.inbox().resolve("slow (2).txt")).hasContent("first");
            await().atMost(SOON).until(() -> asleep(database) == 1);
            assertThat(database.query(WAYBILLS)).hasSize(1).first().asString().endsWith(".txt|claimed|1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "error"})
    void aDropWhoseFilesCannotFollowIsBroughtToItsEndWhenTheyCan(String name, TestDatabase database) throws Exception {
        TestHome home = new TestHome(folder.resolve("home")).withTarget(database);
        String drop = name.equals("error") ? "bad.txt" : "good.txt";
        String state = name.equals("error") ? "failed" : "delivered";
        home.data().make();
        Path place = home.data().root().resolve(name);
        Files.delete(place);
        try (Application application = start(home)) {
            Files.delete(place);
            Files.writeString(place, "no folder");
            Files.writeString(home.inbox().resolve(drop), "hello");
            await().atMost(SOON).until(() -> database.query(WAYBILLS).equals(List.of(drop + "|" + state + "|1")));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            assertThat(home.data().work(1).resolve("original").resolve(drop)).exists();

            Files.delete(place);

            await().atMost(SOON).until(() -> !Files.exists(home.data().work(1)));
            try (var files = Files.walk(place)) {
                assertThat(files.filter(file -> file.endsWith(drop))).hasSize(1);
            }
            assertThat(database.query(WAYBILLS)).containsExactly(drop + "|" + state + "|1");
        }
    }

    /** Neither the failure nor the next attempt can be entered in the ledger: without a limit it would be begun for ever. */
    @Test
    @Tag("thorough")
    void aDropThatCanNeitherBeCarriedNorEndedIsGivenUpAfterAFewTriesWithGrowingPauses(TestDatabase database)
            throws Exception {
        TestHome home = new TestHome(folder.resolve("home")).withTarget(database);
        try (Application application = start(home)) {
            database.run(
                    "CREATE FUNCTION waybill.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.attempts > OLD.attempts"
                            + " OR NEW.state = 'failed' AND NEW::text NOT LIKE '%It was begun 5 times%' THEN RAISE EXCEPTION 'not now';"
                            + " END IF; RETURN NEW; END $$",
                    "CREATE TRIGGER refuse BEFORE UPDATE ON waybill.waybills FOR EACH ROW EXECUTE FUNCTION waybill.refuse()");
            Files.writeString(home.inbox().resolve("bad.txt"), "hello");
            await().atMost(SOON).until(() -> database.query(WAYBILLS).equals(List.of("bad.txt|failed|1")));
            await().atMost(SOON).until(() -> !Files.exists(home.data().work(1)));
            assertThat(database.value("SELECT message FROM waybill.waybills"))
                    .startsWith("It was begun 5 times and never came to an end: each time something failed")
                    .contains(
                            "The last time: The ledger cannot be written: The database refused a statement (SQLState P0001)")
                    .contains("drop it again");
            try (var files = Files.walk(home.data().root().resolve("error"))) {
                assertThat(files.filter(file -> file.endsWith("bad.txt"))).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(booleans = {true, false})
    void aFileThatIsWrittenToOrReplacedWhileItIsReadIsNotDeliveredButReadAgain(boolean replaced, TestDatabase database)
            throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 21, 600);
        String text = Files.readString(dumps.live());
        Path other =
                Files.writeString(folder.resolve("other"), text.replaceFirst("\"title\": \"", "\"title\": \"New: "));
        Refresh refresh = Refresh.of(folder.resolve("home"), database, dumps.play());
        var before = refresh.tables();
        Path held = folder.resolve("held");
        refresh.drop(dumps.live());
        try (WaybillProcess serve = refresh.serve("-Dwaybill.hold=planned", "-Dwaybill.hold.file=" + held)) {
            await().atMost(SOON).until(() -> Files.exists(held));
            Path file = refresh.data().work(1).resolve("original/live.dump");
            if (replaced) {
                Files.copy(other, folder.resolve("new"));
                Files.move(folder.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                overwrite(file, Files.readAllBytes(other));
            }
            Files.delete(held);
            refresh.awaitEnded(1);
            assertThat(serve.err()).contains("live.dump was written to while it was being read.");
        }
        assertThat(refresh.tables()).isNotEqualTo(before);
        assertThat(refresh.value("SELECT count(*) FROM timetables_eventsource WHERE title LIKE 'New: %'"))
                .isEqualTo("1");
        assertThat(database.query("SELECT state, attempts, file_size FROM waybill.waybills"))
                .containsExactly("delivered|1|" + Files.size(other));
        assertThat(refresh.places("live.dump")).hasSize(1).first().asString().startsWith("archive/");
        assertThat(refresh.stages()).isEmpty();
    }

    /** As somebody does who has had the file open all the time. */
    private static void overwrite(Path file, byte[] bytes) throws IOException {
        try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(bytes);
        }
    }

    private static long asleep(TestDatabase database) {
        try {
            return database.number("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)'"
                    + " AND state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()");
        } catch (IllegalStateException away) {
            return 0;
        }
    }

    private static Application start(TestHome home) {
        home.data().make();
        return Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow());
    }
}
