package io.waybill.delivery;

import java.util.List;

/**
 * The tables of the target are missing or differ from what a feed delivers. Nothing was read or changed. Lists all
 * differences.
 */
public final class TargetMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<String> differences;

    /** @param differences one sentence each, at least one */
    public TargetMismatchException(String target, List<String> differences) {
        super("The database " + target + " does not fit this feed: " + String.join(" ", differences));
        this.differences = List.copyOf(differences);
    }

    /** One sentence each. */
    public List<String> differences() {
        return differences;
    }
}
