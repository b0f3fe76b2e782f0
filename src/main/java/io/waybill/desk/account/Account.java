package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Somebody who may use the desk.
 *
 * @param name by which they log in, recorded with their decisions
 * @param role what they may do
 * @param password its bcrypt hash
 * @param oneTimeUntil when a password expires that must be changed before anything else; null for a lasting one
 */
public record Account(String name, Role role, String password, Instant oneTimeUntil) {
    /** The form of a name, for messages. */
    public static final String NAMES =
            "1 to 40 of the characters a-z, 0-9, '.', '-' and '_', the first a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    public Account {
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(password, "password");
    }

    /** Whether a name is of the form {@link #NAMES}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether this account has a right. */
    public boolean may(Right right) {
        return right.of(role);
    }

    /** Whether the password must be changed before anything else. */
    public boolean oneTime() {
        return oneTimeUntil != null;
    }

    /** Whether the password was for one time, and that time is over. */
    public boolean expired(Instant now) {
        return oneTimeUntil != null && !now.isBefore(oneTimeUntil);
    }

    Account withRole(Role other) {
        return new Account(name, other, password, oneTimeUntil);
    }

    Account withPassword(String hash, Instant once) {
        return new Account(name, role, hash, once);
    }
}
