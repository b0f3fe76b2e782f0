package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.boot.Application;
import io.waybill.boot.Systems;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.Changes;
import io.waybill.delivery.SecretColumns;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Waybill at work with the project's own configuration and routes, delivering into a test's database. */
public final class TestWaybill implements AutoCloseable {
    /** The first one names the database, which the others deliver into as well. */
    private static final List<String> ALL = Systems.installed().names();

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final Path home;
    private final DataFolder data;
    private final Application application;

    private TestWaybill(Path home, DataFolder data, Application application) {
        this.home = home;
        this.data = data;
        this.application = application;
    }

    /** @param folder for configuration, routes and data; removed by the caller */
    public static TestWaybill start(Path folder, TestDatabase target) {
        return start(folder, target, Map.of());
    }

    /** @param settings more of the environment */
    public static TestWaybill start(Path folder, TestDatabase target, Map<String, String> settings) {
        return start(folder, target, settings, home -> {});
    }

    /** A change: Timetable's feeds ask for a backup before they change anything. */
    public static void askForBackups(Path home) {
        Path mapping = home.resolve("config/timetable.yaml");
        try {
            Files.writeString(mapping, Files.readString(mapping).replace("backup: none", "backup: full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param settings more of the environment
     * @param change makes what it likes of the home, configuration and routes, before it starts
     */
    public static TestWaybill start(
            Path folder, TestDatabase target, Map<String, String> settings, Consumer<Path> change) {
        return start(ALL, folder, target, settings, change);
    }

    /**
     * With one system only, as where the others' route files were taken away: half of the start, and of the looks into folders, is for them.
     *
     * @param system by its name
     */
    public static TestWaybill startOnly(String system, Path folder, TestDatabase target) {
        return startOnly(system, folder, target, Map.of(), home -> {});
    }

    /**
     * The same with more settings, in a home that the caller changes before the start.
     *
     * @param system by its name
     * @param settings more of the environment
     * @param change makes what it likes of the home, configuration and routes, before it starts
     */
    public static TestWaybill startOnly(
            String system, Path folder, TestDatabase target, Map<String, String> settings, Consumer<Path> change) {
        return start(List.of(system), folder, target, settings, change);
    }

    private static TestWaybill start(
            List<String> systems,
            Path folder,
            TestDatabase target,
            Map<String, String> settings,
            Consumer<Path> change) {
        Path home = folder.resolve("home");
        copy(Path.of("config"), home.resolve("config"));
        copy(Path.of("routes"), home.resolve("routes"));
        try {
            for (String other : ALL) {
                if (!systems.contains(other)) {
                    Files.deleteIfExists(home.resolve("routes").resolve(other + ".camel.yaml"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        change.accept(home);
        Map<String, String> environment = new HashMap<>();
        environment.put("WAYBILL_HOME", home.toString());
        environment.put("WAYBILL_DATA", home.resolve("data").toString());
        environment.put("WAYBILL_SETTLE", "50ms");
        // Each look at all the folders of a system costs as much as some steps of a drop.
        environment.put("WAYBILL_POLL", "200ms");
        environment.put("WAYBILL_RESUME", "500ms");
        environment.put("WAYBILL_REQUESTS", "200ms");
        environment.put("WAYBILL_HTTP_PORT", "0");
        environment.put("WAYBILL_DESK_PORT", "0");
        environment.put("WAYBILL_STOP", "1s");
        String setting = "WAYBILL_TARGET_" + systems.get(0).toUpperCase(Locale.ROOT);
        environment.put(setting + "_URL", target.url());
        environment.put(setting + "_USER", target.user());
        environment.put(setting + "_PASSWORD", target.password());
        environment.putAll(settings);
        Settings read = Settings.read(environment, new Properties());
        DataFolder data = new DataFolder(read.data());
        data.make();
        DataFolderLock lock = DataFolderLock.take(data, "test").orElseThrow();
        return new TestWaybill(home, data, Application.start(read, lock));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.createDirectories(to.resolve(from.relativize(file)).getParent());
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataFolder data() {
        return data;
    }

    public Path config() {
        return home.resolve("config");
    }

    public LedgerEntry drop(String feed, String name, String text) throws IOException {
        return drop(feed, name, text.getBytes(StandardCharsets.UTF_8));
    }

    public LedgerEntry drop(String feed, String name, byte[] bytes) throws IOException {
        return drop(feed, name, bytes, false, false);
    }

    public LedgerEntry preview(String feed, String name, byte[] bytes) throws IOException {
        return drop(feed, name, bytes, true, false);
    }

    public LedgerEntry again(String feed, String name, byte[] bytes) throws IOException {
        return drop(feed, name, bytes, false, true);
    }

    private LedgerEntry drop(String feed, String name, byte[] bytes, boolean preview, boolean again)
            throws IOException {
        String token = put(feed, name, bytes, preview, again);
        return ended(token);
    }

    /**
     * Drops a file without waiting.
     *
     * @return its token, for {@link #ended}
     */
    public String put(String feed, String name, byte[] bytes, boolean preview, boolean again) throws IOException {
        String token = UUID.randomUUID().toString();
        Path file = Files.createDirectories(home.resolve("mine").resolve(token)).resolve(name);
        Files.write(file, bytes);
        new Inbox(data).put(feed(feed), file, new DropOptions(preview, again, token, "", Map.of()));
        return token;
    }

    /**
     * Drops a file with options of its feed, even if the same bytes were dropped before.
     *
     * @param preview whether nothing is to be changed
     */
    public LedgerEntry drop(String feed, Path file, boolean preview, Map<String, String> options) throws IOException {
        return ended(put(feed, file, preview, options));
    }

    /**
     * Drops a file of any size without waiting for its end; it is left where it is.
     *
     * @return the drop's token
     */
    public String put(String feed, Path file, boolean preview, Map<String, String> options) throws IOException {
        String token = UUID.randomUUID().toString();
        new Inbox(data).put(feed(feed), file, new DropOptions(preview, true, token, "", options));
        return token;
    }

    /** The page of a drop, once its files are where they belong. */
    public LedgerEntry ended(String token) {
        LedgerReader ledger = application.ledger();
        long number = await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> ledger.byToken(token), OptionalLong::isPresent)
                .getAsLong();
        await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(OFTEN).until(() -> settled(number));
        return balanced(page(number));
    }

    /** Whether nothing more happens to a waybill by itself. The files are looked at first: the ledger costs more. */
    private boolean settled(long number) {
        return !Files.exists(data.work(number))
                && glances("number = ?", number).stream().anyMatch(this::settled);
    }

    private boolean settled(Glance glance) {
        return glance.state().terminal()
                ? glance.filed()
                : glance.state() == State.HELD && page(glance.number()).settled();
    }

    /**
     * What a look at a waybill costs little for.
     *
     * @param filed whether its files are where they belong: an undo or a restore has no work folder by which to see that
     */
    private record Glance(long number, State state, boolean filed) {}

    /** The waybills with a value, latest first; none while the database does not answer. */
    private List<Glance> glances(String condition, Object value) {
        List<Glance> glances = new ArrayList<>();
        try (Connection connection = application.target().dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT number, state, filed_at IS NOT NULL FROM waybill.waybills WHERE " + condition
                                + " ORDER BY number DESC")) {
            statement.setObject(1, value);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    glances.add(new Glance(row.getLong(1), State.ofWord(row.getString(2)), row.getBoolean(3)));
                }
            }
        } catch (SQLException e) {
            return List.of();
        }
        return glances;
    }

    /** The page of a file that was put into a folder by hand, once its files are where they belong. */
    public LedgerEntry endedByName(String name) {
        return endedByName(name, null);
    }

    /** @param state in which it is to be; null for any in which it has ended */
    public LedgerEntry endedByName(String name, State state) {
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> glances("file_name = ?", name).stream()
                        .anyMatch(glance -> (state == null ? glance.state().terminal() : glance.state() == state)
                                && !Files.exists(data.work(glance.number()))));
        return balanced(page(glances("file_name = ?", name).get(0).number()));
    }

    private static LedgerEntry balanced(LedgerEntry page) {
        assertThat(page.results().counts()).allMatch(Tally::balances);
        return page;
    }

    public LedgerEntry page(long number) {
        return application.ledger().show(number).orElseThrow();
    }

    /** What people ask of waybills. */
    public Requests requests() {
        return new Requests(
                new Ledger(application.target().dataSource(), Clock.systemUTC()), application.ledger(), "test");
    }

    /** Approves or declines a held waybill, and waits for the outcome. */
    public LedgerEntry decided(LedgerEntry held, boolean approved) {
        requests()
                .decide(held.number(), approved, "ann", "as agreed", held.plan().fingerprint());
        await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(OFTEN).until(() -> settled(held.number()));
        return balanced(page(held.number()));
    }

    /**
     * Undoes a waybill, and waits for the outcome.
     *
     * @return the undo's page
     */
    public LedgerEntry undone(LedgerEntry page, boolean preview) {
        String token = UUID.randomUUID().toString();
        requests().undo(page.number(), preview, "ann", token).orElseThrow();
        return ended(token);
    }

    /**
     * Restores a backup, and waits for the outcome.
     *
     * @return the restore's page
     */
    public LedgerEntry restored(String backup, String feed, boolean preview) {
        String token = UUID.randomUUID().toString();
        requests().restore(backup, feed(feed), preview, "ann", token);
        return ended(token);
    }

    /** The changes of a waybill, in an order of their own, each as a text. */
    public List<String> changes(LedgerEntry page) {
        List<String> changes = new ArrayList<>();
        new Changes(application.target().dataSource(), SecretColumns.NONE)
                .each(
                        page.number(),
                        Changes.Filter.ALL,
                        some -> some.forEach(
                                change -> changes.add(change.kind() + " " + change.table() + " " + change.keyText()
                                        + " " + change.cells()
                                        + (change.fresh() ? " fresh" : ""))));
        changes.sort(null);
        return changes;
    }

    /** @param feed of Timetable, or {@code <system>/<feed>} */
    public static FeedName feed(String feed) {
        int slash = feed.indexOf('/');
        return slash < 0 ? new FeedName("timetable", feed) : FeedName.parse(feed);
    }

    public Path inbox(String feed) {
        return data.inbox(feed(feed));
    }

    /** A file in the error folder of a waybill. */
    public Path error(LedgerEntry page, String name) {
        return data.error(page.feed(), page.number()).resolve(name);
    }

    public String errorText(LedgerEntry page, String name) throws IOException {
        return Files.readString(error(page, name));
    }

    public Path outbox(String name) {
        return data.outbox("timetable").resolve(name);
    }

    /** Files of a waybill as the ledger knows them, by role. */
    public static List<String> paths(LedgerEntry page, FileEntry.Role role) {
        return page.results().files().stream()
                .filter(file -> file.role() == role)
                .map(FileEntry::path)
                .toList();
    }

    @Override
    public void close() {
        application.close();
    }
}
