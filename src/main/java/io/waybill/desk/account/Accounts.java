package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.LedgerException;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Audit;
import io.waybill.ledger.audit.AuditEntry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of the desk: a JSON file that only its owner may read. Several processes may use it at once; each sees the changes of the
 * others at once. Who changed what is kept with them until the audit list has it. Safe for use by several threads.
 */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final AccountFile file;
    private final Clock clock;

    /**
     * @param folder that only its owner may enter; made by the caller
     */
    public Accounts(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /**
     * The same with another clock.
     *
     * @param clock for the end of passwords for one time and of tokens
     */
    public Accounts(Path folder, Clock clock) {
        this.file = new AccountFile(folder);
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * All of them, by name.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public List<Account> all() {
        return List.copyOf(file.read().accounts().values());
    }

    /** Those that are not locked and whose role has a right, by name. */
    public List<Account> having(Right right) {
        return all().stream()
                .filter(account -> !account.locked() && right.of(account.role()))
                .toList();
    }

    /** @return empty when there is no account of this name */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(file.read().accounts().get(name));
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

    /** A token, and whose it is. */
    record Owned(Account account, ProgramToken token) {}

    /**
     * The account that a program's token belongs to.
     *
     * @param token as it was shown once
     * @return empty when there is none, it has expired, or its account is locked
     */
    Optional<Owned> withToken(String token) {
        String digest = Tokens.hexDigest(token);
        return file.read().accounts().values().stream()
                .filter(account -> !account.locked())
                .flatMap(account -> account.tokens().stream().map(each -> new Owned(account, each)))
                .filter(owned ->
                        owned.token().sha256().equals(digest) && !owned.token().expired(clock.instant()))
                .findFirst();
    }

    /** Changes in somebody's name. */
    public AccountChanges by(Actor actor) {
        return new AccountChanges(file, clock, actor);
    }

    /**
     * Hands over to the audit list what has been changed; what it has already is not handed over again. When the ledger does not answer, it is
     * kept for the next time.
     */
    public void tell(Audit audit) {
        List<AuditEntry> waiting = List.copyOf(file.read().changes());
        if (waiting.isEmpty()) {
            return;
        }
        try {
            audit.add(waiting);
        } catch (LedgerException e) {
            LOG.warn("{} changes of accounts wait for the audit list: {}", waiting.size(), e.getMessage());
            return;
        }
        file.change(book -> book.changes().removeAll(waiting));
    }
}
