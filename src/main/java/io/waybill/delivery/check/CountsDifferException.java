package io.waybill.delivery.check;

import io.waybill.model.OperatorMessage;

/** A table would not have as many rows as planned: nothing is delivered. */
public final class CountsDifferException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    CountsDifferException(String sentence) {
        super(sentence);
    }

    @Override
    public String withoutValues() {
        return getMessage();
    }
}
