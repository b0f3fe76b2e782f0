package io.waybill.desk.account;

/**
 * Somebody who is logged in, or a program that uses their account.
 *
 * @param token in the cookie of each request, or the one that a program sends
 * @param account as it is now; for a program with the role of its token
 * @param program name of the token that a program uses; empty for a person
 * @param rights of each role
 */
public record Session(String token, Account account, String program, Rights rights) {
    /** One of a person. */
    Session(String token, Account account, Rights rights) {
        this(token, account, "", rights);
    }

    /** Whether whoever is logged in has a right. */
    public boolean may(Right right) {
        return rights.of(account.role(), right);
    }

    /** Whether a program uses the account, by a token. */
    public boolean ofProgram() {
        return !program.isEmpty();
    }

    /** The token that each form must contain, so that no other site can send one. */
    public String formToken() {
        return Tokens.formTokenOf(token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "session of " + account.name();
    }
}
