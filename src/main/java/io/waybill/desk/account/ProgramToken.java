package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * By which a program uses an account, without its password. The token itself is shown once, when it is made.
 *
 * @param name what it is for, unique in its account
 * @param role the most that it may do; never more than its account
 * @param sha256 digest of the token, hexadecimal
 * @param madeAt when it was made
 * @param until when it expires; null: never
 */
public record ProgramToken(String name, Role role, String sha256, Instant madeAt, Instant until) {
    /** The form of a name, for messages. */
    public static final String NAMES =
            "1 to 40 letters, digits, spaces and the characters '.', '-' and '_', the first and the last no space";

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}._-]([\\p{L}\\p{N} ._-]{0,38}[\\p{L}\\p{N}._-])?");

    public ProgramToken {
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(sha256, "sha256");
        requireNonNull(madeAt, "madeAt");
    }

    /** Whether a name is of the form {@link #NAMES}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it is no longer accepted. */
    public boolean expired(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** The lesser of two roles: what it may do now that its account has this one. */
    public Role roleOf(Account account) {
        return role.compareTo(account.role()) < 0 ? role : account.role();
    }
}
