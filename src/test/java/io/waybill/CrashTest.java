package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.intake.DataFolderLock;
import io.waybill.intake.ProgressBar;
import io.waybill.intake.State;
import io.waybill.intake.WaybillFilter;
import io.waybill.intake.WaybillLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class CrashTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noted",
                "claimed-moved",
                "claimed",
                "staged",
                "after-commit",
                "archive-written",
                "archived",
                "refused"
            })
    void aProcessKilledAtAnyStepLeavesNothingToDoForAnOperator(String step, TestDatabase database) throws Exception {
        TestHome home = new TestHome(folder.resolve("home")).withTarget(database);
        String name = step.equals("refused") ? "bad.txt" : "letter.txt";
        Path letter = Files.writeString(folder.resolve(name), "hello");

        try (WaybillProcess killed = WaybillProcess.start(
                home, List.of("-Dwaybill.crash=" + step), "drop", "sample/letters", letter.toString(), "--wait")) {
            assertThat(killed.exitStatus()).as(killed.err()).isEqualTo(137);
        }

        DataFolderLock lock = DataFolderLock.take(home.data(), "test").orElseThrow();
        try (Application restarted = Application.start(home.settings(), lock, ProgressBar.none())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                List<WaybillLine> lines = restarted.ledger().list(WaybillFilter.ALL, 10, 0);
                return lines.size() == 1
                        && lines.get(0).state().terminal()
                        && count(home.data().root().resolve("work")) == 0;
            });
            WaybillLine line = restarted.ledger().list(WaybillFilter.ALL, 10, 0).get(0);
            assertThat(line.state()).isEqualTo(step.equals("refused") ? State.FAILED : State.DELIVERED);
            assertThat(places(home, name)).hasSize(1);
            assertThat(places(home, name).get(0)).hasContent("hello");
            assertThat(count(home.inbox())).as("only the preview folder").isEqualTo(1);
        }
    }

    private static List<Path> places(TestHome home, String name) throws IOException {
        try (Stream<Path> files = Files.walk(home.data().root())) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
