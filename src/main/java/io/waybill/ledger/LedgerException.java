package io.waybill.ledger;

import io.waybill.model.OperatorMessage;

/** Thrown when the ledger cannot be read or written. The message is one sentence for an operator. */
public final class LedgerException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    public LedgerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
