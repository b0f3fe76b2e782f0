package io.waybill.desk.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Makes and checks the hashes of passwords. */
public final class Passwords {
    /** 2^12 rounds: about a quarter of a second for each guess. */
    private static final int COST = 12;

    private static final int SHORTEST = 12;
    /** Bcrypt ignores further bytes. */
    private static final int LONGEST_BYTES = 72;
    /** Without characters that look alike. */
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP = 5;

    /** A hash of no password. Checking against it takes as long as against a real one. */
    private static final String NOBODYS = "$2a$12$" + "o".repeat(22) + "u".repeat(31);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /**
     * Why a new password cannot be used.
     *
     * @param name of the account
     * @return a sentence; empty when it can be used
     */
    public static Optional<String> complaint(String name, String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("A password needs at least " + SHORTEST + " characters.");
        }
        if (bytes(password).length > LONGEST_BYTES) {
            return Optional.of("A password may take at most " + LONGEST_BYTES + " bytes in UTF-8.");
        }
        if (password.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("A password must not contain control characters.");
        }
        if (password.codePoints().distinct().count() < SHORTEST / 3
                || password.toLowerCase(Locale.ROOT).contains(name) && password.length() < 2 * SHORTEST) {
            return Optional.of(
                    "This password is too easy to guess: it repeats a few characters, or contains the name.");
        }
        return Optional.empty();
    }

    /** A random password of 99 bits: {@code 7kq2m-…}. */
    public static String oneTime() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            password.append(i > 0 && i % GROUP == 0 ? "-" : "")
                    .append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return password.toString();
    }

    static String hash(String password) {
        return BCrypt.hashpw(bytes(password), BCrypt.gensalt(COST, RANDOM));
    }

    /** @param hash empty when there is no such account: the answer is then no, after the same time */
    static boolean matches(String password, Optional<String> hash) {
        byte[] bytes = bytes(password);
        boolean same = bytes.length <= LONGEST_BYTES && BCrypt.checkpw(bytes, hash.orElse(NOBODYS));
        return same && hash.isPresent();
    }

    /** Different keyboards encode the same letter differently. */
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }
}
