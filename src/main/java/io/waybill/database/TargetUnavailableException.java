package io.waybill.database;

/**
 * Thrown when a database cannot be used at the moment. The message is one sentence for an operator: which database, what is wrong,
 * what to do. It never contains a password.
 */
public final class TargetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /** A failure that lasts until somebody corrects a setting or grants a privilege. */
    public TargetUnavailableException(String sentence) {
        this(sentence, null);
    }

    /** Like {@link #TargetUnavailableException(String)}, with a cause; null when there is none. */
    public TargetUnavailableException(String sentence, Throwable cause) {
        this(sentence, cause, false);
    }

    TargetUnavailableException(String sentence, Throwable cause, boolean passing) {
        super(sentence, cause);
        this.passing = passing;
    }

    /** Whether waiting may help: the server cannot be reached or has no space, and none of Waybill's settings is wrong. */
    public boolean passing() {
        return passing;
    }
}
