package io.waybill.desk.account;

/** A change of the accounts that is refused; the message is a sentence for whoever asked for it. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AccountException(String message) {
        super(message);
    }
}
