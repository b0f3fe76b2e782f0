package io.waybill.database;

/**
 * A database that cannot be used at the moment. The message is one sentence for an operator: which database, what is wrong,
 * what to do. It never holds a password.
 */
public final class TargetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TargetUnavailableException(String sentence) {
        super(sentence);
    }

    public TargetUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
