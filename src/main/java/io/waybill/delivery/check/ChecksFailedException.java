package io.waybill.delivery.check;

import io.waybill.model.OperatorMessage;
import java.util.List;
import java.util.stream.Collectors;

/** The data would not be what a feed's checks demand: nothing is delivered. */
public final class ChecksFailedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    private final String names;

    ChecksFailedException(List<CheckResult> refusing) {
        super(refusing.stream().map(CheckResult::told).collect(Collectors.joining(" ")));
        this.names = refusing.stream().map(CheckResult::name).collect(Collectors.joining(", "));
    }

    @Override
    public String withoutValues() {
        return "Checks failed: " + names + ".";
    }
}
