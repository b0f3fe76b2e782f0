package io.waybill.desk.account;

/** What was asked of the accounts cannot be done; the message is a sentence for the one who asked. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AccountException(String message) {
        super(message);
    }
}
