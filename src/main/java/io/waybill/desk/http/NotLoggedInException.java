package io.waybill.desk.http;

/** Thrown when the visitor has to log in first, or to change a one-time password. */
public final class NotLoggedInException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passwordFirst;

    NotLoggedInException(boolean passwordFirst) {
        super(passwordFirst ? "Change the one-time password first." : "Log in first.");
        this.passwordFirst = passwordFirst;
    }

    /** Whether they are logged in, but with a one-time password that must be changed first. */
    public boolean passwordFirst() {
        return passwordFirst;
    }
}
