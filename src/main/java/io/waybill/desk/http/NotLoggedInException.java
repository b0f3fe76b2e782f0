package io.waybill.desk.http;

/** Whoever asks has to log in first, or to change their one-time password. */
public final class NotLoggedInException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passwordFirst;

    NotLoggedInException(boolean passwordFirst) {
        super(passwordFirst ? "Change the one-time password first." : "Log in first.");
        this.passwordFirst = passwordFirst;
    }

    /** Whether they are logged in, with a password that is to be changed before anything else. */
    public boolean passwordFirst() {
        return passwordFirst;
    }
}
