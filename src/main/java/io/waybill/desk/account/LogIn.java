package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Logs people in by name and password, and slows down guessing. */
public final class LogIn {
    /** Hashing is slow on purpose: this many at a time leave enough of the machine for other work. */
    private static final int HASHED_AT_ONCE = 2;

    private final Accounts accounts;
    private final Sessions sessions;
    private final AttemptLimit ofNameFromAddress;
    private final AttemptLimit ofName;
    private final AttemptLimit ofAddress;
    private final Semaphore hashing = new Semaphore(HASHED_AT_ONCE, true);

    public LogIn(Accounts accounts, Sessions sessions, Clock clock) {
        this.accounts = requireNonNull(accounts, "accounts");
        this.sessions = requireNonNull(sessions, "sessions");
        this.ofNameFromAddress = new AttemptLimit(5, Duration.ofSeconds(30), clock);
        // Looser: other people's guesses must not lock the owner of the name out for long.
        this.ofName = new AttemptLimit(30, Duration.ofSeconds(10), clock);
        this.ofAddress = new AttemptLimit(30, Duration.ofSeconds(10), clock);
    }

    /** Outcome of an attempt. */
    public sealed interface Outcome {
        /** Name and password are right. */
        record In(Session session) implements Outcome {}

        /** One of them is wrong. */
        record Wrong() implements Outcome {}

        /** There were too many attempts; the password was not checked. */
        record TooOften(Duration pause) implements Outcome {}
    }

    /**
     * @param name as it was typed
     * @param address where it comes from
     */
    public Outcome attempt(String name, String password, String address) throws SQLException {
        String known = name.strip().toLowerCase(Locale.ROOT);
        // What cannot be a name is not remembered: it may be a password typed into the wrong field.
        String counted = Account.isName(known) ? known : "";
        Optional<Duration> wait = Stream.of(
                        ofAddress.take(address), ofName.take(counted), ofNameFromAddress.take(counted + " " + address))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
        if (wait.isPresent()) {
            return new Outcome.TooOften(wait.get());
        }
        Optional<Account> account = checked(known, password);
        if (account.isEmpty()) {
            return new Outcome.Wrong();
        }
        ofName.forget(counted);
        ofNameFromAddress.forget(counted + " " + address);
        return new Outcome.In(sessions.open(account.get()));
    }

    /** Whether a password is that of an account which is logged in, before it is changed. */
    public boolean confirms(Account account, String password, String address) {
        return ofNameFromAddress.take(account.name() + " " + address).isEmpty()
                && checked(account.name(), password).isPresent();
    }

    private Optional<Account> checked(String name, String password) {
        hashing.acquireUninterruptibly();
        try {
            return accounts.withPassword(name, password);
        } finally {
            hashing.release();
        }
    }
}
