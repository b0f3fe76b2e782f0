package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The password of the first account, for one time.
 *
 * @param account name of the account
 * @param password for whoever reads it first
 * @param file that holds it, for its owner only; deleted once another password is chosen
 * @param until when it expires
 */
public record FirstPassword(String account, String password, Path file, Instant until) {
    public FirstPassword {
        requireNonNull(account, "account");
        requireNonNull(password, "password");
        requireNonNull(file, "file");
        requireNonNull(until, "until");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "one-time password of " + account + " in " + file;
    }
}
