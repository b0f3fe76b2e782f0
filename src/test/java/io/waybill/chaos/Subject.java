package io.waybill.chaos;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.FileDigest;
import io.waybill.school.load.School;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What faults happen to: one data folder, its database, the process that serves it, and the people who use it. */
final class Subject implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int KILLED = 137;
    private static final long PAUSE_MILLIS = 5;

    private final TestHome home;
    private final TestServer server;
    private final TestDatabase database;
    private final List<String> jvm;
    private final List<WaybillProcess> processes = new ArrayList<>();
    private final List<Path> mounted = new ArrayList<>();
    private CompletableFuture<Void> people = CompletableFuture.completedFuture(null);
    private int dropped;
    /** The embedded one as it was published last: its connections are kept, since a server has few. */
    private TestDatabase embedded;

    /** Where the disk of its database is mounted; null when that has none of its own. */
    private Path databaseDisk;

    /**
     * @param database null for the embedded one
     * @param jvm what every process is started with
     */
    Subject(Path folder, TestServer server, TestDatabase database, List<String> jvm) throws IOException {
        this.jvm = List.copyOf(jvm);
        this.home = TestHome.ofProject(folder).with("WAYBILL_STOP", "0s");
        School.ofTheInventedYear(folder);
        this.server = server;
        this.database = database;
        if (database != null) {
            for (String system : List.of("TIMETABLE", "MERLIN", "SCHOOL", "LINO")) {
                home.withTarget(system, database.settings());
            }
        }
    }

    TestServer server() {
        return server;
    }

    DataFolder data() {
        return home.data();
    }

    /** Of the embedded one what it has published. */
    synchronized TestDatabase database() {
        if (database != null) {
            return database;
        }
        Properties published = new Properties();
        try (Reader reader = Files.newBufferedReader(data().root().resolve("postgres/connection.properties"))) {
            published.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException("the embedded database is not there yet", e);
        }
        TargetSettings settings = new TargetSettings(
                published.getProperty("url"), published.getProperty("user"), published.getProperty("password"));
        if (embedded == null || !embedded.settings().equals(settings)) {
            embedded = TestDatabase.at(settings);
        }
        return embedded;
    }

    /** The data folder on a disk of its own. */
    void onSmallDisk(int megabytes) throws Exception {
        Path disk = data().root();
        Machine.mount(disk, megabytes);
        mounted.add(disk);
    }

    /** The database on a disk of its own, mounted there. */
    void databaseOnSmallDisk(Path disk, int megabytes) throws Exception {
        Machine.mount(disk, megabytes);
        mounted.add(disk);
        server.administer("CREATE TABLESPACE small LOCATION '" + disk + "'");
        server.administer("ALTER DATABASE " + database.name() + " SET TABLESPACE small");
        databaseDisk = disk;
    }

    Path databaseDisk() {
        return databaseDisk;
    }

    /** Starts a serve. */
    WaybillProcess serve(String... more) throws IOException {
        List<String> all = new ArrayList<>(jvm);
        all.addAll(List.of(more));
        WaybillProcess process = WaybillProcess.start(home, all, "serve");
        processes.add(process);
        return process;
    }

    /** Starts a serve unless one runs. */
    void serveAgain() throws IOException {
        if (processes.isEmpty() || !latest().isAlive()) {
            serve();
        }
    }

    /** Where a serve waits that is held at a step, see {@link io.waybill.model.CrashPoints}. */
    Path holdFile() {
        return home.home().resolve("held");
    }

    void awaitKilled() throws InterruptedException {
        int status = latest().exitStatus();
        if (status != KILLED) {
            throw new IllegalStateException("serve ended with " + status + ": " + latest().err());
        }
    }

    /** What all serves have said on their error stream. */
    String log() {
        StringBuilder log = new StringBuilder();
        processes.forEach(process -> log.append(process.err()));
        return log.toString();
    }

    void awaitTrouble() {
        await("the log tells of a trouble", () -> log().contains("Waybill tries again by itself"));
    }

    WaybillProcess latest() {
        return processes.get(processes.size() - 1);
    }

    /** Lets people begin; they work on while faults happen. */
    void begin(Script script) throws IOException {
        data().make();
        List<Script.Act> acts = new ArrayList<>(script.acts());
        // What can be done at once is done before Waybill starts.
        while (!acts.isEmpty() && acts.get(0) instanceof Script.Drop drop) {
            drop(drop);
            acts.remove(0);
        }
        people = CompletableFuture.runAsync(() -> acts.forEach(this::act));
    }

    private void act(Script.Act act) {
        if (act instanceof Script.Drop drop) {
            drop(drop);
        } else if (act instanceof Script.Approve approve) {
            String number = awaitState(approve.file(), "held");
            insist(() -> requests().decide(Long.parseLong(number), true, "nan", "", null));
        } else if (act instanceof Script.Restore restore) {
            String number = awaitState(restore.file(), "delivered");
            List<String> of = database()
                    .rows(
                            "SELECT b.id, w.system, w.feed FROM waybill.backups AS b JOIN waybill.waybills AS w ON w.number = b.waybill"
                                    + " WHERE w.number = " + number)
                    .get(0);
            insist(() -> requests()
                    .restore(of.get(0), new FeedName(of.get(1), of.get(2)), false, "nan", DropOptions.newToken()));
        } else if (act instanceof Script.Undo undo) {
            String number = awaitState(undo.file(), "delivered");
            insist(() -> requests().undo(Long.parseLong(number), false, "nan", DropOptions.newToken()));
        }
    }

    /** Each a little later than the one before, so that their order is certain. */
    private void drop(Script.Drop drop) {
        try {
            data().make(drop.feed());
            Path copy = Files.createTempDirectory(home.home(), "mine")
                    .resolve(drop.file().getFileName());
            Files.copy(drop.file(), copy);
            Path place = new Inbox(data()).put(drop.feed(), copy, drop.options());
            Files.setLastModifiedTime(place, FileTime.from(Instant.now().minusSeconds(1_000L - 10 * dropped++)));
        } catch (IOException e) {
            throw new IllegalStateException("nobody could drop " + drop.file().getFileName() + ": " + e, e);
        }
    }

    private Requests requests() {
        Ledger ledger = new Ledger(database().dataSource(), Clock.systemUTC());
        return new Requests(ledger, new LedgerReader(database().dataSource()), "chaos");
    }

    private static void insist(Runnable request) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                request.run();
                return;
            } catch (RuntimeException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** @return the number of the waybill */
    private String awaitState(String file, String state) {
        String[] number = new String[1];
        await(file + " is " + state, () -> {
            number[0] = database()
                    .value("SELECT number FROM waybill.waybills WHERE file_name = '" + file + "' AND state = '" + state
                            + "'");
            return number[0] != null;
        });
        return number[0];
    }

    /** Waits until all is done that people have asked for, and nothing is left to be done for it. */
    void awaitQuiet(Script script) throws Exception {
        people.get();
        long waybills = script.acts().stream()
                .filter(act -> !(act instanceof Script.Approve))
                .count();
        await(
                "the files of all " + waybills + " waybills are in their place",
                () -> database().number("SELECT count(*) FROM waybill.waybills WHERE filed_at IS NOT NULL") >= waybills
                        && isEmpty("work")
                        && isEmpty("held"));
        await("no stage is left", () -> stages().isEmpty());
    }

    /** What must not be, whatever has happened; in sentences. */
    List<String> inconsistencies() throws IOException {
        List<String> wrong = new ArrayList<>();
        database()
                .query("SELECT number, file_name, state FROM waybill.waybills"
                        + " WHERE state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')")
                .forEach(row -> wrong.add("not ended: " + row));
        database()
                .query("SELECT waybill, subject FROM waybill.counts WHERE read <> inserted + updated + retired"
                        + " + deleted_by_key + unchanged + filtered + rejected")
                .forEach(row -> wrong.add("does not balance: " + row));
        for (List<String> file :
                database().rows("SELECT path, sha256 FROM waybill.files WHERE role IN ('original', 'output')")) {
            Path path = data().root().resolve(file.get(0));
            if (!Files.exists(path)) {
                wrong.add("in the ledger, but not there: " + file.get(0));
            } else if (!FileDigest.of(path).sha256().equals(file.get(1))) {
                wrong.add("not what the ledger says: " + file.get(0));
            }
        }
        return wrong;
    }

    List<String> stages() {
        return database().query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill\\_stage%'");
    }

    private boolean isEmpty(String folder) {
        String[] names = data().root().resolve(folder).toFile().list();
        return names != null && names.length == 0;
    }

    /** @param what for the report when it does not come to that */
    void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        Throwable last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (IllegalStateException e) {
                // The database is away, or not made yet.
                last = e;
            }
            pause();
        }
        throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what
                + (last == null ? "" : " (" + last.getMessage() + ")"));
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends what still runs, in good order. */
    void stop() throws InterruptedException {
        for (WaybillProcess process : processes) {
            process.close();
        }
    }

    @Override
    public void close() throws Exception {
        people.cancel(true);
        stop();
        if (database != null) {
            database.close();
        }
        if (databaseDisk != null) {
            server.administer("DROP TABLESPACE small");
        }
        for (Path disk : mounted) {
            Machine.unmount(disk);
        }
    }
}
