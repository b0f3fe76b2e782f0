package io.waybill.tries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.database.TestDatabase;
import io.waybill.folder.DropNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Waybill as it is shipped, at work on folders into which a test puts files as people do. */
final class Porter implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String ENDED = "('held', 'delivered', 'previewed', 'unchanged', 'refused', 'failed')";

    private final TestHome home;
    private final TestDatabase database;
    private final WaybillProcess process;
    private int files;

    private Porter(TestHome home, TestDatabase database, WaybillProcess process) {
        this.home = home;
        this.database = database;
        this.process = process;
    }

    /**
     * Starts it. Some editors save files with a byte order mark: here settings, mapping files and a check have one.
     *
     * @param folder for configuration, routes and data; removed by the caller
     * @param change makes what it likes of the home before the start
     */
    static Porter start(Path folder, TestDatabase database, Consumer<Path> change) throws IOException {
        TestHome home = TestHome.ofProject(folder);
        change.accept(home.home());
        for (String system : List.of("TIMETABLE", "MERLIN", "SCHOOL", "LINO")) {
            home.withTarget(system, database.settings());
        }
        for (String name : List.of(
                "merlin.yaml",
                "timetable.yaml",
                "school.yaml",
                "lino.yaml",
                "application.properties",
                "timetable-renames.csv")) {
            Path file = home.home().resolve("config").resolve(name);
            Files.writeString(file, "\uFEFF" + Files.readString(file));
        }
        Files.write(home.home().resolve("config/checks/merlin/bom.sql"), input("check-with-bom/bom.sql"));
        WaybillProcess process = WaybillProcess.start(home, List.of("-Xmx512m"), "serve");
        await().atMost(SOON).until(() -> {
            assertThat(process.isAlive()).as(process.err()).isTrue();
            return process.out().contains("Stop with");
        });
        return new Porter(home, database, process);
    }

    /**
     * What became of a file.
     *
     * @param state of its waybill
     * @param told everything that the waybill, its rejects and the reason beside a refused file say, and its states of rejects
     * @param number of its waybill
     */
    record Outcome(String state, String told, long number) {
        Outcome is(String expected, String... words) {
            assertThat(state).as(told).isEqualTo(expected);
            assertThat(told).doesNotContain("\tat ", "Exception", "Exchange[");
            return says(words);
        }

        /** Delivered, apart from so many rejects. */
        Outcome rejects(long count, String... words) {
            assertThat(told.lines().filter(line -> line.startsWith("reject ")).count())
                    .as(told)
                    .isEqualTo(count);
            return says(words);
        }

        /** Whatever became of it. */
        Outcome says(String... words) {
            for (String word : words) {
                assertThat(told).contains(word);
            }
            return this;
        }
    }

    /** An input of those that went wrong. */
    static byte[] input(String name) {
        try (InputStream stream = Porter.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String text(String name) {
        return new String(input(name), UTF_8);
    }

    Outcome drop(String feed, String name, String text) {
        return drop(feed, name, text.getBytes(UTF_8), Map.of());
    }

    Outcome drop(String feed, String name, String text, Map<String, String> options) {
        return drop(feed, name, text.getBytes(UTF_8), options);
    }

    /** Puts a file into a feed's folder, its options beside it, and waits for what becomes of it. */
    Outcome drop(String feed, String name, byte[] bytes, Map<String, String> options) {
        String unique = ++files + "-" + name;
        try {
            Path inbox = home.data().root().resolve("inbox").resolve(feed);
            StringBuilder lines = new StringBuilder();
            options.forEach(
                    (key, value) -> lines.append(key).append('=').append(value).append('\n'));
            if (!options.isEmpty()) {
                Files.writeString(inbox.resolve(unique + DropNames.OPTIONS), lines);
            }
            Path beside = Files.createTempFile(home.home(), "drop", "");
            Files.write(beside, bytes);
            Files.move(beside, inbox.resolve(unique), StandardCopyOption.ATOMIC_MOVE);
            Files.createFile(inbox.resolve(unique + DropNames.DONE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return outcome(unique);
    }

    private Outcome outcome(String name) {
        String where = " FROM waybill.waybills WHERE file_name = '" + name + "' AND state IN " + ENDED
                + " AND (filed_at IS NOT NULL OR state = 'held')";
        await().atMost(SOON).pollInterval(Duration.ofMillis(60)).until(() -> {
            assertThat(process.isAlive()).as(process.err()).isTrue();
            return database.number("SELECT count(*)" + where) == 1;
        });
        long number = database.number("SELECT number" + where);
        StringBuilder told = new StringBuilder();
        for (String query : List.of(
                "SELECT message FROM waybill.waybills WHERE number = ",
                "SELECT 'notice ' || rule || ': ' || sentence FROM waybill.notices WHERE waybill = ",
                "SELECT 'guard ' || sentence FROM waybill.guards WHERE tripped AND waybill = ",
                "SELECT 'check ' || severity || ': ' || sentence FROM waybill.check_results WHERE rows > 0 AND waybill = ",
                "SELECT 'reject ' || file || ' line ' || line || ' ' || rule || ': ' || reason || ' ' || candidates"
                        + " FROM waybill.rejects WHERE waybill = ")) {
            database.query(query + number + " ORDER BY 1")
                    .forEach(line -> told.append(line).append('\n'));
        }
        told.append(reason(number));
        return new Outcome(database.value("SELECT state" + where), told.toString(), number);
    }

    private String reason(long number) {
        try (Stream<Path> all = Files.walk(home.data().root().resolve("error"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : all.filter(each -> each.getFileName().toString().equals("reason.txt")
                            && each.getParent().getFileName().toString().equals(Long.toString(number)))
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The rejects that a waybill left, as people find them. */
    String rejects(String feed, Outcome of) {
        try {
            return Files.readString(home.data()
                    .root()
                    .resolve("error")
                    .resolve(feed)
                    .resolve(Long.toString(of.number()))
                    .resolve("rejects.csv"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
