package io.waybill.desk.http;

import java.util.Optional;

/** Thrown when the visitor has to log in first, or to change a one-time password. */
public final class NotLoggedInException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passwordFirst;
    private final transient KeptForm kept;

    NotLoggedInException(boolean passwordFirst) {
        this(passwordFirst, null);
    }

    /** @param kept what was sent; null for nothing that can be kept */
    NotLoggedInException(boolean passwordFirst, KeptForm kept) {
        super(passwordFirst ? "Change the one-time password first." : "Log in first.");
        this.passwordFirst = passwordFirst;
        this.kept = kept;
    }

    /** The form that was sent after the session had ended. */
    public Optional<KeptForm> kept() {
        return Optional.ofNullable(kept);
    }

    /** Whether they are logged in, but with a one-time password that must be changed first. */
    public boolean passwordFirst() {
        return passwordFirst;
    }
}
