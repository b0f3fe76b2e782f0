package io.waybill.delivery.backup;

import io.waybill.model.OperatorMessage;

/** The tables hold something that a backup cannot hold. Trying again does not help, and nothing is delivered. */
public final class BackupFailedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    BackupFailedException(String sentence) {
        super(sentence);
    }

    @Override
    public String withoutValues() {
        return getMessage();
    }
}
