package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody who may use the desk.
 *
 * @param name by which they log in, recorded with their decisions
 * @param role what they may do
 * @param password its bcrypt hash
 * @param oneTimeUntil when a password expires that must be changed before anything else; null for a lasting one
 * @param locked whether nobody may use it until it is unlocked
 * @param sessionsSince sessions that were opened before have been ended; null for none
 * @param tokens by which programs use it
 */
public record Account(
        String name,
        Role role,
        String password,
        Instant oneTimeUntil,
        boolean locked,
        Instant sessionsSince,
        List<ProgramToken> tokens) {
    /** The form of a name, for messages. */
    public static final String NAMES =
            "1 to 40 of the characters a-z, 0-9, '.', '-' and '_', the first a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    public Account {
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(password, "password");
        tokens = List.copyOf(tokens);
    }

    /** A new one. */
    Account(String name, Role role, String password, Instant oneTimeUntil) {
        this(name, role, password, oneTimeUntil, false, null, List.of());
    }

    /** Whether a name is of the form {@link #NAMES}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether the password must be changed before anything else. */
    public boolean oneTime() {
        return oneTimeUntil != null;
    }

    /** Whether the password was for one time, and that time is over. */
    public boolean expired(Instant now) {
        return oneTimeUntil != null && !now.isBefore(oneTimeUntil);
    }

    /** The token with this name. */
    public Optional<ProgramToken> token(String called) {
        return tokens.stream().filter(token -> token.name().equals(called)).findFirst();
    }

    Account withRole(Role other) {
        return new Account(name, other, password, oneTimeUntil, locked, sessionsSince, tokens);
    }

    Account withPassword(String hash, Instant once) {
        return new Account(name, role, hash, once, locked, sessionsSince, tokens);
    }

    Account withLock(boolean now) {
        return new Account(name, role, password, oneTimeUntil, now, sessionsSince, tokens);
    }

    Account withSessionsSince(Instant moment) {
        return new Account(name, role, password, oneTimeUntil, locked, moment, tokens);
    }

    Account with(ProgramToken token) {
        return withTokens(Stream.concat(tokens.stream(), Stream.of(token)).toList());
    }

    Account without(ProgramToken token) {
        return withTokens(tokens.stream().filter(each -> !each.equals(token)).toList());
    }

    private Account withTokens(List<ProgramToken> others) {
        return new Account(name, role, password, oneTimeUntil, locked, sessionsSince, others);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "account " + name;
    }
}
