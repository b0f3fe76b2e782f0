package io.waybill.desk;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.Role;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Waybill at work in this process, with its desk on a free port and an account of each role. */
public final class TestDesk implements AutoCloseable {
    /** Of all accounts. */
    public static final String PASSWORD = "correct horse battery";

    private static final String QUICK_HASH = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4));

    private final TestWaybill waybill;
    private final int port;
    private final Map<String, Visitor> loggedIn = new HashMap<>();

    private TestDesk(TestWaybill waybill, int port) {
        this.waybill = waybill;
        this.port = port;
    }

    /** With the accounts {@code viewer}, {@code operator} and {@code admin}. */
    public static TestDesk start(Path folder, TestDatabase database) {
        return start(folder, database, Map.of());
    }

    /** @param settings others than usual, as in the environment */
    public static TestDesk start(Path folder, TestDatabase database, Map<String, String> settings) {
        return start(folder, database, settings, home -> {});
    }

    /** The same in a home that the caller changes before the start. */
    public static TestDesk start(
            Path folder, TestDatabase database, Map<String, String> settings, Consumer<Path> change) {
        int port = freePort();
        Map<String, String> all = new HashMap<>(Map.of("WAYBILL_DESK_PORT", Integer.toString(port)));
        all.putAll(settings);
        TestWaybill waybill = TestWaybill.start(folder, database, all, change);
        TestDesk desk = new TestDesk(waybill, port);
        desk.addAccounts();
        return desk;
    }

    /**
     * The same, with the application's tables, into which a Live dump was delivered; its feeds ask for a backup before they change
     * anything.
     *
     * @param live what it holds
     */
    public static TestDesk withLive(Path folder, TestDatabase database, TestDump live)
            throws IOException, SQLException {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        TestDesk desk = start(folder, database, Map.of(), TestWaybill::askForBackups);
        desk.waybill.drop("live", "live.dump", TestDump.text(live.records()));
        return desk;
    }

    /** One of each role, in the desk's own file: with hashes that are checked in no time, unlike those that the desk makes. */
    private void addAccounts() {
        String accounts = Stream.of(Role.values())
                .map(role -> "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\", \"oneTime\": false}"
                        .formatted(role.word(), role.word(), QUICK_HASH))
                .collect(Collectors.joining(",\n", "[", "]\n"));
        try {
            Files.writeString(waybill.data().desk().resolve("accounts.json"), accounts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestWaybill waybill() {
        return waybill;
    }

    public Accounts accounts() {
        return new Accounts(waybill.data().desk());
    }

    public int port() {
        return port;
    }

    public String url(String place) {
        return "http://127.0.0.1:" + port + place;
    }

    /** Somebody who is not logged in. */
    public Visitor visitor() {
        return new Visitor("http://127.0.0.1:" + port);
    }

    /** Somebody who is logged in. All of an account share a session while it lasts: the desk limits how often an address logs in. */
    public Visitor visitor(String account) {
        Visitor known = loggedIn.get(account);
        if (known == null || known.get("/waybills").status() != 200) {
            known = visitor();
            known.logIn(account, PASSWORD);
            loggedIn.put(account, known);
        }
        return known.anotherTab();
    }

    @Override
    public void close() {
        waybill.close();
    }
}
