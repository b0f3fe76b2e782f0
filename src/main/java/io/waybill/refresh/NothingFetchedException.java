package io.waybill.refresh;

/** A scheduled refresh has found no file to drop; the message is a sentence for the operator. */
final class NothingFetchedException extends Exception {
    private static final long serialVersionUID = 1L;

    NothingFetchedException(String sentence) {
        super(sentence);
    }
}
