package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import io.waybill.format.MinuteText;
import io.waybill.format.WholeFile;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.AuditEntry;
import io.waybill.ledger.audit.Deed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes of accounts in somebody's name, each with its entry for the audit list in one step. Safe for use by several threads. */
public final class AccountChanges {
    /** A password for one time may be used for this long: over a weekend, but not for ever. */
    private static final Duration ONE_TIME = Duration.ofDays(3);
    /** Tokens of an account. */
    private static final int MOST_TOKENS = 50;
    /** Before the word for a role, in a note. */
    private static final String ROLE = "role ";

    private final AccountFile file;
    private final Clock clock;
    private final Actor by;

    AccountChanges(AccountFile file, Clock clock, Actor by) {
        this.file = requireNonNull(file, "file");
        this.clock = requireNonNull(clock, "clock");
        this.by = requireNonNull(by, "by");
    }

    /**
     * Adds the first account, an admin with a password for one time, when there is none, or when nobody has used that password before it
     * expired. The password is written into a file of its own.
     *
     * @return the password; empty when there are accounts
     */
    public Optional<FirstPassword> addFirst(String name) {
        Optional<FirstPassword> first =
                Optional.of(new FirstPassword(name, Passwords.oneTime(), firstPassword(name), onceUntil()));
        if (!wantsFirst(file.read(), name)) {
            return Optional.empty();
        }
        boolean[] added = {false};
        file.change(book -> {
            if (wantsFirst(book, name)) {
                writeFirst(first.get());
                String hash = Passwords.hash(first.get().password());
                book.accounts()
                        .put(
                                name,
                                new Account(name, Role.ADMIN, hash, first.get().until()));
                note(book, Act.ACCOUNT_ADDED, name, ROLE + Role.ADMIN.word() + ", the first account");
                added[0] = true;
            }
        });
        return added[0] ? first : Optional.empty();
    }

    private boolean wantsFirst(AccountBook book, String name) {
        boolean unused = book.accounts().size() == 1
                && book.accounts().containsKey(name)
                && book.accounts().get(name).expired(clock.instant());
        return book.accounts().isEmpty() || unused;
    }

    private static void writeFirst(FirstPassword first) {
        try {
            WholeFile.write(first.file(), first.password() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path firstPassword(String name) {
        return file.beside(name + ".first-password");
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
        file.change(book -> {
            Account account = new Account(name, role, hash, oneTime ? onceUntil() : null);
            if (book.accounts().putIfAbsent(name, account) != null) {
                throw new AccountException("There is already an account " + name + ".");
            }
            note(book, Act.ACCOUNT_ADDED, name, ROLE + role.word());
        });
    }

    /**
     * Adds an account with a password for one time.
     *
     * @return the password
     * @throws AccountException when the name is taken or cannot be used
     */
    public OneTimePassword add(String name, Role role) {
        OneTimePassword once = new OneTimePassword(name, Passwords.oneTime(), onceUntil());
        add(name, role, once.password(), true);
        return once;
    }

    /** @throws AccountException when there is no such account, or it is the last admin */
    public void remove(String name) {
        file.change(book -> {
            book.required(name);
            book.accounts().remove(name);
            book.requireAdmin();
            note(book, Act.ACCOUNT_REMOVED, name, "");
        });
        forgetFirst(name);
    }

    /** @throws AccountException when there is no such account, or it is the last admin */
    public void role(String name, Role role) {
        change(name, Act.ROLE_CHANGED, ROLE + role.word(), account -> account.withRole(role));
    }

    /**
     * Changes the password of an account; its sessions end.
     *
     * @throws AccountException when there is no such account, or the password cannot be used
     */
    public void password(String name, String password, boolean oneTime) {
        requireGood(name, password);
        String hash = Passwords.hash(password);
        boolean own = !oneTime && name.equals(by.name()) && !by.origin().equals(Actor.COMMAND_LINE);
        change(
                name,
                own ? Act.PASSWORD_CHANGED : Act.PASSWORD_RESET,
                oneTime ? "for one time" : "",
                account -> account.withPassword(hash, oneTime ? onceUntil() : null));
        forgetFirst(name);
    }

    /**
     * Gives an account a password for one time; its sessions end.
     *
     * @return the password
     * @throws AccountException when there is no such account
     */
    public OneTimePassword reset(String name) {
        OneTimePassword once = new OneTimePassword(name, Passwords.oneTime(), onceUntil());
        password(name, once.password(), true);
        return once;
    }

    /**
     * Locks an account: its sessions end, and neither its password nor its tokens are accepted until it is unlocked.
     *
     * @throws AccountException when there is no such account, or it is the last admin
     */
    public void lock(String name) {
        change(name, Act.ACCOUNT_LOCKED, "", account -> account.withLock(true).withSessionsSince(clock.instant()));
    }

    /** @throws AccountException when there is no such account */
    public void unlock(String name) {
        change(name, Act.ACCOUNT_UNLOCKED, "", account -> account.withLock(false));
    }

    /**
     * Ends all sessions of an account.
     *
     * @throws AccountException when there is no such account
     */
    public void endSessions(String name) {
        change(name, Act.SESSIONS_ENDED, "", account -> account.withSessionsSince(clock.instant()));
    }

    /**
     * Makes a token, by which a program uses an account.
     *
     * @param called what it is for
     * @param role the most that it may do
     * @param lasting how long it is accepted; null: until it is revoked
     * @return the token, which is kept nowhere
     * @throws AccountException when there is no such account, the role is more than it has, or the name is taken or cannot be used
     */
    public String makeToken(String name, String called, Role role, Duration lasting) {
        if (!ProgramToken.isName(called)) {
            throw new AccountException(
                    "'" + called + "' cannot be the name of a token: expected " + ProgramToken.NAMES + ".");
        }
        String token = Tokens.ofProgram();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = lasting == null ? null : now.plus(lasting);
        change(
                name,
                Act.TOKEN_MADE,
                called + ", " + ROLE + role.word()
                        + (until == null ? "" : ", until " + MinuteText.of(until, clock.getZone())),
                account -> {
                    if (role.compareTo(account.role()) > 0) {
                        throw new AccountException(name + " is "
                                + account.role().word() + ": a token of it cannot be " + role.word() + ".");
                    }
                    if (account.token(called).isPresent()) {
                        throw new AccountException(name + " has a token '" + called + "' already.");
                    }
                    if (account.tokens().size() >= MOST_TOKENS) {
                        throw new AccountException(name + " has " + MOST_TOKENS + " tokens: revoke some first.");
                    }
                    return account.with(new ProgramToken(called, role, Tokens.hexDigest(token), now, until));
                });
        return token;
    }

    /** @throws AccountException when there is no such account, or it has no such token */
    public void revokeToken(String name, String called) {
        change(
                name,
                Act.TOKEN_REVOKED,
                called,
                account -> account.without(account.token(called)
                        .orElseThrow(() -> new AccountException(name + " has no token '" + called + "'."))));
    }

    private void change(String name, Act act, String note, UnaryOperator<Account> change) {
        file.change(book -> {
            book.accounts().put(name, change.apply(book.required(name)));
            if (act == Act.ROLE_CHANGED || act == Act.ACCOUNT_LOCKED) {
                book.requireAdmin();
            }
            note(book, act, name, note);
        });
    }

    private void note(AccountBook book, Act act, String name, String note) {
        book.changes().add(AuditEntry.of(clock.instant(), by, new Deed(act, "account " + name, note)));
    }

    private static void requireGood(String name, String password) {
        Passwords.complaint(name, password).ifPresent(complaint -> {
            throw new AccountException(complaint);
        });
    }
}
