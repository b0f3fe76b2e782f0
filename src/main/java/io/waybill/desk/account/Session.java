package io.waybill.desk.account;

/**
 * Somebody who is logged in.
 *
 * @param token what their browser shows with each request
 * @param account as it is now
 */
public record Session(String token, Account account) {
    /** What a form has to bring back, so that no other site can send it for them. */
    public String formToken() {
        return Tokens.formTokenOf(token);
    }

    /** Never tells the token. */
    @Override
    public String toString() {
        return "session of " + account.name();
    }
}
