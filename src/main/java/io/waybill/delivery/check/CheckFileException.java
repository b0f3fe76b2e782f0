package io.waybill.delivery.check;

/** The file of a check is wrong. The message names the file, the line, what was found and what was expected. */
public final class CheckFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
