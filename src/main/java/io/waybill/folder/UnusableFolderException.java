package io.waybill.folder;

import io.waybill.model.OperatorMessage;

/** A folder that Waybill needs cannot be used. The message is one sentence for an operator. */
public final class UnusableFolderException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    /** With a sentence for an operator, and the cause, or null. */
    public UnusableFolderException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
