package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import io.netty.util.NetUtil;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Logs people in by name and password, and slows down guessing. */
public final class LogIn {
    /** Hashing is slow on purpose: this many at a time leave enough of the machine for other work. */
    private static final int HASHED_AT_ONCE = 2;
    /** An attempt waits this long for its turn; then it is refused, so that many at once do not hold up the whole desk. */
    private static final Duration TURN = Duration.ofSeconds(5);
    /** How many people's usual addresses are remembered. */
    private static final int FAMILIAR = 1_000;

    private final Accounts accounts;
    private final Sessions sessions;
    private final AttemptLimit ofNameFromAddress;
    private final AttemptLimit ofName;
    private final AttemptLimit ofAddress;
    private final Semaphore hashing = new Semaphore(HASHED_AT_ONCE, true);
    private final Clock clock;
    private final Map<String, Boolean> familiar = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > FAMILIAR;
        }
    };

    public LogIn(Accounts accounts, Sessions sessions, Clock clock) {
        this.accounts = requireNonNull(accounts, "accounts");
        this.sessions = requireNonNull(sessions, "sessions");
        this.clock = requireNonNull(clock, "clock");
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

        /** The password was right, but for one time, and that time is over. */
        record Expired() implements Outcome {}

        /** The password was right, but the account is locked. */
        record Locked() implements Outcome {}

        /** There were too many attempts; the password was not checked. */
        record TooOften(Duration pause) implements Outcome {}
    }

    /** One of the limits, and who it counts for. */
    private record Quota(AttemptLimit limit, String who) {}

    /**
     * Logs somebody in. An attempt that one limit refuses uses up nothing of the others: whoever guesses from one address does not keep out
     * the owner of the name, who comes from another.
     *
     * @param name as it was typed
     * @param from the network address where it comes from
     */
    public Outcome attempt(String name, String password, String from) throws SQLException {
        String address = network(from);
        String known = name.strip().toLowerCase(Locale.ROOT);
        // What cannot be a name is not remembered: it may be a password typed into the wrong field.
        String counted = Account.isName(known) ? known : "";
        String place = counted + " " + address;
        List<Quota> quotas =
                new ArrayList<>(List.of(new Quota(ofAddress, address), new Quota(ofNameFromAddress, place)));
        if (!isFamiliar(place)) {
            quotas.add(new Quota(ofName, counted));
        }
        // Whoever is refused anyway does not stand in the others' queue.
        Optional<Duration> pause = longest(quotas);
        if (pause.isPresent() || !turn()) {
            return new Outcome.TooOften(pause.orElse(TURN));
        }
        Optional<Account> account;
        try {
            Optional<Duration> wait = take(quotas);
            if (wait.isPresent()) {
                return new Outcome.TooOften(wait.get());
            }
            account = accounts.withPassword(known, password);
        } finally {
            hashing.release();
        }
        if (account.isEmpty()) {
            return new Outcome.Wrong();
        }
        if (account.get().locked()) {
            return new Outcome.Locked();
        }
        if (account.get().expired(clock.instant())) {
            return new Outcome.Expired();
        }
        ofName.forget(counted);
        ofNameFromAddress.forget(place);
        remember(place);
        return new Outcome.In(sessions.open(account.get()));
    }

    /** Whether a password is that of an account which is logged in, before it is changed. */
    public boolean confirms(Account account, String password, String from) {
        String place = account.name() + " " + network(from);
        if (ofNameFromAddress.pause(place).isPresent() || !turn()) {
            return false;
        }
        try {
            return take(List.of(new Quota(ofNameFromAddress, place))).isEmpty()
                    && accounts.withPassword(account.name(), password)
                            .filter(found -> !found.expired(clock.instant()))
                            .isPresent();
        } finally {
            hashing.release();
        }
    }

    /** Whoever has one address of IPv6 has its whole network of 64 bits. */
    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, 8);
    }

    /** All of them grant an attempt, or none loses one. */
    private synchronized Optional<Duration> take(List<Quota> quotas) {
        Optional<Duration> wait = longest(quotas);
        if (wait.isEmpty()) {
            quotas.forEach(quota -> quota.limit.take(quota.who));
        }
        return wait;
    }

    private static Optional<Duration> longest(List<Quota> quotas) {
        return quotas.stream()
                .map(quota -> quota.limit.pause(quota.who))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    /** Whether this name has logged in from that address before: then other people's guesses elsewhere do not count. */
    private synchronized boolean isFamiliar(String place) {
        return familiar.get(place) != null;
    }

    private synchronized void remember(String place) {
        familiar.put(place, true);
    }

    private boolean turn() {
        try {
            return hashing.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
