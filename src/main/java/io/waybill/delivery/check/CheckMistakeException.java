package io.waybill.delivery.check;

/** A check's file is not what it should be. The message says which file, which line, what was found and what was expected. */
public final class CheckMistakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckMistakeException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
