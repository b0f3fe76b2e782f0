package io.waybill.refresh;

/** A scheduled refresh has come by no dump; the message is a sentence for the operator. */
final class NoDumpException extends Exception {
    private static final long serialVersionUID = 1L;

    NoDumpException(String sentence) {
        super(sentence);
    }
}
