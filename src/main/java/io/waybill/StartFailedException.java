package io.waybill;

import io.waybill.intake.FailureSentence;

/** Waybill cannot start. The message says why in a sentence or two. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailedException(Exception reason) {
        super(sentence(reason), reason);
    }

    /** Camel says which route, its cause says why. */
    private static String sentence(Exception reason) {
        if (reason instanceof SettingsException) {
            return reason.getMessage();
        }
        Throwable root = reason;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String outer = FailureSentence.of(reason);
        if (root instanceof java.sql.SQLException || root == FailureSentence.unwrapped(reason)) {
            return outer;
        }
        String inner = FailureSentence.of(root);
        return outer.contains(inner) ? outer : outer + " " + inner;
    }
}
