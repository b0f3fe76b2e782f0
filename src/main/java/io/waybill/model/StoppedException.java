package io.waybill.model;

/**
 * Thrown when work ends because the process is stopping, or because somebody has cancelled the waybill. Nothing is wrong with the drop;
 * unless it was cancelled, it is taken up again at the next start.
 */
public final class StoppedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    StoppedException() {
        this("Waybill is stopping.");
    }

    StoppedException(String message) {
        super(message);
    }
}
