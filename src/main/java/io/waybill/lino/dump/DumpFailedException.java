package io.waybill.lino.dump;

import io.waybill.model.OperatorMessage;

/** The site's tables cannot be dumped, or hold something that a dump cannot hold. Nothing was written. */
public final class DumpFailedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    DumpFailedException(String sentence) {
        super(sentence);
    }

    @Override
    public String withoutValues() {
        return getMessage();
    }
}
