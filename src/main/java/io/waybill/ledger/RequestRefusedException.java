package io.waybill.ledger;

/** Thrown when a request cannot be carried out in the waybill's current state; the message is a sentence that says why. */
public class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RequestRefusedException(String sentence) {
        super(sentence);
    }
}
