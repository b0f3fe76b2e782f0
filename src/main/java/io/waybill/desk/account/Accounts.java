package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.format.OwnerOnly;
import io.waybill.format.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The accounts of the desk: a JSON file that only its owner may read. Several processes may use it at once; each sees the changes of the
 * others at once. Safe for use by several threads.
 */
public final class Accounts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A password for one time may be used for this long: over a weekend, but not for ever. */
    private static final Duration ONE_TIME = Duration.ofDays(3);

    private final Path file;
    private final Clock clock;
    private volatile Known known = new Known(null, Map.of());

    /**
     * @param folder that only its owner may enter; made by the caller
     */
    public Accounts(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /**
     * The same with another clock.
     *
     * @param clock for the end of passwords for one time
     */
    public Accounts(Path folder, Clock clock) {
        this.file = requireNonNull(folder, "folder").resolve("accounts.json");
        this.clock = requireNonNull(clock, "clock");
    }

    /** The file when it was last read; the stamp is null when there was none. */
    private record Known(Stamp stamp, Map<String, Account> accounts) {}

    private record Stamp(FileTime modified, long size, Object key) {}

    /**
     * All of them, by name.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public List<Account> all() {
        return List.copyOf(read().values());
    }

    /** @return empty when there is no account of this name */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(read().get(name));
    }

    /**
     * The account with this name and password. Takes the same time whether there is one or not.
     *
     * @return empty when name or password is wrong
     */
    public Optional<Account> withPassword(String name, String password) {
        Optional<Account> account = find(name);
        return Passwords.matches(password, account.map(Account::password)) ? account : Optional.empty();
    }

    /**
     * Adds the first account, an admin with a password for one time, when there is none, or when nobody has used that password before it
     * expired. The password is written into a file of its own.
     *
     * @return the password; empty when there are accounts
     */
    public Optional<FirstPassword> addFirst(String name) {
        FirstPassword first = new FirstPassword(name, Passwords.oneTime(), firstPassword(name), onceUntil());
        boolean[] added = {false};
        change(accounts -> {
            boolean unused = accounts.size() == 1
                    && accounts.containsKey(name)
                    && accounts.get(name).expired(clock.instant());
            if (accounts.isEmpty() || unused) {
                writeFirst(first);
                accounts.put(name, new Account(name, Role.ADMIN, Passwords.hash(first.password()), first.until()));
                added[0] = true;
            }
        });
        return added[0] ? Optional.of(first) : Optional.empty();
    }

    private static void writeFirst(FirstPassword first) {
        try {
            WholeFile.write(first.file(), first.password() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path firstPassword(String name) {
        return file.resolveSibling(name + ".first-password");
    }

    private void forgetFirst(String name) {
        try {
            Files.deleteIfExists(firstPassword(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instant onceUntil() {
        return clock.instant().plus(ONE_TIME).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Adds an account.
     *
     * @param oneTime whether the password is to be changed at the first log-in
     * @throws AccountException when the name is taken, or name or password cannot be used
     */
    public void add(String name, Role role, String password, boolean oneTime) {
        if (!Account.isName(name)) {
            throw new AccountException("'" + name + "' cannot be a name: expected " + Account.NAMES + ".");
        }
        requireGood(name, password);
        String hash = Passwords.hash(password);
        change(accounts -> {
            if (accounts.putIfAbsent(name, new Account(name, role, hash, oneTime ? onceUntil() : null)) != null) {
                throw new AccountException("There is already an account " + name + ".");
            }
        });
    }

    /** @throws AccountException when there is no such account, or it is the last admin */
    public void remove(String name) {
        change(accounts -> {
            required(accounts, name);
            accounts.remove(name);
            requireAdmin(accounts);
        });
        forgetFirst(name);
    }

    /** @throws AccountException when there is no such account, or it is the last admin */
    public void role(String name, Role role) {
        change(accounts -> {
            accounts.put(name, required(accounts, name).withRole(role));
            requireAdmin(accounts);
        });
    }

    /**
     * Changes the password of an account; its sessions end.
     *
     * @throws AccountException when there is no such account, or the password cannot be used
     */
    public void password(String name, String password, boolean oneTime) {
        requireGood(name, password);
        String hash = Passwords.hash(password);
        change(accounts ->
                accounts.put(name, required(accounts, name).withPassword(hash, oneTime ? onceUntil() : null)));
        forgetFirst(name);
    }

    private static void requireGood(String name, String password) {
        Passwords.complaint(name, password).ifPresent(complaint -> {
            throw new AccountException(complaint);
        });
    }

    private static Account required(Map<String, Account> accounts, String name) {
        return Optional.ofNullable(accounts.get(name))
                .orElseThrow(() -> new AccountException("There is no account " + name + "."));
    }

    private static void requireAdmin(Map<String, Account> accounts) {
        if (accounts.values().stream().noneMatch(account -> account.role() == Role.ADMIN)) {
            throw new AccountException("This is the last admin: make somebody else admin first.");
        }
    }

    private Map<String, Account> read() {
        Known before = known;
        try {
            Stamp stamp = stamp();
            if (before.stamp() == null || !before.stamp().equals(stamp)) {
                before = new Known(stamp, stamp == null ? Map.of() : parse());
                known = before;
            }
            return before.accounts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stamp stamp() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private Map<String, Account> parse() throws IOException {
        try {
            Map<String, Account> accounts = new TreeMap<>();
            for (JsonNode entry : JSON.readTree(Files.readString(file))) {
                String name = entry.path("name").asText();
                Role role = Role.ofWord(entry.path("role").asText())
                        .orElseThrow(() -> new IOException(file + ": the account '" + name + "' has no role; expected"
                                + " viewer, operator or admin."));
                accounts.put(
                        name, new Account(name, role, entry.path("password").asText(), until(entry)));
            }
            return accounts;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ", line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + " is not JSON: correct it, or move the file away and start anew.",
                    e);
        }
    }

    /** An older file does not say when a password for one time expires. */
    private static Instant until(JsonNode entry) throws IOException {
        if (!entry.path("oneTime").asBoolean()) {
            return null;
        }
        String until = entry.path("until").asText();
        try {
            return until.isEmpty() ? Instant.MAX : Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw new IOException("the account '" + entry.path("name").asText() + "' has no time until: found '" + until
                    + "', expected one such as 2026-11-20T12:00:00Z.");
        }
    }

    /** One change at a time among threads and processes, each on the latest file. */
    private synchronized void change(Consumer<Map<String, Account>> change) {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
                FileLock ours = lock(channel)) {
            Map<String, Account> accounts = Files.exists(file) ? parse() : new TreeMap<>();
            change.accept(accounts);
            ArrayNode entries = JSON.createArrayNode();
            accounts.values().forEach(account -> {
                ObjectNode entry = entries.addObject()
                        .put("name", account.name())
                        .put("role", account.role().word())
                        .put("password", account.password())
                        .put("oneTime", account.oneTime());
                if (account.oneTime() && !account.oneTimeUntil().equals(Instant.MAX)) {
                    entry.put("until", account.oneTimeUntil().toString());
                }
            });
            WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n");
            known = new Known(null, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operating system waits for other processes; a lock held in this process has to be tried again. */
    private static FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the accounts are being changed for too long", e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Path lockFile() throws IOException {
        Path lock = file.resolveSibling("accounts.lock");
        try {
            return Files.exists(lock) ? lock : OwnerOnly.create(lock);
        } catch (FileAlreadyExistsException e) {
            return lock;
        }
    }
}
