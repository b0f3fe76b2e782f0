package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.boot.Application;
import io.waybill.boot.StartFailedException;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.DataFolderLock;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.WaybillFilter;
import io.waybill.model.FileEntry;
import io.waybill.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class IntakeRouteTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private TestHome home;
    private Application application;

    @BeforeEach
    void begin(TestDatabase database) throws IOException {
        home = new TestHome(folder.resolve("home")).withTarget(database);
    }

    @AfterEach
    void end() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void aDroppedFileIsCarriedArchivedAndTheSecondTimeRecognised() throws IOException {
        start();
        drop("a.txt", "hello");
        LedgerEntry first = ended("a.txt");
        drop("b.txt", "hello");
        LedgerEntry second = ended("b.txt");

        assertThat(first.state()).isEqualTo(State.DELIVERED);
        assertThat(archived(first)).hasContent("hello");
        assertThat(second.state()).isEqualTo(State.UNCHANGED);
        assertThat(second.links().sameAs()).isEqualTo(first.number());
        assertThat(archived(second)).hasContent("hello");
        await().atMost(SOON)
                .until(() -> names(home.data().root().resolve("work")).isEmpty());
    }

    @Test
    void aFileInThePreviewFolderIsPlannedOnly() throws IOException {
        start();
        Files.writeString(home.inbox().resolve("preview/a.txt"), "hello");

        assertThat(ended("a.txt").state()).isEqualTo(State.PREVIEWED);
    }

    @Test
    void optionsInAnotherSpellingCount() throws IOException {
        start();
        drop("A.TXT.OPTIONS", "preview=true");
        drop("A.TXT", "one");
        drop("b.txt.options.txt", "\uFEFFpreview=true");
        drop("b.txt", "two");
        drop("c.txt.Opts", "preview=true");
        drop("C.txt", "three");
        drop("d.options", "preview=true");
        drop("d.txt", "four");
        drop("z.txt", "the last");

        assertThat(ended("A.TXT").state()).isEqualTo(State.PREVIEWED);
        assertThat(ended("b.txt").state()).isEqualTo(State.PREVIEWED);
        assertThat(ended("C.txt").state()).isEqualTo(State.PREVIEWED);
        assertThat(ended("z.txt").state()).isEqualTo(State.DELIVERED);
        assertThat(names(home.inbox())).containsExactlyInAnyOrder("preview", "d.options", "d.txt");

        Files.move(home.inbox().resolve("d.options"), home.inbox().resolve("d.txt.options"));
        assertThat(ended("d.txt").state()).isEqualTo(State.PREVIEWED);
    }

    @Test
    void hiddenAndHalfCopiedFilesAndWhatStandsBesideADropStay() throws IOException {
        start();
        List<String> staying = List.of(
                ".hidden", "a.part", "a.tmp", "b.crdownload", "c.filepart", "d.txt.done", "e.txt.options", "f~");
        for (String name : staying) {
            drop(name, "hello");
        }
        drop("z.txt", "the last");

        ended("z.txt");
        assertThat(lines()).hasSize(1);
        assertThat(names(home.inbox())).containsAll(staying);
    }

    @Test
    void aFolderIsRefusedAndThoseBehindItAreCarried() throws IOException {
        start();
        Files.createDirectory(home.inbox().resolve("x.dump"));
        Files.createFile(home.inbox().resolve("x.dump.done"));
        drop("a.txt", "hello");

        LedgerEntry refused = ended("x.dump");
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.message()).contains("x.dump: found an empty folder, expected a file");
        assertThat(home.data().error(TestHome.FEED, refused.number()).resolve("x.dump"))
                .isDirectory();
        assertThat(ended("a.txt").state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aFailureIsOneSentenceInTheErrorFolderAndTheNextDropIsCarried() throws IOException {
        start();
        drop("a.bad.txt", "hello");
        drop("b.txt", "world");

        LedgerEntry failed = ended("a.bad.txt");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        Path error = home.data().error(TestHome.FEED, failed.number());
        assertThat(error.resolve("a.bad.txt")).hasContent("hello");
        assertThat(error.resolve("reason.txt"))
                .content()
                .contains("A bad letter. Nothing was changed.")
                .doesNotContain("\tat ");
        assertThat(ended("b.txt").state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aStopInTheMiddleOfALoadLeavesTheDropToBeBegunAnew() throws IOException {
        start();
        Path file = drop("slow.txt", "hello");
        await().atMost(SOON).until(() -> !lines().isEmpty() && !Files.exists(file));
        await().atMost(SOON)
                .until(() -> application.ledger().show(1).isPresent()
                        && Files.exists(home.data().work(1)));
        application.close();
        start();

        await().atMost(SOON).untilAsserted(() -> {
            LedgerEntry page = application.ledger().show(1).orElseThrow();
            assertThat(page.run().attempts()).isEqualTo(2);
            assertThat(page.state()).isEqualTo(State.CLAIMED);
        });
    }

    @Test
    void aRouteThatIsNotYamlStopsTheStartWithASentence() throws IOException {
        Files.writeString(home.home().resolve("routes/broken.camel.yaml"), "- route: [");
        assertThatThrownBy(this::start)
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("broken.camel.yaml");
        Files.writeString(home.home().resolve("routes/broken.camel.yaml"), "- rout:\n    id: x\n");
        assertThatThrownBy(this::start).isInstanceOf(StartFailedException.class);
        Files.delete(home.home().resolve("routes/broken.camel.yaml"));
        start();
    }

    private void start() {
        home.data().make();
        DataFolderLock lock = DataFolderLock.take(home.data(), "test").orElseThrow();
        application = Application.start(home.settings(), lock);
    }

    private Path drop(String name, String text) throws IOException {
        return Files.writeString(home.inbox().resolve(name), text);
    }

    private List<LedgerLine> lines() {
        return application.ledger().list(WaybillFilter.ALL, 100, 0);
    }

    private LedgerEntry ended(String name) {
        await().atMost(SOON)
                .until(() -> lines().stream()
                        .anyMatch(line -> line.fileName().equals(name)
                                && line.state().terminal()
                                && !page(line).results().files().isEmpty()));
        return lines().stream()
                .filter(line -> line.fileName().equals(name))
                .map(this::page)
                .findFirst()
                .orElseThrow();
    }

    private LedgerEntry page(LedgerLine line) {
        return application.ledger().show(line.number()).orElseThrow();
    }

    private Path archived(LedgerEntry page) {
        FileEntry original = page.results().files().get(0);
        Path file = home.data().root().resolve(original.path());
        await().atMost(SOON).until(() -> Files.exists(file));
        assertThat(file.resolveSibling("waybill.json")).exists();
        return file;
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
