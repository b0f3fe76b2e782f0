package io.waybill.delivery;

/** A delivery was cancelled from outside, by a person or for a shutdown. Nothing was changed, and the delivery can be repeated. */
public final class DeliveryCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DeliveryCancelledException(Throwable cause) {
        super("The delivery was cancelled before it was committed; the target is as it was.", cause);
    }
}
