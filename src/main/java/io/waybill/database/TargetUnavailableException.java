package io.waybill.database;

/**
 * A database that cannot be used at the moment. The message is one sentence for an operator: which database, what is wrong,
 * what to do. It never holds a password.
 */
public final class TargetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /** One that lasts until somebody mends a setting or a right. */
    public TargetUnavailableException(String sentence) {
        this(sentence, null);
    }

    /** As {@link #TargetUnavailableException(String)}. */
    public TargetUnavailableException(String sentence, Throwable cause) {
        this(sentence, cause, false);
    }

    TargetUnavailableException(String sentence, Throwable cause, boolean passing) {
        super(sentence, cause);
        this.passing = passing;
    }

    /** Whether it may pass while one waits: the server is away or has no room; no setting of Waybill's is wrong. */
    public boolean passing() {
        return passing;
    }
}
