package io.waybill.ledger;

/** What a person asked for cannot be done as the waybill stands; the message says why, in a sentence. */
public final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RequestRefusedException(String sentence) {
        super(sentence);
    }
}
