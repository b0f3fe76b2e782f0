package io.waybill.desk.account;

/**
 * Somebody who is logged in.
 *
 * @param token in the cookie of each request
 * @param account as it is now
 */
public record Session(String token, Account account) {
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
