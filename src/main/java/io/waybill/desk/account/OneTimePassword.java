package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A password that the program has made, for one log-in. It is kept nowhere.
 *
 * @param account whose
 * @param password to be handed over to its owner
 * @param until when it expires
 */
public record OneTimePassword(String account, String password, Instant until) {
    public OneTimePassword {
        requireNonNull(account, "account");
        requireNonNull(password, "password");
        requireNonNull(until, "until");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "one-time password of " + account;
    }
}
