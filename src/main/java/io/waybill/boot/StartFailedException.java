package io.waybill.boot;

import io.waybill.model.FailureSentence;
import io.waybill.settings.SettingsException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;

/** Waybill cannot start. The message says why in a sentence or two. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailedException(Exception reason) {
        super(sentence(reason), reason);
    }

    /** Camel says which route, its cause says why. */
    private static String sentence(Exception reason) {
        String outer = reason instanceof SettingsException ? reason.getMessage() : FailureSentence.of(reason);
        boolean ofCamel = FailureSentence.unwrapped(reason).getClass().getName().startsWith("org.apache.camel.");
        Throwable root = reason;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String inner = FailureSentence.of(root);
        if (FailureSentence.unwrapped(reason) instanceof FailedToCreateRouteException route) {
            // Camel would print the whole route.
            String why = root instanceof NoSuchEndpointException nowhere
                    ? "no kind of endpoint begins as " + nowhere.getUri() + " does."
                    : inner;
            return "The route " + route.getRouteId() + " cannot be made: " + why + " Correct it in the folder routes/.";
        }
        return !ofCamel || outer.contains(inner) ? outer : outer + " " + inner;
    }
}
