package io.waybill.desk.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account is for; each role may do what the one before it may. */
public enum Role {
    /** reads */
    VIEWER,
    /** also drops files and mends rejects */
    OPERATOR,
    /** also approves, undoes, restores, and manages the accounts */
    ADMIN;

    /** The word that people use: {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return empty when there is no such role */
    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
