package io.waybill.delivery.check;

import io.waybill.model.OperatorMessage;
import java.util.List;
import java.util.stream.Collectors;

/** The data would not pass the checks of its feed: nothing is delivered. */
public final class ChecksFailedException extends RuntimeException implements OperatorMessage {
    private static final long serialVersionUID = 1;

    private final String names;

    ChecksFailedException(List<CheckResult> refusing) {
        super(refusing.stream().map(CheckResult::message).collect(Collectors.joining(" ")));
        this.names = refusing.stream().map(CheckResult::name).collect(Collectors.joining(", "));
    }

    @Override
    public String withoutValues() {
        return "Checks failed: " + names + ".";
    }
}
